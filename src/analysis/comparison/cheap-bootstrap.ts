import { blockDot, blockSum } from "../../core/block-sum.ts";
import { LabError } from "../../core/errors.ts";
import { createRandomSource } from "../../core/random.ts";
import { requireLevel } from "../require-level.ts";
import { aroundMean, type Interval, tReach } from "./interval.ts";

/**
 * The cheap bootstrap (Lam, "A Cheap Bootstrap Method for Fast Inference", 2022). An estimate from a resample differs from
 * the estimate as that differs from the truth, and independently of it: estimate +- t_B S, with S^2 = the mean over the
 * B resamples of (resampled - estimate)^2, is an interval from the first resample on.
 * @param resampled The same statistic of B >= 1 resamples.
 * @throws LabError spec.out-of-range without a resample, or where the level is not between 0 and 1.
 */
export function cheapInterval(estimate: number, resampled: ArrayLike<number>, level = 0.95): Interval {
  requireLevel(level);
  requireResamples(resampled.length);
  let squares = 0;
  for (let b = 0; b < resampled.length; b++) {
    const distance = resampled[b]! - estimate;
    squares += distance * distance;
  }
  const spread = Math.sqrt(squares / resampled.length);
  return aroundMean(estimate, spread * tReach(resampled.length, level));
}

/** Losses of two models on the same test rows, one number a row. */
export interface PairedRows {
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly weights?: Float64Array | undefined;
}

export interface RowBootstrapOptions {
  readonly seed: number;
  /** Resamples; each narrows the interval, the first few by far the most. */
  readonly resamples?: number;
  readonly level?: number;
  /** What is compared, given how much each row weighs; else the mean loss of the first less that of the second. */
  readonly statistic?: (rowWeights: Float64Array) => number;
}

/** The interval of a difference, and the difference of each resample. */
export interface RowBootstrap extends Interval {
  readonly resampled: Float64Array;
}

/**
 * A cheap bootstrap over the rows of a test set: both models keep their rows together, so what makes a row hard for both
 * cancels. The models stay as they are; what another training set would change is not in this interval.
 * @throws LabError spec.out-of-range where the lists differ in length or are empty.
 */
export function pairedRowBootstrap(rows: PairedRows, options: RowBootstrapOptions): RowBootstrap {
  const { seed, resamples = 5, level = 0.95 } = options;
  requireSameRows([rows.first, rows.second, ...(rows.weights === undefined ? [] : [rows.weights])]);
  requireResamples(resamples);
  const differences = rows.first.map((loss, row) => loss - rows.second[row]!);
  const statistic = options.statistic ?? ((weights: Float64Array) => weightedMean(differences, weights));
  const weights = rows.weights ?? new Float64Array(differences.length).fill(1);
  const draw = drawRows(seed, "comparison/rows", weights);
  const drawn = new Float64Array(differences.length);
  const resampled = Float64Array.from({ length: resamples }, (_, b) => {
    draw(b, drawn);
    return statistic(drawn);
  });
  return { ...cheapInterval(statistic(weights), resampled, level), resampled };
}

export function weightedMean(values: Float64Array, weights: Float64Array): number {
  return blockDot(weights, values) / blockSum(weights.length, (row) => weights[row]!);
}

/**
 * Fills `out` with how much each row weighs after as many rows were drawn, with replacement, as there are. Rows without weight
 * are no part of the test set, and not drawn.
 */
export function drawRows(
  seed: number,
  purpose: string,
  weights: Float64Array,
): (resample: number, out: Float64Array) => void {
  const random = createRandomSource(seed, purpose);
  const live = weightedRows(weights);
  return (resample, out) => {
    out.fill(0);
    for (let i = 0; i < live.length; i++) {
      const row = live[Math.floor((random.bits(resample, i) / 4294967296) * live.length)]!;
      out[row]! += weights[row]!;
    }
  };
}

/** The rows that weigh something. @throws LabError spec.out-of-range where none does. */
export function weightedRows(weights: Float64Array): Int32Array {
  const live = Int32Array.from(weights.keys()).filter((row) => weights[row]! > 0);
  if (live.length > 0) return live;
  throw new LabError("spec.out-of-range", "No test row has a weight above 0.", { rows: weights.length });
}

/** Lists with one number a row have to be of one length, and not empty. */
export function requireSameRows(lists: readonly Float64Array[]): void {
  const count = lists[0]?.length ?? 0;
  if (count > 0 && lists.every((list) => list.length === count)) return;
  throw new LabError(
    "spec.out-of-range",
    "Losses to compare need one number for each test row, of the same rows for both models.",
    { rows: lists.map((list) => list.length).join(", ") },
  );
}

function requireResamples(count: number): void {
  if (Number.isInteger(count) && count >= 1) return;
  throw new LabError("spec.out-of-range", "A bootstrap needs at least one resample.", { resamples: count });
}
