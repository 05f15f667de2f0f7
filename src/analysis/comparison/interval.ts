import { normalQuantile } from "../../core/normal-distribution.ts";
import { tCdf, tQuantile } from "../../core/student-t.ts";

/** An estimate, and the interval that is said to hold the truth. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export const aroundMean = (mean: number, halfWidth: number): Interval => ({
  mean,
  low: mean - halfWidth,
  high: mean + halfWidth,
});

/** How many standard errors an interval of this level reaches to either side. */
export const tReach = (df: number, level: number) => -tQuantile((1 - level) / 2, df);
export const normalReach = (level: number) => -normalQuantile((1 - level) / 2);

/**
 * How often a mean at least as far from 0 would be seen if the truth were 0. Without any spread a difference is certain, and
 * so is its absence.
 */
export function twoSidedP(mean: number, standardError: number, df: number): number {
  if (standardError === 0) return mean === 0 ? 1 : 0;
  return 2 * tCdf(-Math.abs(mean / standardError), df);
}
