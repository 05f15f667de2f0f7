import { describe, expect, it } from "vitest";
import { raceFigure } from "../../src/figures/race-figure.ts";

const size = { width: 400, height: 200 };
const lane = (optimizer: string, losses: number[]) => ({
  optimizer,
  learningRate: 0.1,
  losses: Float64Array.from(losses),
});

describe("the picture of a race", () => {
  const race = {
    stepsAnEpoch: 2,
    lanes: [lane("slow", [8, 8, 6, 6]), lane("wild", [8, 8, 1e30, Number.NaN]), lane("fast", [8, 8, 1, 3])],
  };
  const { lanes, sx, ticks, area, steps } = raceFigure(race, size);

  it("has the lowest last epoch first, and what left all bounds last", () => {
    expect(lanes.map(({ optimizer }) => optimizer)).toEqual(["fast", "slow", "wild"]);
    expect(lanes.map(({ first }) => first)).toEqual([8, 8, 8]);
    expect(lanes.map(({ last }) => last)).toEqual([2, 6, Number.NaN]);
  });

  it("draws a point at the end of each epoch, inside of its area", () => {
    expect(steps).toBe(4);
    expect(lanes[0]!.path).toMatch(/^M[\d.]+ [\d.]+L[\d.]+ [\d.]+$/);
    const [, x1, y1, x2, y2] = lanes[0]!.path.match(/M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)/)!.map(Number);
    expect(x1).toBeCloseTo(sx(2), 1);
    expect(x2).toBeCloseTo(sx(4), 1);
    expect(y2).toBeGreaterThan(y1!);
    expect(y2).toBeLessThanOrEqual(area.top + area.height);
  });

  it("has ticks of round numbers between the losses", () => {
    expect(ticks.map(({ value }) => value)).toEqual([2, 5]);
  });
});
