import { describe, expect, it } from "vitest";
import { createDrawQueue } from "../../src/ui/columns/draw-queue.ts";

/** A host whose tasks run when the test says so, and whose clock moves only by drawing. */
function handHost() {
  const tasks: (() => void)[] = [];
  let time = 0;
  const queue = createDrawQueue({ now: () => time, asTask: (callback) => tasks.push(callback) });
  return {
    queue,
    tasks,
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
