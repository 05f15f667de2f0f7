import { distributionById } from "../distributions/index.ts";
import type { MetricFormula } from "./metric.ts";
import { distributionOf } from "./predicted.ts";
import { weightedMean } from "./weighted-mean.ts";

/** Mean continuous ranked probability score, in the unit of the target; NaN where it has no closed form. */
export const crps: MetricFormula = (predictions, target, weights) => {
  const { distribution, parameters, parameterCount } = distributionOf(predictions, "crps");
  const score = distributionById(distribution).crps;
  if (score === null) return Number.NaN;
  return weightedMean(target.length, weights, (row) => score(parameters, row * parameterCount, target[row]!));
};
