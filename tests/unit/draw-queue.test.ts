import { describe, expect, it } from "vitest";
import { createDrawQueue } from "../../src/ui/columns/draw-queue.ts";

/** A host whose tasks run when the test says so, and whose clock moves only by drawing. */
function handHost() {
  const tasks: (() => void)[] = [];
  const delays: number[] = [];
  let time = 0;
  const queue = createDrawQueue({
    now: () => time,
    asTask: (callback, delayMs) => {
      tasks.push(callback);
      delays.push(delayMs);
    },
  });
  return {
    queue,
    tasks,
    delays,
    runTask: () => tasks.shift()?.(),
    passes: (ms: number) => {
      time += ms;
    },
  };
}

describe("the draw queue", () => {
  it("draws cheap pictures in one task and a repeated one once", () => {
    const { queue, tasks, runTask } = handHost();
    const drawn: string[] = [];
    const first = () => drawn.push("first");
    queue.ask(first);
    queue.ask(() => drawn.push("second"));
    queue.ask(first);
    expect(tasks).toHaveLength(1);
    runTask();
    expect(drawn).toEqual(["first", "second"]);
    expect(tasks).toHaveLength(0);
  });

  it("gives way after a dear picture and goes on in a task of its own", () => {
    const { queue, runTask, passes } = handHost();
    const drawn: number[] = [];
    for (const picture of [1, 2, 3]) {
      queue.ask(() => {
        drawn.push(picture);
        passes(20);
      });
    }
    runTask();
    expect(drawn).toEqual([1]);
    runTask();
    runTask();
    expect(drawn).toEqual([1, 2, 3]);
  });

  it("rests as long as it drew, so that half of the time is left for keys and clicks", () => {
    const { queue, delays, runTask, passes } = handHost();
    queue.ask(() => passes(20));
    queue.ask(() => passes(1));
    runTask();
    expect(delays).toEqual([0, 20]);
    passes(20);
    runTask();
    passes(30);
    queue.ask(() => passes(1));
    expect(delays).toEqual([0, 20, 0]);
  });

  it("forgets what was called off, and takes up again later", () => {
    const { queue, tasks, runTask } = handHost();
    const drawn: string[] = [];
    const gone = () => drawn.push("gone");
    queue.ask(gone);
    queue.cancel(gone);
    runTask();
    expect(drawn).toEqual([]);
    queue.ask(() => drawn.push("later"));
    expect(tasks).toHaveLength(1);
    runTask();
    expect(drawn).toEqual(["later"]);
  });
});
