import { log1p } from "../../core/deterministic-math.ts";
import type { MetricFormula } from "./metric.ts";
import { pointsOf } from "./predicted.ts";
import { weightedMean } from "./weighted-mean.ts";

/** Root of the mean squared difference of ln(1 + value); NaN where a target or a prediction is -1 or less. */
export const rmsle: MetricFormula = (predictions, target, weights) => {
  const point = pointsOf(predictions, "rmsle");
  return Math.sqrt(
    weightedMean(target.length, weights, (row) => {
      const predicted = point[row]!;
      const actual = target[row]!;
      if (!(predicted > -1 && actual > -1)) return Number.NaN;
      const residual = log1p(actual) - log1p(predicted);
      return residual * residual;
    }),
  );
};
