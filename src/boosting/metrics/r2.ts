import type { MetricFormula } from "./metric.ts";
import { pointsOf } from "./predicted.ts";
import { weightedMean } from "./weighted-mean.ts";

/** Share of the target's variance that is explained; NaN for a constant target. */
export const r2: MetricFormula = (predictions, target, weights) => {
  const point = pointsOf(predictions, "r2");
  const count = target.length;
  const mean = weightedMean(count, weights, (row) => target[row]!);
  const spread = weightedMean(count, weights, (row) => (target[row]! - mean) * (target[row]! - mean));
  if (!(spread > 0)) return Number.NaN;
  const rest = weightedMean(count, weights, (row) => {
    const residual = target[row]! - point[row]!;
    return residual * residual;
  });
  return 1 - rest / spread;
};
