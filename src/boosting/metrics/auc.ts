import type { MetricFormula } from "./metric.ts";
import { binaryOf } from "./predicted.ts";
import { groupByScore } from "./score-groups.ts";

/** Area under the ROC curve: the chance that a positive row scores above a negative one. NaN with one class only. */
export const auc: MetricFormula = (predictions, target, weights) => {
  const groups = groupByScore(binaryOf(predictions, "auc"), target, weights);
  const { negatives, positives } = groups;
  let below = 0;
  let inOrder = 0;
  // Pairs that tie count half.
  for (let group = 0; group < positives.length; group++) {
    inOrder += positives[group]! * (below + 0.5 * negatives[group]!);
    below += negatives[group]!;
  }
  return inOrder / (groups.totalPositive * groups.totalNegative);
};
