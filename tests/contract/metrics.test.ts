import { describe, expect, it } from "vitest";
import { loadDistribution } from "../../src/boosting/distributions/index.ts";
import { metricById, metrics } from "../../src/boosting/metrics/index.ts";
import { metricAppliesTo } from "../../src/boosting/metrics/load-metric.ts";
import type { Metric } from "../../src/boosting/metrics/metric.ts";
import type { ModelOutputs, Predictions } from "../../src/boosting/outputs.ts";
import { predictionsOf } from "../../src/boosting/predictions.ts";
import { createRandomSource } from "../../src/core/random.ts";

await loadDistribution("lognormal");
const random = createRandomSource(5, "metrics");
const classNames = ["a", "b", "c"];
const outputs = {
  point: { kind: "point", task: "regression", scoreCount: 1, link: "identity" },
  binary: {
    kind: "classes",
    task: "binary",
    scoreCount: 1,
    link: "logistic",
    classNames: classNames.slice(0, 2),
  },
  classes: { kind: "classes", task: "multiclass", scoreCount: 3, link: "softmax", classNames },
  distribution: {
    kind: "distribution",
    task: "regression",
    scoreCount: 2,
    link: "distribution",
    distribution: "normal",
  },
  survival: {
    kind: "distribution",
    task: "survival",
    scoreCount: 2,
    link: "distribution",
    distribution: "lognormal",
  },
  ranking: { kind: "point", task: "ranking", scoreCount: 1, link: "identity" },
} as const satisfies { readonly [kind: string]: ModelOutputs };

type Kind = keyof typeof outputs;

/** Of a time: seen, right-censored, in an interval, left-censored, seen. */
const bounds: readonly (readonly [number, number])[] = [
  [1, 1],
  [0.7, Number.POSITIVE_INFINITY],
  [0.8, 1.1],
  [0, 1.2],
  [1, 1],
];

/** Documents of a query. */
const QUERY = 10;

/** Targets and raw scores that know something of them: the larger `skill`, the more. */
function makeRows(kind: Kind, rowCount: number, skill: number) {
  const { scoreCount } = outputs[kind];
  const values = new Float64Array(rowCount * scoreCount);
  const target = new Float64Array(rowCount);
  const upper = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const noise = random.uniform(row, 1) - 0.5;
    if (kind === "survival") {
      const time = 1 + 4 * random.uniform(row, 0);
      values[row * 2] = Math.log(skill * time + (1 - skill) * 3 + noise);
      values[row * 2 + 1] = Math.log(0.4);
      const [below, above] = bounds[row % bounds.length]!;
      target[row] = time * below;
      upper[row] = time * above;
    } else if (kind === "ranking") {
      target[row] = Math.floor(5 * random.uniform(row, 0));
      values[row] = skill * target[row]! + 6 * (1 - skill) * noise;
    } else if (kind === "point" || kind === "distribution") {
      target[row] = 4 * random.uniform(row, 0);
      values[row * scoreCount] = skill * target[row]! + (1 - skill) * 2 + noise;
      if (kind === "distribution") values[row * 2 + 1] = Math.log(0.6);
    } else {
      target[row] = Math.floor(random.uniform(row, 0) * (kind === "binary" ? 2 : 3));
      if (kind === "binary") values[row] = skill * (2 * target[row]! - 1) + 3 * noise;
      else for (let k = 0; k < 3; k++) values[row * 3 + k] = (target[row] === k ? skill : 0) + noise * k;
    }
  }
  return {
    target,
    predictions: predict(kind, values),
    upper: kind === "survival" ? upper : undefined,
    groups: Uint32Array.from(target, (_, row) => Math.floor(row / QUERY)),
  };
}

function predict(kind: Kind, values: Float64Array): Predictions {
  const outputCount = outputs[kind].scoreCount;
  return predictionsOf(outputs[kind], { rowCount: values.length / outputCount, outputCount, values });
}

/** The rows at these places, with repetition. */
function pick(predictions: Predictions, rows: readonly number[]): Predictions {
  const take = (values: Float64Array, stride: number) =>
    Float64Array.from(rows.flatMap((row) => Array.from(values.subarray(row * stride, (row + 1) * stride))));
  const rowCount = rows.length;
  if (predictions.kind === "point") return { ...predictions, rowCount, point: take(predictions.point, 1) };
  if (predictions.kind === "classes") {
    const probabilities = take(predictions.probabilities, predictions.classCount);
    return { ...predictions, rowCount, probabilities };
  }
  const parameters = take(predictions.parameters, predictions.parameterCount);
  return { ...predictions, rowCount, parameters, point: take(predictions.point, 1) };
}

const fitting = metrics.flatMap((metric) =>
  (Object.keys(outputs) as Kind[])
    .filter((kind) => metricAppliesTo(metric, outputs[kind]))
    // numbers are judged as numbers, whatever they rank
    .filter((kind) => kind !== "ranking" || metric.needs === "ranking")
    .map((kind) => ({ id: metric.id, kind, metric })),
);

describe.each(fitting)("metric $id of $kind", ({ metric, kind }) => {
  const rowCount = 3000;

  it("prefers the better model", () => {
    const scores = [0.1, 0.5, 0.9].map((skill) => {
      const { target, predictions, upper, groups } = makeRows(kind, rowCount, skill);
      return metric.compute(predictions, target, undefined, upper, groups);
    });
    const sign = metric.direction === "higher" ? 1 : -1;
    expect(sign * scores[1]!).toBeGreaterThan(sign * scores[0]!);
    expect(sign * scores[2]!).toBeGreaterThan(sign * scores[1]!);
  });

  it("counts a row of weight 2 twice, of weight 0 not at all", () => {
    const { target, predictions, upper, groups } = makeRows(kind, rowCount, 0.4);
    // of rankings it is whole queries that count
    const isRanking = metric.needs === "ranking";
    const timesOf = (row: number) => (isRanking ? groups[row]! : row) % 4;
    const weights = Float32Array.from(target, (_, row) => timesOf(row));
    const copies = [0, 1, 2].flatMap((copy) =>
      Array.from(target.keys(), (row) => ({ row, copy })).filter(({ row }) => copy < timesOf(row)),
    );
    const rows = copies.map(({ row }) => row);
    const repeated = metric.compute(
      pick(predictions, rows),
      Float64Array.from(rows, (row) => target[row]!),
      undefined,
      upper && Float64Array.from(rows, (row) => upper[row]!),
      Uint32Array.from(copies, ({ row, copy }) => groups[row]! + copy * rowCount),
    );
    expect(metric.compute(predictions, target, weights, upper, groups)).toBeCloseTo(repeated, 12);
  });

  it("does not depend on a common factor of the weights", () => {
    const { target, predictions, upper, groups } = makeRows(kind, rowCount, 0.4);
    const ones = new Float32Array(rowCount).fill(0.25);
    expect(metric.compute(predictions, target, ones, upper, groups)).toBe(
      metric.compute(predictions, target, undefined, upper, groups),
    );
  });

  it("is not a number for no rows", () => {
    const empty = predict(kind, new Float64Array(0));
    expect(metric.compute(empty, new Float64Array(0), undefined)).toBeNaN();
  });
});

describe("the list of metrics", () => {
  it("has the promised ids, each once", () => {
    expect(metrics.map((metric) => metric.id).join(" ")).toBe(
      "rmse mae r2 rmsle mape mphe logloss mlogloss error merror accuracy balanced_accuracy macro_f1 auc aucpr brier nll crps concordance ndcg ndcg@5 ndcg@10 map mrr",
    );
    for (const metric of metrics) expect(metricById(metric.id)).toBe(metric);
  });

  it("names the known ones when asked for another", () => {
    expect(() => metricById("rsme")).toThrow(
      expect.objectContaining({ code: "spec.unknown-id", message: expect.stringContaining("rmse, mae") }),
    );
  });

  it("fits what each kind of output can be judged by", () => {
    const ids = (kind: Kind) =>
      metrics.filter((metric) => metricAppliesTo(metric, outputs[kind])).map((metric) => metric.id);
    const ofPoints = ["rmse", "mae", "r2", "rmsle", "mape", "mphe"];
    expect(ids("point")).toEqual(ofPoints);
    expect(ids("distribution")).toEqual([...ofPoints, "nll", "crps", "concordance"]);
    expect(ids("ranking")).toEqual([...ofPoints, "ndcg", "ndcg@5", "ndcg@10", "map", "mrr"]);
    expect(ids("survival")).toEqual(["nll", "concordance"]);
    const ofClasses = ["mlogloss", "merror", "accuracy", "balanced_accuracy", "macro_f1", "brier"];
    expect(ids("classes")).toEqual(ofClasses);
    expect(new Set(ids("binary"))).toEqual(new Set([...ofClasses, "logloss", "error", "auc", "aucpr"]));
  });

  it("refuses predictions of another kind", () => {
    for (const metric of metrics) {
      for (const kind of Object.keys(outputs) as Kind[]) {
        // what is predicted of a censored time is a distribution like any other
        if (kind === "survival" || metricAppliesTo(metric, outputs[kind])) continue;
        // a number may be a score as well
        if (metric.needs === "ranking" && kind !== "classes" && kind !== "binary") continue;
        const { target, predictions } = makeRows(kind, 10, 0.5);
        expect(() => metric.compute(predictions, target, undefined), `${metric.id} of ${kind}`).toThrow(
          expect.objectContaining({ code: "spec.invalid" }),
        );
      }
    }
  });
});

function binary(positive: readonly number[]): Predictions {
  const probabilities = Float64Array.from(positive.flatMap((p) => [1 - p, p]));
  return { kind: "classes", rowCount: positive.length, classCount: 2, probabilities };
}

function compute(metric: Metric, predictions: Predictions, target: number[], weights?: number[]): number {
  return metric.compute(predictions, Float64Array.from(target), weights && Float32Array.from(weights));
}

describe("values by hand", () => {
  it("auc: ties count half, weights multiply pairs", () => {
    const auc = metricById("auc");
    expect(compute(auc, binary([0.1, 0.4, 0.35, 0.8]), [0, 0, 1, 1])).toBe(0.75);
    expect(compute(auc, binary([0.5, 0.5, 0.5]), [0, 1, 1])).toBe(0.5);
    expect(compute(auc, binary([0.2, 0.2, 0.9]), [0, 1, 1])).toBe(0.75);
    expect(compute(auc, binary([0.2, 0.2, 0.9]), [0, 1, 1], [1, 3, 1])).toBe(0.625);
    expect(compute(auc, binary([0.3, 0.4]), [1, 1])).toBeNaN();
  });

  it("auc equals the share of pairs in order", () => {
    const { target, predictions } = makeRows("binary", 300, 0.3);
    const rounded = binary(
      Array.from(target, (_, row) => {
        if (predictions.kind !== "classes") throw new Error("classes were asked for");
        return Math.round(predictions.probabilities[2 * row + 1]! * 20) / 20;
      }),
    );
    if (rounded.kind !== "classes") throw new Error("classes were asked for");
    let inOrder = 0;
    let pairs = 0;
    target.forEach((left, i) => {
      target.forEach((right, j) => {
        if (left !== 1 || right !== 0) return;
        const difference = rounded.probabilities[2 * i + 1]! - rounded.probabilities[2 * j + 1]!;
        inOrder += difference > 0 ? 1 : difference === 0 ? 0.5 : 0;
        pairs++;
      });
    });
    expect(metricById("auc").compute(rounded, target, undefined)).toBe(inOrder / pairs);
  });

  it("concordance: pairs of which one ends first, ties count half", () => {
    const concordance = metricById("concordance");
    const ofMedians = (medians: number[], target: number[], upper?: number[], weights?: number[]) =>
      concordance.compute(
        predict("survival", Float64Array.from(medians.flatMap((median) => [Math.log(median), 0]))),
        Float64Array.from(target),
        weights && Float32Array.from(weights),
        upper && Float64Array.from(upper),
      );
    const never = Number.POSITIVE_INFINITY;
    expect(ofMedians([1, 2, 3], [1, 2, 3])).toBe(1);
    expect(ofMedians([3, 2, 1], [1, 2, 3])).toBe(0);
    expect(ofMedians([1, 1, 3], [1, 2, 3])).toBe(2.5 / 3);
    // a row that left at 1 tells of no other; one that left at 2 outlived the event at 2
    expect(ofMedians([1, 2, 3], [1, 2, 3], [never, 2, 3])).toBe(1);
    expect(ofMedians([1, 3, 2], [1, 2, 2], [never, 2, never])).toBe(0);
    expect(ofMedians([1, 2], [2, 2])).toBeNaN();
    expect(ofMedians([1, 2], [1, 2], [never, never])).toBeNaN();
    // by 3 at the latest, and after 3
    expect(ofMedians([1, 2], [0, 3], [3, 5])).toBe(1);
    expect(ofMedians([1, 2], [0, 3], [3, 3])).toBeNaN();
    expect(ofMedians([1, 3, 2], [1, 2, 3], undefined, [1, 2, 3])).toBe(5 / 11);
  });

  it.each(["survival", "distribution"] as const)("concordance equals the share of pairs of %s", (kind) => {
    const { target, predictions, upper: given } = makeRows(kind, 300, 0.3);
    if (predictions.kind !== "distribution") throw new Error("a distribution was asked for");
    const times = target.map((time) => Math.round(time * 8) / 8 - (kind === "survival" ? 0 : 2));
    const upper = given ? given.map((time) => Math.round(time * 8) / 8) : times;
    const parameters = predictions.parameters.map((value) => Math.round(value * 8) / 8);
    let inOrder = 0;
    let pairs = 0;
    times.forEach((_, i) => {
      times.forEach((later, j) => {
        if (!(upper[i]! < later || (upper[i] === later && upper[j]! > later))) return;
        const difference = parameters[2 * j]! - parameters[2 * i]!;
        inOrder += difference > 0 ? 1 : difference === 0 ? 0.5 : 0;
        pairs++;
      });
    });
    expect(pairs).toBeGreaterThan(5000);
    const value = metricById("concordance").compute({ ...predictions, parameters }, times, undefined, upper);
    expect(value).toBe(inOrder / pairs);
  });

  it("nll of a censored time is that of the chance to lie in its bounds", () => {
    const nll = (y: number, above: number) =>
      metricById("nll").compute(
        predict("survival", Float64Array.of(Math.log(2), 0)),
        Float64Array.of(y),
        undefined,
        Float64Array.of(above),
      );
    expect(nll(2, Number.POSITIVE_INFINITY)).toBeCloseTo(Math.LN2, 12);
    expect(nll(0, 2)).toBeCloseTo(Math.LN2, 12);
    expect(nll(2, 2)).toBeCloseTo(Math.log(2 * Math.sqrt(2 * Math.PI)), 12);
  });

  it("log losses stop at 1e-16", () => {
    const bound = -Math.log(1e-16);
    expect(compute(metricById("logloss"), binary([0, 1]), [1, 0])).toBeCloseTo(bound, 12);
    expect(compute(metricById("mlogloss"), binary([0, 1]), [1, 0])).toBeCloseTo(bound, 12);
  });

  it("one half is not positive", () => {
    expect(compute(metricById("error"), binary([0.5, 0.5]), [0, 1])).toBe(0.5);
    expect(compute(metricById("error"), binary([0.5]), [0])).toBe(0);
    expect(compute(metricById("accuracy"), binary([0.5]), [0])).toBe(1);
  });

  it("auc parts scores by their last bit, at both ends of the range", () => {
    const scores = [0, 5e-324, 1e-310, 0.25, 0.25 + 2 ** -54, 1 - 2 ** -53, 1];
    const shuffled = [3, 0, 6, 4, 1, 5, 2];
    for (const [i, score] of scores.entries()) {
      const target = shuffled.map((at) => (scores[at]! >= score ? 1 : 0));
      const value = compute(metricById("auc"), binary(shuffled.map((at) => scores[at]!)), target);
      if (i === 0) expect(value).toBeNaN();
      else expect(value).toBe(1);
    }
    expect(compute(metricById("auc"), binary([-0, 0.5, 0]), [0, 1, 0])).toBe(1);
  });

  it("is not a number where a relative or a logarithmic error has none, but for rows of weight 0", () => {
    const point = (...values: number[]): Predictions => ({
      kind: "point",
      rowCount: values.length,
      point: Float64Array.from(values),
    });
    expect(compute(metricById("mape"), point(1, 3), [0, 2])).toBeNaN();
    expect(compute(metricById("mape"), point(1, 3), [0, 2], [0, 1])).toBe(0.5);
    expect(compute(metricById("mape"), point(-3), [-2])).toBe(0.5);
    expect(compute(metricById("rmsle"), point(-1, 3), [0, 2])).toBeNaN();
    expect(compute(metricById("rmsle"), point(-1.5, 3), [0, 3], [0, 1])).toBe(0);
    expect(compute(metricById("rmsle"), point(1), [-1])).toBeNaN();
  });

  it("brier counts the positive class of two, all of more", () => {
    expect(compute(metricById("brier"), binary([0.75, 0.25]), [1, 1])).toBe((0.0625 + 0.5625) / 2);
    const probabilities = Float64Array.of(0.5, 0.25, 0.25);
    const three: Predictions = { kind: "classes", rowCount: 1, classCount: 3, probabilities };
    expect(compute(metricById("brier"), three, [0])).toBe(0.25 + 2 * 0.0625);
  });

  it("balanced accuracy and macro F1 leave out classes that do not occur", () => {
    const probabilities = Float64Array.of(0.8, 0.1, 0.1, 0.8, 0.1, 0.1, 0.1, 0.8, 0.1);
    const three: Predictions = { kind: "classes", rowCount: 3, classCount: 3, probabilities };
    expect(compute(metricById("balanced_accuracy"), three, [0, 1, 1])).toBe(0.75);
    expect(compute(metricById("balanced_accuracy"), three, [0, 0, 0])).toBe(2 / 3);
    expect(compute(metricById("macro_f1"), three, [0, 1, 1])).toBeCloseTo(2 / 3, 15);
    expect(compute(metricById("macro_f1"), three, [0, 0, 0])).toBe(0.4);
  });

  it("r2 of a constant target is not defined", () => {
    const predictions: Predictions = { kind: "point", rowCount: 2, point: Float64Array.of(1, 2) };
    expect(compute(metricById("r2"), predictions, [3, 3])).toBeNaN();
    expect(compute(metricById("r2"), predictions, [1, 2])).toBe(1);
  });
});

describe("predictionsOf", () => {
  it("keeps small probabilities of both classes and large scores finite", () => {
    const predictions = predict("binary", Float64Array.of(-800, -40, 0, 40, 800));
    if (predictions.kind !== "classes") throw new Error("classes were asked for");
    const [low, high] = [Math.exp(-40), 1 / (1 + Math.exp(-40))];
    expect(Array.from(predictions.probabilities)).toEqual([1, 0, high, low, 0.5, 0.5, low, high, 0, 1]);
  });

  it("does not overflow in the softmax and does not care for a common shift", () => {
    const near = predict("classes", Float64Array.of(1, 2, 3));
    const far = predict("classes", Float64Array.of(1e6 + 1, 1e6 + 2, 1e6 + 3));
    expect(far).toEqual(near);
    if (near.kind !== "classes") throw new Error("classes were asked for");
    expect(near.probabilities[2]).toBeCloseTo(Math.exp(3) / (Math.exp(1) + Math.exp(2) + Math.exp(3)), 14);
  });

  it("gives copies, so that the engine may go on", () => {
    const values = Float64Array.of(1, 2);
    const predictions = predict("point", values);
    values[0] = 9;
    expect(predictions).toEqual({ kind: "point", rowCount: 2, point: Float64Array.of(1, 2) });
  });
});
