import { requireLevel } from "../require-level.ts";

/** A product such as 20 x 0.55 may end a few bits above the integer that is meant. */
const ROUNDING = 1e-14;

/**
 * The smallest k of which k of n + 1 equally likely places are a share of `level`. Above `rows` = too few rows: no bound
 * but infinity keeps the promise.
 */
export function conformalRank(rows: number, level: number): number {
  const wanted = (rows + 1) * level;
  return Math.ceil(wanted - wanted * ROUNDING);
}

/**
 * The ceil((n + 1) level)-th smallest score (Lei et al., "Distribution-free predictive inference for regression", 2018,
 * algorithm 2). A new row's score is at most this with a probability of level to level + 1 / (n + 1), if the rows are
 * exchangeable; given the calibration rows that probability is a draw of Beta(k, n + 1 - k), k the rank (Vovk 2012).
 * @returns null = infinite: too few rows, or scores that are no numbers.
 */
export function conformalBound(scores: Float64Array, level: number): number | null {
  requireLevel(level);
  const rank = conformalRank(scores.length, level);
  if (rank > scores.length) return null;
  // what is no number sorts to the end, as infinity would
  const bound = scores.slice().sort()[rank - 1]!;
  return Number.isFinite(bound) ? bound : null;
}
