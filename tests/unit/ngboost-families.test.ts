import { describe, expect, it } from "vitest";
import { allDistributions } from "../../src/boosting/distributions/all-distributions.ts";
import { categorical } from "../../src/boosting/distributions/categorical.ts";
import type { Family, Support } from "../../src/boosting/distributions/distribution.ts";
import { rowScores } from "../../src/boosting/distributions/row-scores.ts";
import {
  aboveZero,
  anyNumber,
  counts,
  insideUnit,
  zeroOrMore,
} from "../../src/boosting/distributions/support.ts";
import { ngboostEngine } from "../../src/boosting/engines/ngboost/engine.ts";
import { meanStepLength, searchedRows } from "../../src/boosting/engines/ngboost/line-search.ts";
import { ngboostMeta } from "../../src/boosting/engines/ngboost/meta.ts";
import { centreThresholds } from "../../src/boosting/learners/tree/centre-thresholds.ts";
import { predictionsOf } from "../../src/boosting/predictions.ts";
import type { RoundRecord } from "../../src/boosting/round-record.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { Dataset } from "../../src/core/dataset.ts";
import type { ParamValues } from "../../src/core/params.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { resolveValues } from "../../src/core/resolve-params.ts";
import { sketchTree } from "./figures-fixture.ts";

const host = { now: () => 0, pause: () => undefined, stopped: false };
const random = createRandomSource(9, "families");

/** A number that depends on x, and noise, as a target of that support. */
const targetOf = new Map<Support, (signal: number, noise: number) => number>([
  [anyNumber, (signal, noise) => 3 * signal + noise],
  [aboveZero, (signal, noise) => Math.exp(signal + 0.5 * noise)],
  [zeroOrMore, (signal, noise) => Math.abs(noise) * Math.exp(signal)],
  [insideUnit, (signal, noise) => 1 / (1 + Math.exp(-signal - noise))],
  [counts, (signal, noise) => Math.max(0, Math.floor(Math.exp(1.5 * signal) + 2 * noise))],
]);

function rowsFor(family: Family, rowCount: number): Dataset {
  const x = Float32Array.from({ length: rowCount }, (_, row) => random.uniform(row, 1));
  const noise = (row: number) =>
    random.uniform(row, 2) + random.uniform(row, 3) + random.uniform(row, 4) - 1.5;
  const classCount = family.parameters.length + 1;
  const isClasses = family.tasks[0] !== "regression";
  const make = targetOf.get(family.support);
  const values = Float64Array.from({ length: rowCount }, (_, row) => {
    const signal = 2 * x[row]! - 1;
    if (!isClasses) return make!(signal, noise(row));
    return Math.max(0, Math.min(classCount - 1, Math.round((classCount - 1) * (x[row]! + 0.3 * noise(row)))));
  });
  return {
    id: family.id,
    rowCount,
    rowIds: Uint32Array.from({ length: rowCount }, (_, row) => row),
    features: [{ kind: "numeric", name: "x", values: x }],
    target: {
      outputCount: 1,
      values,
      ...(isClasses && { classNames: Array.from({ length: classCount }, (_, k) => `class ${k}`) }),
    },
  };
}

async function train(family: Family, score: string, rows: Dataset, given: ParamValues, rounds: number) {
  const training = await ngboostEngine.open(
    {
      task: family.tasks[0]!,
      train: rows,
      watch: [],
      objective: null,
      distribution: family.id,
      score,
      values: resolveValues(ngboostMeta.params, { learning_rate: 0.1, ...given }, "values"),
      rounds,
      seed: 4,
    },
    jsBackend,
    host,
  );
  const records: RoundRecord[] = [];
  const thetas = [Float64Array.from(training.scores[0]!.values)];
  for await (const { record, scores } of training.rounds()) {
    records.push(record);
    thetas.push(Float64Array.from(scores[0]!.values));
  }
  return { outputs: training.start.outputs, records, thetas };
}

const families = [...allDistributions, categorical(2), categorical(4)];
const rules = families.flatMap((family) =>
  family.scores.map((rule) => ({
    name: `${family.id} of ${family.parameters.length}, ${rule.id}`,
    family,
    rule,
  })),
);

describe("NGBoost learns every family by every score", () => {
  it.each(rules)("$name", async ({ family, rule }) => {
    const rows = rowsFor(family, 150);
    const { thetas, outputs } = await train(family, rule.id, rows, {}, 6);
    const size = family.parameters.length;
    const scores = rowScores(rule, rows.target, false);
    const meanAt = (theta: Float64Array) =>
      Array.from(rows.rowIds).reduce((sum, row) => sum + scores.score(theta, row * size, row), 0) /
      rows.rowCount;
    const losses = thetas.map(meanAt);
    expect(losses.at(-1)!).toBeLessThan(losses[0]!);
    losses.slice(1).forEach((loss, i) => {
      // where no length lowers the score, the shortest one is taken, as in the original
      expect(loss).toBeLessThanOrEqual(losses[i]! + 1e-3);
    });
    const predictions = predictionsOf(outputs, {
      rowCount: rows.rowCount,
      outputCount: size,
      values: thetas.at(-1)!,
    });
    if (predictions.kind === "classes") {
      expect(predictions.classCount).toBe(size + 1);
      const first = predictions.probabilities.subarray(0, size + 1);
      expect(first.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    } else {
      expect(predictions.kind).toBe("distribution");
      expect((predictions as { point: Float64Array }).point.every(Number.isFinite)).toBe(true);
    }
  });
});

describe("the fast line search", () => {
  it("ends at the lengths of the whole one, from where the round before ended", async () => {
    const normal = allDistributions[0]!;
    const rows = rowsFor(normal, 3000);
    const fast = await train(normal, "log", rows, {}, 15);
    const whole = await train(normal, "log", rows, { line_search: "all" }, 15);
    const lengths = (records: readonly RoundRecord[]) => records.map(({ scale }) => scale);
    const same = lengths(fast.records).filter((scale, i) => scale === whole.records[i]!.scale).length;
    expect(new Set(lengths(whole.records)).size).toBeGreaterThan(1);
    expect(same).toBeGreaterThanOrEqual(13);
  });

  it("looks at rows that are spread over the batch", () => {
    expect(Array.from(searchedRows(10, null, 5))).toEqual([0, 2, 4, 6, 8]);
    const sampled = Uint8Array.of(0, 1, 1, 0, 1, 1, 0, 1);
    expect(Array.from(searchedRows(8, sampled, 99))).toEqual([1, 2, 4, 5, 7]);
    expect(Array.from(searchedRows(8, sampled, 2))).toEqual([1, 4]);
    expect(meanStepLength([Float32Array.of(3, 0, 6), Float32Array.of(4, 0, 8)], Uint32Array.of(0, 2))).toBe(
      7.5,
    );
  });
});

describe("thresholds half way", () => {
  const values = Float32Array.of(1, 2, 9, 4, Number.NaN, 30);
  const features = [{ kind: "numeric", name: "x", values }] as const;
  const leaves: { readonly [leaf: number]: readonly number[] } = { 2: [2, 5], 3: [0, 1, 4], 4: [3] };
  const growth = { rowsOf: (node: number) => Uint32Array.from(leaves[node] ?? []) };
  const tree = sketchTree([[0, 4.5, 1, 2], [0, 2.5, 3, 4], [1], [2], [3]]);

  it("stand between the values that a node parts; missing ones have no say", async () => {
    const { threshold } = await centreThresholds(tree, growth, features, true);
    expect(Array.from(threshold.subarray(0, 2))).toEqual([6.5, 3]);
  });

  it("stay where a node is large", async () => {
    const large = { ...tree, count: Uint32Array.of(9000, 5000, 4000, 4000, 1000) };
    expect((await centreThresholds(large, growth, features, false)).threshold).toEqual(tree.threshold);
    const half = { ...tree, count: Uint32Array.of(9000, 3000, 6000, 2000, 1000) };
    const { threshold } = await centreThresholds(half, growth, features, false);
    expect(Array.from(threshold.subarray(0, 2))).toEqual([4.5, 3]);
  });
});
