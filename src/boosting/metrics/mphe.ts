import type { MetricFormula } from "./metric.ts";
import { pointsOf } from "./predicted.ts";
import { weightedMean } from "./weighted-mean.ts";

/** Mean pseudo-Huber error of slope 1, sqrt(1 + z^2) - 1: squared near 0, absolute far away (Charbonnier et al. 1997). */
export const mphe: MetricFormula = (predictions, target, weights) => {
  const point = pointsOf(predictions, "mphe");
  return weightedMean(target.length, weights, (row) => {
    const residual = target[row]! - point[row]!;
    return Math.sqrt(1 + residual * residual) - 1;
  });
};
