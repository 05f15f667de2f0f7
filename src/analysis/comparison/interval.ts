import { normalQuantile } from "../../core/normal-distribution.ts";
import { tQuantile } from "../../core/student-t.ts";

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
