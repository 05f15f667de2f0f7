import { describe, expect, it } from "vitest";
import { createDrawQueue } from "../../src/ui/columns/draw-queue.ts";

/** A host whose pictures come when the test says so, and whose clock moves only by drawing. */
function handHost() {
  const pictures: (() => void)[] = [];
  let time = 0;
  let pictureMs = 0;
  const queue = createDrawQueue({
    now: () => time,
    beforePicture: (callback) => void pictures.push(callback),
    nextPicture: (callback) => void pictures.push(callback),
    lastPictureMs: () => pictureMs,
  });
  return {
    queue,
    pictures,
    picture: () => pictures.shift()?.(),
    tookWhole: (ms: number) => {
      pictureMs = ms;
    },
    passes: (ms: number) => {
      time += ms;
    },
  };
}

describe("the draw queue", () => {
  it("draws cheap columns for one picture and a repeated one once", () => {
    const { queue, pictures, picture } = handHost();
    const drawn: string[] = [];
    const first = () => drawn.push("first");
    queue.ask(first);
    queue.ask(() => drawn.push("second"));
    queue.ask(first);
    expect(pictures).toHaveLength(1);
    picture();
    expect(drawn).toEqual(["first", "second"]);
    expect(pictures).toHaveLength(0);
  });

  it("gives way after a dear column and goes on with the one that waited", () => {
    const { queue, picture, passes } = handHost();
    const drawn: number[] = [];
    for (const column of [1, 2, 3]) {
      queue.ask(() => {
        drawn.push(column);
        passes(20);
      });
    }
    picture();
    expect(drawn).toEqual([1]);
    passes(20);
    picture();
    passes(20);
    picture();
    expect(drawn).toEqual([1, 2, 3]);
  });

  it("rests as long as a dear column took, so that half of the time is left for keys and clicks", () => {
    const { queue, picture, passes } = handHost();
    const drawn: string[] = [];
    queue.ask(() => {
      drawn.push("dear");
      passes(20);
    });
    queue.ask(() => drawn.push("waits"));
    picture();
    passes(16);
    picture();
    expect(drawn).toEqual(["dear"]);
    passes(4);
    picture();
    expect(drawn).toEqual(["dear", "waits"]);
  });

  it("forgets what was called off, and takes up again later", () => {
    const { queue, pictures, picture } = handHost();
    const drawn: string[] = [];
    const gone = () => drawn.push("gone");
    queue.ask(gone);
    queue.cancel(gone);
    picture();
    expect(drawn).toEqual([]);
    queue.ask(() => drawn.push("later"));
    expect(pictures).toHaveLength(1);
    picture();
    expect(drawn).toEqual(["later"]);
  });

  it("draws one column a picture after whole pictures took long, and all again once single ones are short", () => {
    const { queue, picture, tookWhole } = handHost();
    const drawn: string[] = [];
    const columns = ["first", "second"].map((name) => () => drawn.push(name));
    const round = (pictures: number) => {
      drawn.length = 0;
      for (const draw of columns) queue.ask(draw);
      for (let n = 0; n < pictures; n++) picture();
      return drawn.join(" ");
    };
    expect(round(1)).toBe("first second");
    tookWhole(20);
    expect(round(1)).toBe("first");
    tookWhole(9);
    picture();
    expect(drawn).toEqual(["first", "second"]);
    expect(round(2)).toBe("first second");
    tookWhole(3);
    expect(round(1)).toBe("first second");
  });
});
