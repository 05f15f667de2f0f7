import { blockSum } from "../../core/block-sum.ts";

/**
 * Mean of a term over rows, weighted where weights are given; NaN where there is no weight at all. A row of weight 0 does
 * not count, even where its term is not a number.
 */
export function weightedMean(
  count: number,
  weights: Float32Array | undefined,
  term: (row: number) => number,
): number {
  if (weights === undefined) return blockSum(count, term) / count;
  const sum = blockSum(count, (row) => (weights[row] === 0 ? 0 : weights[row]! * term(row)));
  return sum / blockSum(count, (row) => weights[row]!);
}
