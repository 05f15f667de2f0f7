import { describe, expect, it } from "vitest";
import { distributionById } from "../../src/boosting/distributions/index.ts";
import type { RunEnd } from "../../src/experiment/recording.ts";
import { conformalBar } from "../../src/figures/conformal-bars.ts";
import { sampleDensity } from "../../src/figures/density-figure.ts";
import { descentAt, metricAt, parameterPath } from "../../src/figures/descent.ts";
import { integralTransform } from "../../src/figures/integral-transform.ts";
import { parameterPlane } from "../../src/figures/parameter-plane.ts";
import { parameterTable } from "../../src/figures/parameter-table.ts";
import { ridgeCount, ridgeFigure, ridgeRounds } from "../../src/figures/ridge-figure.ts";
import { stepSizeFigure, stepSizes } from "../../src/figures/step-size-figure.ts";
import { followedRows, numeric, runStart } from "./figures-fixture.ts";

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

const [logScore, crps] = distributionById("normal").scores;

describe("a conformal interval", () => {
  const rounds = [[0], [4], [9]].map((scores) => ({ scores: Float32Array.from(scores) }));
  const conformal = { level: 0.9, rows: 50, kind: "interval", size: 1.5, coverage: null } as const;
  const end = {
    reason: "finished",
    rounds: 2,
    bestRound: 1,
    keptRounds: 1,
    milliseconds: { bin: 0, train: 0 },
  } as const;
  const barOf = (run: RunEnd | null) => conformalBar({ end: run, rounds }, (scores) => scores[0]!);

  it("stands around what the kept model predicts, where rows were kept aside", () => {
    expect(barOf({ ...end, conformal })).toEqual({ level: 0.9, low: 2.5, centre: 4, high: 5.5 });
    expect(barOf({ ...end, conformal: { ...conformal, size: null } })).toBeNull();
    expect([barOf(end), barOf(null), barOf({ ...end, conformal, keptRounds: 3 })]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe("the ways downhill", () => {
  it("of the normal distribution: sigma z and (z² − 1) / 2 by the natural gradient of the log score", () => {
    const sigma = Math.exp(-0.7);
    const z = (0.9 - 0.2) / sigma;
    const { ordinary, natural } = descentAt(logScore!, Float64Array.of(0.2, -0.7), 0.9)!;
    expect(ordinary[0]).toBeCloseTo(z / sigma, 10);
    expect(ordinary[1]).toBeCloseTo(z * z - 1, 10);
    expect(natural[0]).toBeCloseTo(sigma * z, 10);
    expect(natural[1]).toBeCloseTo((z * z - 1) / 2, 10);
  });

  it("lower the score of either rule", () => {
    for (const rule of [logScore!, crps!]) {
      for (const y of [-2, 0.1, 3]) {
        const theta = Float64Array.of(0.4, 0.3);
        const descent = descentAt(rule, theta, y)!;
        for (const way of [descent.ordinary, descent.natural]) {
          const moved = theta.map((value, n) => value + 1e-4 * way[n]!);
          expect(rule.score(moved, 0, y)).toBeLessThan(rule.score(theta, 0, y));
        }
      }
    }
  });

  it("are none where nothing is known of the row", () => {
    expect(descentAt(logScore!, Float64Array.of(0, 0), Number.NaN)).toBeNull();
  });
});

describe("the plane of parameters", () => {
  const path = Array.from({ length: 41 }, (_, n) => Float64Array.of(0.01 * n, -0.03 * n));
  const planeAt = (round: number, size = { width: 330, height: 155 }) =>
    parameterPlane({
      others: [],
      size,
      path,
      round,
      descent: descentAt(logScore!, path[round]!, 2),
      metricAt: (theta) => metricAt(logScore!, theta),
    });
  const numbers = (text: string) => [...text.matchAll(/-?[\d.]+/g)].map(Number);

  it("stands still while the clock moves, and draws the way so far", () => {
    expect([3, 17, 40].map((round) => planeAt(round).sx(0.2))).toEqual(Array(3).fill(planeAt(0).sx(0.2)));
    const { now, past, later } = planeAt(17);
    expect(numbers(past).slice(-2)).toEqual([now.x, now.y].map((value) => Math.round(value * 100) / 100));
    expect(past.match(/[ML]/g)).toHaveLength(18);
    expect(later.match(/[ML]/g)).toHaveLength(24);
  });

  it("draws other runs' ways to the same round, inside the frame", () => {
    const other = Array.from({ length: 30 }, (_, n) => Float64Array.of(-0.05 * n, 0.02 * n));
    const { others, area } = parameterPlane({
      others: [other, []],
      size: { width: 330, height: 155 },
      path,
      round: 35,
      descent: null,
      metricAt: (theta) => metricAt(logScore!, theta),
    });
    expect(others).toHaveLength(1);
    expect(others[0]!.path.match(/[ML]/g)).toHaveLength(30);
    expect(others[0]!.now.x).toBeGreaterThan(area.left);
    expect(others[0]!.now.y).toBeGreaterThan(area.top);
  });

  it("draws both arrows at one length, and keeps them and their names in the picture", () => {
    for (const size of [
      { width: 330, height: 155 },
      { width: 240, height: 220 },
      { width: 850, height: 600 },
    ]) {
      for (const round of [0, 5, 40]) {
        const { arrows } = planeAt(round, size);
        const lengths = [arrows.ordinary!, arrows.natural!].map(({ path: drawn, label }) => {
          const [x, y, toX, toY] = numbers(drawn) as [number, number, number, number];
          for (const value of [toX, label.x]) {
            expect(value).toBeGreaterThan(0);
            expect(value).toBeLessThan(size.width);
          }
          for (const value of [toY, label.y]) {
            expect(value).toBeGreaterThan(0);
            expect(value).toBeLessThan(size.height);
          }
          return Math.hypot(toX - x, toY - y);
        });
        expect(lengths[0]).toBeCloseTo(lengths[1]!, 0);
        expect(Math.abs(arrows.ordinary!.label.y - arrows.natural!.label.y)).toBeGreaterThan(
          Math.abs(arrows.ordinary!.label.x - arrows.natural!.label.x) < 70 ? 11 : -1,
        );
      }
    }
  });

  it("has Fisher ellipses that narrow as sigma does: sigma across, 1/√2 of it up and down", () => {
    const { ellipses, sx, sy } = planeAt(40);
    expect(ellipses).toHaveLength(5);
    const extents = ellipses.map((ellipse) => {
      const at = numbers(ellipse);
      const along = (odd: number) => at.filter((_, n) => n % 2 === odd);
      const spread = (values: number[]) => Math.max(...values) - Math.min(...values);
      return [spread(along(0)) / (sx(1) - sx(0)), spread(along(1)) / (sy(0) - sy(1))] as const;
    });
    [0, 5, 10, 20, 40].forEach((round, n) => {
      const sigma = Math.exp(path[round]![1]!);
      expect(extents[n]![0] / extents[n]![1]).toBeCloseTo(sigma * Math.SQRT2, 1);
    });
    expect(planeAt(10).ellipses).toEqual(ellipses.slice(0, 3));
  });

  it("does not stretch a mean that hardly moves over the whole width", () => {
    const still = path.map((theta) => Float64Array.of(1e-4 * theta[0]!, theta[1]!));
    const { sx, sy } = parameterPlane({
      others: [],
      size: { width: 330, height: 155 },
      path: still,
      round: 40,
      descent: null,
      metricAt: (theta) => metricAt(logScore!, theta),
    });
    expect((sx(1) - sx(0)) / ((sy(0) - sy(1)) / Math.SQRT2)).toBeCloseTo(4, 6);
  });
});

describe("step sizes", () => {
  const rounds = [null, 2, 1, 0.25, 8].map((scale) => ({
    record: scale === null ? null : { scale },
  })) as never;

  it("stand on doublings, each over its own round", () => {
    const sizes = stepSizes(rounds);
    const size = { width: 160, height: 90 };
    const { ticks, past, later, now, sx } = stepSizeFigure(sizes, { size, round: 2, plannedRounds: 4 });
    expect(ticks.map(({ text }) => text)).toEqual(["1/4", "1", "4"]);
    const apart = (ticks[0]!.y - ticks[2]!.y) / 4;
    expect(now).toEqual({ x: sx(2), y: ticks[1]!.y });
    const bars = [...`${past}${later}`.matchAll(/M(\S+) (\S+?)H([\d.]+)/g)].map((bar) =>
      bar.slice(1).map(Number),
    );
    expect(bars).toHaveLength(4);
    bars.forEach(([from, y, to], n) => {
      expect(from).toBeCloseTo(sx(n), 0);
      expect(to).toBeCloseTo(sx(n + 1), 0);
      expect(ticks[1]!.y - y!).toBeCloseTo(apart * Math.log2(sizes[n + 1]!), 0);
    });
  });

  it("are none in round 0", () => {
    const frame = { size: { width: 160, height: 90 }, round: 0, plannedRounds: 4 };
    expect(stepSizeFigure(stepSizes(rounds), frame)).toMatchObject({ now: null, past: "" });
  });
});

describe("the plane as a table", () => {
  const outputs = {
    kind: "distribution",
    task: "regression",
    scoreCount: 2,
    link: "distribution",
    distribution: "normal",
  } as const;
  const plain = runStart(followedRows([numeric("x", [0, 1])], [5, 3]), outputs, null, [2, 0]);
  const start = { ...plain, header: { ...plain.header, loss: { distribution: "normal", score: "log" } } };
  const rounds = [0, 1].map((round) => ({
    round,
    record: round === 0 ? null : { scale: 4 },
    scores: Float32Array.of(9, 9, 2 + round, 0),
  })) as never;

  it("has a line a round: where the row stood, both ways down, how far the round went", () => {
    expect(parameterPath(rounds, 1, 2)).toEqual([Float64Array.of(2, 0), Float64Array.of(3, 0)]);
    const { columns, lines } = parameterTable(start, rounds, 1);
    expect(columns).toEqual([
      "round",
      "μ",
      "ln σ",
      "−gradient of μ",
      "−gradient of ln σ",
      "−natural gradient of μ",
      "−natural gradient of ln σ",
      "step size ρ",
    ]);
    expect(lines.map((line) => line.map((value) => Number(value) + 0))).toEqual([
      [0, 2, 0, 1, 0, 1, 0, Number.NaN],
      [1, 3, 0, 0, -1, 0, -0.5, 4],
    ]);
  });
});
