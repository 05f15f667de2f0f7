import { distributionById } from "../distributions/index.ts";
import type { MetricFormula } from "./metric.ts";
import { distributionOf } from "./predicted.ts";
import { weightedMean } from "./weighted-mean.ts";

/** Mean negative log density of the targets; of a censored one the negative log of the chance to lie in its bounds. */
export const nll: MetricFormula = (predictions, target, weights, upper) => {
  const { distribution, parameters, parameterCount } = distributionOf(predictions, "nll");
  const { negativeLogLikelihood, scores } = distributionById(distribution);
  const censored = upper && scores.find(({ id }) => id === "log")?.censored;
  return weightedMean(target.length, weights, (row) => {
    const [at, y] = [row * parameterCount, target[row]!];
    return censored && upper[row] !== y
      ? censored.score(parameters, at, y, upper[row]!)
      : negativeLogLikelihood(parameters, at, y);
  });
};
