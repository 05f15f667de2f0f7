/** What errors of a kind cost; hits and rest cost nothing. */
export interface ErrorCosts {
  readonly falsePositive: number;
  readonly falseNegative: number;
}

/** Rows by what was said and what was true, when everything from the threshold on counts as positive. */
export interface ThresholdCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

export function countsAt(
  probabilities: ArrayLike<number>,
  isPositive: (row: number) => boolean,
  threshold: number,
): ThresholdCounts {
  const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
  for (let row = 0; row < probabilities.length; row++) {
    const said = probabilities[row] >= threshold;
    if (isPositive(row)) counts[said ? "truePositives" : "falseNegatives"]++;
    else counts[said ? "falsePositives" : "trueNegatives"]++;
  }
  return counts;
}

/** Mean over all rows; NaN without any. */
export function costOf(counts: ThresholdCounts, { falsePositive, falseNegative }: ErrorCosts): number {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts;
  const rows = truePositives + falsePositives + falseNegatives + trueNegatives;
  return (falsePositives * falsePositive + falseNegatives * falseNegative) / rows;
}

export interface CostCurve {
  readonly thresholds: readonly number[];
  readonly costs: readonly number[];
  /** The middle of the cheapest stretch, the lowest one where several cost as little. */
  readonly best: number;
}

const STEPS = 100;

/** Costs at 0, 0.01, ..., 1. */
export function costCurve(
  probabilities: ArrayLike<number>,
  isPositive: (row: number) => boolean,
  costs: ErrorCosts,
): CostCurve {
  const thresholds = Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS);
  const found = thresholds.map((threshold) => costOf(countsAt(probabilities, isPositive, threshold), costs));
  const least = Math.min(...found);
  const from = found.indexOf(least);
  let to = from;
  while (found[to + 1] === least) to++;
  return { thresholds, costs: found, best: thresholds[(from + to) >> 1] ?? 0.5 };
}

/** Where calibrated probabilities are cheapest: the odds of the two costs (Elkan 2001, equation 2). */
export function calibratedThreshold({ falsePositive, falseNegative }: ErrorCosts): number {
  return falsePositive / (falsePositive + falseNegative);
}
