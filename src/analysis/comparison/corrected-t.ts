import { requireLevel } from "../require-level.ts";
import { fewestRepeats } from "./fewest-repeats.ts";
import { aroundMean, type Interval, normalReach, tReach, twoSidedP } from "./interval.ts";
import { meanAndSd } from "./moments.ts";

/** What the corrected resampled t test says about the mean of differences. */
export interface CorrectedT extends Interval {
  readonly count: number;
  readonly sd: number;
  readonly standardError: number;
  readonly halfWidth: number;
  /** Two-sided: how often a difference at least as far from 0 would be seen if there were none. */
  readonly pValue: number;
}

/** How much differences spread, and how much the repeats have in common. */
export interface Spread {
  readonly sd: number;
  /** Test rows divided by training rows of a repeat; 0 = repeats that share nothing. */
  readonly testPerTrain: number;
}

/**
 * The corrected resampled t test (Nadeau and Bengio, "Inference for the Generalization Error", Machine Learning 52,
 * 2003). Repeated splits share rows, therefore k differences are worth less than k: the variance of their mean is
 * (1 / k + test rows / training rows) s^2, with k - 1 degrees of freedom.
 * @param differences One number a repeat (split or fold), all finite.
 * @returns null below two repeats.
 * @throws LabError spec.out-of-range where the level is not between 0 and 1.
 */
export function correctedT(
  differences: readonly number[],
  testPerTrain: number,
  level = 0.95,
): CorrectedT | null {
  requireLevel(level);
  const count = differences.length;
  if (count < 2) return null;
  const { mean, sd } = meanAndSd(differences);
  const standardError = standardErrorAt(count, { sd, testPerTrain });
  const halfWidth = standardError * tReach(count - 1, level);
  return {
    ...aroundMean(mean, halfWidth),
    count,
    sd,
    standardError,
    halfWidth,
    pValue: twoSidedP(mean, standardError, count - 1),
  };
}

const standardErrorAt = (count: number, { sd, testPerTrain }: Spread) =>
  sd * Math.sqrt(1 / count + testPerTrain);

/** What half the width of the interval tends to with ever more repeats of the same rows; only more rows go below. */
export function halfWidthFloor({ sd, testPerTrain }: Spread, level = 0.95): number {
  return normalReach(level) * sd * Math.sqrt(testPerTrain);
}

/**
 * The number of repeats in all from which half the width would be less than `below`, if their spread stayed as it is.
 * @returns null where the floor forbids it: more rows are needed.
 */
export function seedsNeeded(spread: Spread, below: number, level = 0.95): number | null {
  requireLevel(level);
  const halfWidthAt = (count: number) => standardErrorAt(count, spread) * tReach(count - 1, level);
  return fewestRepeats({ halfWidthAt, floor: halfWidthFloor(spread, level) }, below);
}
