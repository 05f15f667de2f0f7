import { blockSum } from "../../core/block-sum.ts";

/** Mean of a term over rows, weighted where weights are given; NaN where there is no weight at all. */
export function weightedMean(
  count: number,
  weights: Float32Array | undefined,
  term: (row: number) => number,
): number {
  if (weights === undefined) return blockSum(count, term) / count;
  return blockSum(count, (row) => weights[row]! * term(row)) / blockSum(count, (row) => weights[row]!);
}
