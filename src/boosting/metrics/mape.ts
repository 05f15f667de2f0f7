import type { MetricFormula } from "./metric.ts";
import { pointsOf } from "./predicted.ts";
import { weightedMean } from "./weighted-mean.ts";

/** Mean absolute error as a share of the target (0.1 = 10 %); NaN where a target is 0. */
export const mape: MetricFormula = (predictions, target, weights) => {
  const point = pointsOf(predictions, "mape");
  return weightedMean(target.length, weights, (row) => {
    const actual = target[row]!;
    return actual === 0 ? Number.NaN : Math.abs((actual - point[row]!) / actual);
  });
};
