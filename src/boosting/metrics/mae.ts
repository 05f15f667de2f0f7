import type { MetricFormula } from "./metric.ts";
import { pointsOf } from "./predicted.ts";
import { weightedMean } from "./weighted-mean.ts";

/** Mean absolute error. */
export const mae: MetricFormula = (predictions, target, weights) => {
  const point = pointsOf(predictions, "mae");
  return weightedMean(target.length, weights, (row) => Math.abs(target[row]! - point[row]!));
};
