import { log } from "../../core/deterministic-math.ts";
import type { MetricFormula } from "./metric.ts";
import { binaryOf } from "./predicted.ts";
import { groupByScore } from "./score-groups.ts";

/**
 * Area under the precision-recall curve, between thresholds as XGBoost has it: true and false positives grow together
 * on a line (Davis and Goadrich 2006; integral by Keilwagen, Grosse and Grau 2014). NaN with one class only.
 */
export const aucpr: MetricFormula = (predictions, target, weights) => {
  const groups = groupByScore(binaryOf(predictions, "aucpr"), target, weights);
  const { negatives, positives, totalPositive } = groups;
  if (!(totalPositive > 0 && groups.totalNegative > 0)) return Number.NaN;
  let truePositives = 0;
  let falsePositives = 0;
  let area = 0;
  for (let group = positives.length - 1; group >= 0; group--) {
    const step = { truePositives, falsePositives, more: positives[group]!, moreFalse: negatives[group]! };
    area += areaOf(step);
    truePositives += step.more;
    falsePositives += step.moreFalse;
  }
  return area / totalPositive;
};

interface Step {
  readonly truePositives: number;
  readonly falsePositives: number;
  /** What the next lower score adds. */
  readonly more: number;
  readonly moreFalse: number;
}

/** Integral of t / (t + f) over the true positives t of a step, where the false ones are f = start + slope t. */
function areaOf({ truePositives, falsePositives, more, moreFalse }: Step): number {
  if (more === 0) return 0;
  const slope = moreFalse / more;
  const start = falsePositives - slope * truePositives;
  const growth = 1 + slope;
  if (start === 0) return more / growth;
  const before = truePositives + falsePositives;
  return (more - (start / growth) * log((before + more + moreFalse) / before)) / growth;
}
