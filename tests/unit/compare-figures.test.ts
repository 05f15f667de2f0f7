import { describe, expect, it } from "vitest";
import { bandOf, compareFigure } from "../../src/figures/compare-figure.ts";
import { noiseFigure } from "../../src/figures/noise-figure.ts";

describe("a band over seeds", () => {
  it("is mean and sample deviation by round, as far as every seed reaches", () => {
    const band = bandOf({
      id: "a",
      values: [
        [4, 2, 1, 0],
        [8, 4, 3],
      ],
      places: null,
    });
    expect(band.x).toEqual([0, 1, 2]);
    expect(band.mean).toEqual([6, 3, 2]);
    expect(band.deviation[0]).toBeCloseTo(Math.sqrt(8), 12);
    expect(bandOf({ id: "a", values: [[4, 2]], places: null }).deviation).toEqual([0, 0]);
  });

  it("holds a value until the next round is done, on an axis of time", () => {
    const band = bandOf({ id: "a", values: [[4, 2, 1]], places: [[0.5, 1, 2]] });
    const at = (x: number) => band.mean[band.x.findIndex((place) => place >= x - 1e-9)];
    expect(band.x.at(-1)).toBe(2);
    expect(at(0)).toBeNaN();
    expect([at(0.5), at(0.99), at(1), at(1.99), at(2)]).toEqual([4, 4, 2, 2, 1]);
  });

  it("is empty without a training", () => {
    const band = bandOf({ id: "a", values: [], places: null });
    expect(band.x).toEqual([]);
    const figure = compareFigure([band], {
      size: { width: 400, height: 200 },
      isNarrow: false,
      direction: "lower",
    });
    expect(figure.curves[0]?.line).toBe("");
  });
});

describe("the curves of a comparison", () => {
  const size = { width: 600, height: 300 };
  const steep = Array.from({ length: 101 }, (_, round) => 1 + 50 * Math.exp(-round / 2));

  it("let a steep beginning leave the frame, and keep every end inside", () => {
    const { area, sy, curves } = compareFigure([bandOf({ id: "a", values: [steep], places: null })], {
      size,
      isNarrow: false,
      direction: "lower",
    });
    expect(sy(steep[0] ?? 0)).toBeLessThan(area.top - 100);
    expect(curves[0]?.endY).toBeGreaterThan(area.top);
    expect(curves[0]?.endY).toBeLessThan(area.top + area.height);
    expect(curves[0]?.band).toBe("");
  });

  it("draw a band where there are several seeds", () => {
    const band = bandOf({ id: "a", values: [steep, steep.map((value) => value + 1)], places: null });
    const { curves } = compareFigure([band], { size, isNarrow: true, direction: "lower" });
    expect(curves[0]?.band).toMatch(/^M.*Z$/);
  });
});

describe("the picture of differences", () => {
  const rows = [
    { id: "a", differences: [3, 4, Number.NaN], mean: 3.5, interval: [1, 6] as const },
    { id: "b", differences: [-1], mean: -1, interval: null },
  ];

  it("has 0, every dot and every interval inside", () => {
    const { area, sx, rows: drawn, same } = noiseFigure(rows, 0.5, { width: 400, height: 240 });
    const inside = (x: number) => x >= area.left && x <= area.left + area.width;
    expect([sx(0), ...same].every(inside)).toBe(true);
    expect(drawn.flatMap(({ dots }) => dots).every(({ x }) => inside(x))).toBe(true);
    expect(drawn[0]?.dots).toHaveLength(2);
    expect(drawn[0]?.bar?.every(inside)).toBe(true);
    expect(drawn[1]?.bar).toBeNull();
    expect(same[0]).toBeLessThan(sx(0));
  });

  it("can be drawn when nothing differs", () => {
    const { sx } = noiseFigure([{ id: "a", differences: [0, 0], mean: 0, interval: [0, 0] }], 0, {
      width: 400,
      height: 240,
    });
    expect(Number.isFinite(sx(0))).toBe(true);
  });
});

describe("a run that leaps away", () => {
  it("does not press the others flat", () => {
    const tame = bandOf({ id: "a", values: [[1, 0.5, 0.4]], places: null });
    const wild = bandOf({ id: "b", values: [[1, 900, 3000]], places: null });
    const { sy, area } = compareFigure([tame, wild], {
      size: { width: 400, height: 200 },
      isNarrow: false,
      direction: "lower",
    });
    expect(Math.abs(sy(0.4) - sy(0.5))).toBeGreaterThan(area.height / 20);
    expect(sy(3000)).toBeLessThan(area.top);
  });
});
