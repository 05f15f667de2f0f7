import { describe, expect, it } from "vitest";
import { sampleDensity } from "../../src/figures/density-figure.ts";
import { integralTransform } from "../../src/figures/integral-transform.ts";
import { ridgeCount, ridgeFigure, ridgeRounds } from "../../src/figures/ridge-figure.ts";

const bell = (spread: number) => (y: number) => Math.exp(-0.5 * (y / spread) ** 2) / spread;

describe("a density", () => {
  it("of counts has a column for each whole number, none where it has no bound", () => {
    const density = (y: number) => (y < 0 ? 0 : y === 0 ? Number.POSITIVE_INFINITY : 1 / (y + 1));
    const { x, y } = sampleDensity(density, { min: -0.6, max: 3.4 }, { width: 300, discrete: true });
    const at = (place: number) => y[x.findLastIndex((edge) => edge <= place)];
    expect([-0.55, 0, 1, 2, 3].map(at)).toEqual([0, 0, 1 / 2, 1 / 3, 1 / 4]);
    expect([x[0], x.at(-1)]).toEqual([-0.6, 3.4]);
    expect(x.every((edge, n) => n === 0 || edge >= x[n - 1]!)).toBe(true);
  });

  it("of many counts takes no more columns than there are pixels", () => {
    const { x } = sampleDensity(() => 1, { min: 0, max: 100_000 }, { width: 200, discrete: true });
    expect(x.length).toBeLessThan(3 * 200);
  });
});

describe("the probability integral transform", () => {
  const predictions = {
    kind: "distribution",
    rowCount: 2,
    distribution: "",
    parameters: Float64Array.of(0.25, 0.5),
    parameterCount: 1,
    point: new Float64Array(2),
  } as const;
  /** Geometric: theta is the chance of one more. */
  const cdf = (theta: ArrayLike<number>, at: number, y: number) => (y < 0 ? 0 : 1 - theta[at]! ** (y + 1));

  it("of a count is the middle of its jump, which makes right counts even", () => {
    const middle = integralTransform({ cdf, discrete: true } as never, predictions, [0, 2]);
    expect(middle(0)).toBeCloseTo(0.75 / 2, 12);
    expect(middle(1)).toBeCloseTo((0.75 + 0.875) / 2, 12);
    const all = Array.from({ length: 40 }, (_, y) => y);
    const mean = all.reduce((sum, y) => {
      const transform = integralTransform({ cdf, discrete: true } as never, predictions, [y, y]);
      return sum + 0.5 ** (y + 1) * transform(1);
    }, 0);
    expect(mean).toBeCloseTo(0.5, 9);
  });

  it("of a number is the distribution function itself", () => {
    const plain = integralTransform({ cdf }, predictions, [0, 2]);
    expect([plain(0), plain(1)]).toEqual([0.75, 0.875]);
  });
});

describe("ridges", () => {
  const range = { min: -3, max: 3 };
  const figureAt = (round: number, height: number) => {
    const size = { width: 300, height };
    const past = ridgeRounds(round, ridgeCount(size) - 1).map((early) => ({
      round: early,
      density: bell(1),
    }));
    return ridgeFigure({ size, range, past, current: { round, density: bell(0.3) }, discrete: false });
  };

  it("are those of rounds 0, 5, 10, 20 and the shown one, fewer where the picture is low", () => {
    const rounds = (round: number, height: number) =>
      figureAt(round, height).ridges.map((ridge) => ridge.round);
    expect(rounds(40, 400)).toEqual([0, 5, 10, 20, 40]);
    expect(rounds(10, 400)).toEqual([0, 5, 10]);
    expect(rounds(0, 400)).toEqual([0]);
    expect(rounds(40, 150)).toEqual([0, 20, 40]);
    expect(ridgeCount({ width: 300, height: 130 })).toBe(0);
  });

  it("stand still: the shown round is lowest in every round, and nothing leaves the picture", () => {
    for (const height of [150, 260, 400]) {
      const lowest = [0, 3, 8, 40, 900].map((round) => figureAt(round, height).ridges.at(-1)!.base);
      expect(new Set(lowest).size).toBe(1);
      const { ridges, area } = figureAt(40, height);
      expect(ridges.at(-1)!.base).toBeCloseTo(area.top + area.height, 9);
      for (const { line } of ridges) {
        const tops = [...line.matchAll(/[ML]\S+ (\S+?)(?=L|$)/g)].map(([, y]) => Number(y));
        expect(tops.length).toBeGreaterThan(100);
        expect(Math.min(...tops)).toBeGreaterThanOrEqual(area.top - 0.01);
      }
    }
  });

  it("share one scale of density", () => {
    const { ridges } = figureAt(3, 400);
    const rise = ({ line, base }: (typeof ridges)[number]) =>
      base - Math.min(...[...line.matchAll(/ ([\d.]+)/g)].map(([, y]) => Number(y)));
    expect(rise(ridges[1]!) / rise(ridges[0]!)).toBeCloseTo(1 / 0.3, 1);
  });
});
