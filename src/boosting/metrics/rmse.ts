import type { MetricFormula } from "./metric.ts";
import { pointsOf } from "./predicted.ts";
import { weightedMean } from "./weighted-mean.ts";

/** Root of the mean squared error. */
export const rmse: MetricFormula = (predictions, target, weights) => {
  const point = pointsOf(predictions, "rmse");
  return Math.sqrt(
    weightedMean(target.length, weights, (row) => {
      const residual = target[row]! - point[row]!;
      return residual * residual;
    }),
  );
};
