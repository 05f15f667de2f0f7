import type { Predictions } from "../outputs.ts";

/** A number that says how good predictions are. Weighted by row weights where given. */
export interface MetricEntry {
  /** XGBoost's id where it has one. */
  readonly id: string;
  readonly label: string;
  readonly direction: "lower" | "higher";
  /** What it needs; a metric that does not apply is refused when the experiment is checked. */
  readonly needs: "point" | "classes" | "binary" | "distribution" | "ranking" | "targets";
  /** Honours targets that are only known to lie between bounds; others do not apply to survival. */
  readonly censored?: true;
  /** Digits after the decimal mark on screen. */
  readonly digits: number;
}

/**
 * NaN where it is not defined (AUC of one class). Rows whose target is NaN must not be passed. `target`: as in Dataset.
 * Sums: blocks of 1,024 rows in index order, then over blocks. `upper`: as in Targets; absent = all are exact.
 * `groups`: the query of each row; absent = all are of one.
 */
export type MetricFormula = (
  predictions: Predictions,
  target: Float64Array,
  weights: Float32Array | undefined,
  upper?: Float64Array,
  groups?: Uint32Array,
) => number;

export interface Metric extends MetricEntry {
  readonly compute: MetricFormula;
}
