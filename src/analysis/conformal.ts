import type { ModelOutputs, Predictions } from "../boosting/outputs.ts";
import { predictionsOf } from "../boosting/predictions.ts";
import type { RawScores } from "../boosting/raw-scores.ts";
import type { Dataset } from "../core/dataset.ts";

/** What rows that nothing trained on say of a model's errors. */
export interface Conformal {
  /** Share of new rows that the interval or set should hold, if they are like the calibration rows. */
  readonly level: number;
  readonly rows: number;
  readonly kind: "interval" | "set";
  /** interval: half its width, in units of the target. set: classes in it on average over the test rows. Null = too few rows. */
  readonly size: number | null;
  /** Share of the test rows that it really holds; null = there are none. */
  readonly coverage: number | null;
}

export interface ScoredSet {
  readonly data: Dataset;
  readonly scores: RawScores;
}

export const CONFORMAL_LEVEL = 0.9;

/**
 * Split conformal prediction: the ceil((n + 1) level)-th smallest error of the calibration rows bounds new errors (Lei et
 * al., "Distribution-free predictive inference for regression", 2018). Errors: |y - prediction|, or 1 - the probability
 * of the true class.
 */
export function conformalOf(
  outputs: ModelOutputs,
  calibration: ScoredSet,
  test: ScoredSet | null,
): Conformal {
  const errors = errorsOf(outputs, calibration).sort();
  const rows = errors.length;
  const rank = Math.ceil((rows + 1) * CONFORMAL_LEVEL);
  const bound = rank > rows ? null : errors[rank - 1]!;
  const kind = outputs.kind === "classes" ? "set" : "interval";
  const isTested = bound !== null && test !== null && test.data.rowCount > 0;
  const held = isTested ? errorsOf(outputs, test).filter((error) => error <= bound).length : 0;
  return {
    level: CONFORMAL_LEVEL,
    rows,
    kind,
    size: bound === null || kind === "interval" ? bound : isTested ? meanSetSize(outputs, test, bound) : null,
    coverage: isTested ? held / test.data.rowCount : null,
  };
}

function errorsOf(outputs: ModelOutputs, { data, scores }: ScoredSet): Float64Array {
  const predictions = predictionsOf(outputs, scores);
  const { values } = data.target;
  return Float64Array.from(values, (value, row) =>
    predictions.kind === "classes"
      ? 1 - probabilityOf(predictions, row, value)
      : Math.abs(value - predictions.point[row]!),
  );
}

type Classes = Extract<Predictions, { kind: "classes" }>;

function probabilityOf({ probabilities, classCount }: Classes, row: number, label: number): number {
  return probabilities[row * classCount + label]!;
}

/** A class belongs to a row's set when its own error would be within the bound. */
function meanSetSize(outputs: ModelOutputs, { scores }: ScoredSet, bound: number): number {
  const predictions = predictionsOf(outputs, scores) as Classes;
  const members = predictions.probabilities.filter((probability) => 1 - probability <= bound).length;
  return members / predictions.rowCount;
}
