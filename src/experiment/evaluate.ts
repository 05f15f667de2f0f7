import type { Metric } from "../boosting/metrics/metric.ts";
import type { ModelOutputs } from "../boosting/outputs.ts";
import { predictionsOf } from "../boosting/predictions.ts";
import type { RawScores } from "../boosting/raw-scores.ts";
import type { Dataset } from "../core/dataset.ts";
import { LabError } from "../core/errors.ts";
import { type SetName, setNames } from "./recording.ts";

/** Rows of a set and their raw scores; null = the set has no rows, or is not scored. */
export type ScoredSets = {
  readonly [set in SetName]: { readonly data: Dataset; readonly scores: RawScores } | null;
};

/** Metrics by set and id; a set without rows has none. */
export type FinalMetrics = { readonly [set in SetName]: { readonly [metric: string]: number } };

/** Rows by actual class (first index) and predicted class (second); null = the set has no rows. */
export interface Confusion {
  readonly classNames: readonly string[];
  readonly counts: { readonly [set in SetName]: readonly (readonly number[])[] | null };
}

/** metrics x sets, metric-major; NaN where a set is empty. */
export function evaluateSets(
  metrics: readonly Metric[],
  outputs: ModelOutputs,
  sets: ScoredSets,
): Float64Array {
  const values = new Float64Array(metrics.length * setNames.length).fill(Number.NaN);
  setNames.forEach((name, set) => {
    const scored = sets[name];
    if (scored === null || metrics.length === 0) return;
    const predictions = predictionsOf(outputs, scored.scores);
    const { target, weights, groups } = scored.data;
    metrics.forEach((metric, m) => {
      values[m * setNames.length + set] = metric.compute(
        predictions,
        target.values,
        weights,
        target.upper,
        groups,
      );
    });
  });
  return values;
}

/** The row of `evaluateSets` as an object. */
export function finalMetrics(
  metrics: readonly Metric[],
  outputs: ModelOutputs,
  sets: ScoredSets,
): FinalMetrics {
  const values = evaluateSets(metrics, outputs, sets);
  const ofSet = (name: SetName, set: number) =>
    sets[name] === null
      ? {}
      : Object.fromEntries(metrics.map((metric, m) => [metric.id, values[m * setNames.length + set]!]));
  return { train: ofSet("train", 0), validation: ofSet("validation", 1), test: ofSet("test", 2) };
}

/** The class with the highest probability counts as predicted, the first of equals; null for other outputs. */
export function confusionOf(outputs: ModelOutputs, sets: ScoredSets): Confusion | null {
  const { classNames } = outputs;
  if (classNames === undefined) return null;
  const ofSet = (name: SetName) => {
    const scored = sets[name];
    return scored === null
      ? null
      : countClasses(outputs, scored.scores, scored.data.target.values, classNames.length);
  };
  return {
    classNames,
    counts: { train: ofSet("train"), validation: ofSet("validation"), test: ofSet("test") },
  };
}

function countClasses(
  outputs: ModelOutputs,
  scores: RawScores,
  target: Float64Array,
  classCount: number,
): number[][] {
  const counts = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  const predictions = predictionsOf(outputs, scores);
  if (predictions.kind !== "classes") return counts;
  const { probabilities } = predictions;
  for (let row = 0; row < predictions.rowCount; row++) {
    let best = 0;
    for (let k = 1; k < classCount; k++) {
      if (probabilities[row * classCount + k]! > probabilities[row * classCount + best]!) best = k;
    }
    counts[target[row]!]![best]!++;
  }
  return counts;
}

/** Throws train.non-finite when a raw score is not a number or infinite. */
export function requireFinite(scores: RawScores, round: number): void {
  const { values } = scores;
  // Nothing times what is infinite or undefined is undefined, and stays so in a sum: four sums, so that none waits for another.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const whole = values.length - (values.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += 0 * values[i]!;
    b += 0 * values[i + 1]!;
    c += 0 * values[i + 2]!;
    d += 0 * values[i + 3]!;
  }
  for (let i = whole; i < values.length; i++) a += 0 * values[i]!;
  if (Number.isNaN(a + b + c + d)) throw nonFinite(round);
}

/** Throws train.non-finite for infinite metrics. NaN means "not defined", such as AUC of one class. */
export function requireFiniteMetrics(values: Float64Array, round: number): void {
  if (values.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY)) throw nonFinite(round);
}

function nonFinite(round: number): LabError {
  const facts = { round, kept: Math.max(0, round - 1) };
  if (round === 0) {
    const message =
      "The loss is infinite before the first round. Values of the target are too large: scale them down.";
    return new LabError("train.non-finite", message, facts);
  }
  const kept = round === 1 ? "There is no earlier round to keep." : `${keptRoundsText(round - 1)}.`;
  const message = `The loss became infinite in round ${round}. ${kept} Try a smaller learning rate.`;
  return new LabError("train.non-finite", message, facts);
}

/** "Rounds 1 to 40 are kept", for sentences about runs that broke. */
export function keptRoundsText(count: number): string {
  return count === 1 ? "Round 1 is kept" : `Rounds 1 to ${count} are kept`;
}
