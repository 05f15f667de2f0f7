import { describe, expect, it } from "vitest";
import { canCalibrate, conformalOf } from "../../src/analysis/conformal/conformal.ts";
import { conformalBound, conformalRank } from "../../src/analysis/conformal/conformal-bound.ts";
import type { Interval } from "../../src/analysis/conformal/conformal-method.ts";
import {
  type Regions,
  regionsOf,
  type StoredBound,
  storedBoundOf,
} from "../../src/analysis/conformal/conformal-regions.ts";
import { normalisedBy } from "../../src/analysis/conformal/normalised.ts";
import type { ModelOutputs, Predictions } from "../../src/boosting/outputs.ts";
import { predictionsOf } from "../../src/boosting/predictions.ts";
import { log, normalCdf, normalQuantile } from "../../src/core/deterministic-math.ts";
import { createRandomSource } from "../../src/core/random.ts";

const point: ModelOutputs = { kind: "point", task: "regression", scoreCount: 1, link: "identity" };
const classes: ModelOutputs = {
  kind: "classes",
  task: "binary",
  scoreCount: 1,
  link: "logistic",
  classNames: ["a", "b"],
};

const normal: ModelOutputs = {
  kind: "distribution",
  task: "regression",
  scoreCount: 2,
  link: "distribution",
  distribution: "normal",
};
const three: ModelOutputs = {
  kind: "classes",
  task: "multiclass",
  scoreCount: 3,
  link: "softmax",
  classNames: ["a", "b", "c"],
};

function set(values: readonly number[], scores: readonly number[], outputCount = 1) {
  const rowCount = values.length;
  return {
    data: {
      id: "x",
      rowCount,
      rowIds: Uint32Array.from(values, (_, row) => row),
      features: [],
      target: { outputCount: 1, values: Float64Array.from(values) },
    },
    scores: { rowCount, outputCount, values: Float64Array.from(scores) },
  };
}
const zeros = (count: number) => new Array<number>(count).fill(0);
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

const scoresOf = (scores: readonly number[], outputCount: number) => ({
  rowCount: scores.length / outputCount,
  outputCount,
  values: Float64Array.from(scores),
});
const intervalsOf = (predictions: Predictions, stored: StoredBound) =>
  (regionsOf(predictions, stored) as Extract<Regions, { kind: "interval" }>).interval;
const setsOf = (predictions: Predictions, stored: StoredBound) =>
  (regionsOf(predictions, stored) as Extract<Regions, { kind: "set" }>).set;

describe("conformalOf", () => {
  it("takes the ceil((n + 1) 0.9)-th smallest error as half the interval", () => {
    // errors 1 .. 19: the 18th of them
    const found = conformalOf(point, set(upTo(19), zeros(19)), set([17, 18, 19, -18], zeros(4)));
    expect(found).toEqual({
      level: 0.9,
      rows: 19,
      kind: "interval",
      size: 18,
      coverage: 0.75,
      methods: [{ method: "absolute", bound: 18, coverage: 0.75, meanSize: 36 }],
    });
  });

  it("says when there are too few rows", () => {
    expect(conformalOf(point, set(upTo(8), zeros(8)), null)).toMatchObject({ size: null, coverage: null });
  });

  it("makes sets of classes", () => {
    const scores = upTo(19).map((at) => at / 5);
    const ones = new Array<number>(19).fill(1);
    const found = conformalOf(classes, set(ones, scores), set([1, 0, 1], [3, 0, -3]));
    // errors fall with the score; the bound is the error at the second lowest, 0.4
    expect(found.kind).toBe("set");
    expect(found.size).toBeCloseTo(2 / 3, 10);
    expect(found.coverage).toBeCloseTo(1 / 3, 10);
  });
});

describe("a distribution's intervals", () => {
  /** 39 rows of N(10, 2): targets 10 +- 0.5 at, so that errors are 0.5, 1, ... */
  const theta = Array.from({ length: 39 }, () => [10, log(2)]).flat();
  const targets = upTo(39).map((at) => (at % 2 === 0 ? 10 + at / 2 : 10 - at / 2));
  const found = conformalOf(normal, set(targets, theta, 2), set([12, 30], [10, log(2), 20, log(4)], 2), {
    level: 0.8,
  });
  const of = (method: string) => found.methods!.find((entry) => entry.method === method)!;

  it("are reported by every method, and the plain ones stay what they were", () => {
    // rank ceil(40 * 0.8) = 32: error 16
    expect([found.level, found.size, found.coverage]).toEqual([0.8, 16, 1]);
    expect(found.methods!.map(({ method }) => method)).toEqual(["cqr", "normalised", "absolute"]);
    expect(of("absolute").bound).toBe(16);
    expect(of("normalised").bound).toBeCloseTo(8, 9);
    expect(of("cqr").bound).toBeCloseTo(16 + 2 * normalQuantile(0.1), 9);
    expect(of("absolute").meanSize).toBe(32);
    expect(of("normalised").meanSize).toBeCloseTo((32 + 64) / 2, 7);
  });

  it("follow the predicted spread", () => {
    const rows = predictionsOf(normal, scoresOf([10, log(2), 20, log(4)], 2));
    const widthOf = ({ lower, upper }: Interval) => upper - lower;
    const cqr = storedBoundOf(found)!;
    expect(cqr.method).toBe("cqr");
    const interval = intervalsOf(rows, cqr);
    expect(interval(0).lower).toBeCloseTo(10 - 16, 9);
    expect(widthOf(interval(1)) - widthOf(interval(0))).toBeCloseTo(2 * 2 * normalQuantile(0.9), 9);
    const scaled = intervalsOf(rows, { method: "normalised", level: 0.8, bound: 1.5 });
    expect([widthOf(scaled(0)), widthOf(scaled(1))].map((width) => width.toFixed(9))).toEqual([
      "6.000000000",
      "12.000000000",
    ]);
  });

  it("shrink where the model is too careful", () => {
    const careful = conformalOf(
      normal,
      set(zeros(39), Array.from({ length: 39 }, () => [0, 3]).flat(), 2),
      null,
    );
    expect(careful.methods![0]!.bound).toBeLessThan(0);
    const none = intervalsOf(predictionsOf(normal, scoresOf([0, -9], 2)), storedBoundOf(careful)!)(0);
    expect(none.lower).toBeGreaterThan(none.upper);
  });

  it("are normalised by the spread and what is added to it", () => {
    const rows = normalisedBy(2).rows(predictionsOf(normal, scoresOf([0, log(2)], 2)) as never, 0.9);
    expect(rows.score(0, 8)).toBeCloseTo(2, 9);
    expect(rows.interval(0, 2).upper).toBeCloseTo(8, 8);
  });
});

describe("sets of classes", () => {
  const logits = (...shares: number[]) => shares.map(log);
  const rows = predictionsOf(three, scoresOf([...logits(0.5, 0.3, 0.2), ...logits(0.25, 0.5, 0.25)], 3));

  it("of LAC hold every class that is probable enough", () => {
    const of = setsOf(rows, { method: "lac", level: 0.9, bound: 0.72 });
    expect([of(0), of(1)]).toEqual([[0, 1], [1]]);
  });

  it("of APS add up the classes from the most probable one, ties by class order", () => {
    const of = (bound: number) => setsOf(rows, { method: "aps", level: 0.9, bound });
    expect(of(0.82)(0)).toEqual([0, 1]);
    expect(of(0.76)(1)).toEqual([0, 1]);
    expect(of(0.45)(0)).toEqual([]);
    expect(of(1.01)(1)).toEqual([0, 1, 2]);
  });

  it("are reported by both", () => {
    const row = logits(0.5, 0.3, 0.2);
    const labels = Array.from({ length: 20 }, (_, at) => (at < 10 ? 0 : at < 16 ? 1 : 2));
    const scores = labels.flatMap(() => row);
    const found = conformalOf(three, set(labels, scores, 3), set([0, 1, 2], [...row, ...row, ...row], 3), {
      level: 0.7,
    });
    // rank 15: the class of 0.3
    expect(found.methods!.map(({ method }) => method)).toEqual(["lac", "aps"]);
    expect(found.methods!.map(({ bound }) => bound!.toFixed(6))).toEqual(["0.700000", "0.800000"]);
    expect(found.methods!.map(({ meanSize }) => meanSize)).toEqual([2, 2]);
    expect(found.size).toBe(2);
    expect(found.coverage).toBeCloseTo(2 / 3, 12);
    expect(storedBoundOf(found)).toMatchObject({ method: "lac", level: 0.7 });
  });

  it("are those of the chosen method", () => {
    const rows = set([0, 0, 1, 1, 2], [4, 2, 1, 2, 1, 1, 1, 3, 1, 2, 2, 1, 1, 1, 2].map(log), 3);
    const [lac, aps] = [undefined, "aps" as const].map((method) =>
      conformalOf(three, rows, rows, { level: 0.6, ...(method && { method }) }),
    );
    expect(aps!.methods).toEqual(lac!.methods);
    expect([lac!.size, aps!.size]).toEqual(lac!.methods!.map(({ meanSize }) => meanSize));
    expect(lac!.size).not.toBe(aps!.size);
    expect(storedBoundOf(aps!)).toEqual({ method: "aps", level: 0.6, bound: aps!.methods![1]!.bound });
    // one that fits other outputs is none of these
    expect(conformalOf(three, rows, rows, { level: 0.6, method: "cqr" })).toEqual(lac);
  });

  it("know no bound of intervals", () => {
    expect(regionsOf(rows, { method: "cqr", level: 0.9, bound: 1 })).toBeNull();
  });
});

describe("calibration rows", () => {
  it("have one known target each", () => {
    const { data } = set([1, 2], [0, 0]);
    const { target } = data;
    expect(canCalibrate(data)).toBe(true);
    expect(canCalibrate(set([], []).data)).toBe(false);
    expect(canCalibrate({ ...data, target: { ...target, upper: target.values } })).toBe(false);
    expect(canCalibrate({ ...data, target: { ...target, event: Uint8Array.of(0, 1) } })).toBe(false);
    expect(canCalibrate({ ...data, rowCount: 1 })).toBe(false);
  });

  it("make no bound of a mean that a distribution does not have", () => {
    const found = conformalOf(
      normal,
      set(
        upTo(20),
        upTo(20).flatMap(() => [Number.NaN, 0]),
        2,
      ),
      null,
    );
    expect(found.methods!.map(({ bound }) => bound)).toEqual([null, null, null]);
  });
});

describe("the bound", () => {
  it("is infinite where rows are too few or scores are no numbers", () => {
    expect(conformalBound(Float64Array.from(zeros(8)), 0.9)).toBeNull();
    expect(conformalBound(Float64Array.from(zeros(9)), 0.9)).toBe(0);
    expect(conformalBound(Float64Array.from([...zeros(8), Number.NaN]), 0.9)).toBeNull();
    expect(storedBoundOf(conformalOf(point, set(upTo(8), zeros(8)), null))).toBeNull();
  });

  it("has the rank that is meant where a product is a few bits off", () => {
    expect([conformalRank(19, 0.55), conformalRank(100, 0.9), conformalRank(99, 0.07)]).toEqual([11, 91, 7]);
  });

  it("refuses levels that are no share", () => {
    expect(() => conformalBound(Float64Array.of(1), 1)).toThrow("above 0 and below 1");
  });

  it("covers as Beta(k, n + 1 - k) says, n = 100 and 90 %", () => {
    const random = createRandomSource(1, "beta");
    const repeats = 4000;
    const coverages = Array.from({ length: repeats }, (_, repeat) => {
      const scores = Float64Array.from({ length: 100 }, (_, row) =>
        Math.abs(normalQuantile(random.uniform(repeat, row) || 0.5)),
      );
      return 2 * normalCdf(conformalBound(scores, 0.9)!) - 1;
    });
    const mean = coverages.reduce((sum, value) => sum + value, 0) / repeats;
    const variance = coverages.reduce((sum, value) => sum + (value - mean) ** 2, 0) / repeats;
    // Beta(91, 10): mean 91 / 101, variance 91 * 10 / (101^2 * 102)
    expect(Math.abs(mean - 0.901)).toBeLessThan(0.0015);
    expect(Math.abs(Math.sqrt(variance) - 0.0296)).toBeLessThan(0.001);
    // P(Beta(k, n + 1 - k) <= x) = P(Binomial(n, x) >= k)
    for (const x of [0.85, 0.9, 0.94]) {
      let [term, atLeast] = [1, 0];
      for (let i = 100; i >= 91; i--) {
        atLeast += term * x ** i * (1 - x) ** (100 - i);
        term *= i / (101 - i);
      }
      const seen = coverages.filter((value) => value <= x).length / repeats;
      expect(Math.abs(seen - atLeast)).toBeLessThan(4 * Math.sqrt((atLeast * (1 - atLeast)) / repeats));
    }
  });
});
