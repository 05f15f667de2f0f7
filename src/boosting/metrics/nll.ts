import { distributionById } from "../distributions/index.ts";
import type { Metric } from "./metric.ts";
import { distributionOf } from "./predicted.ts";
import { weightedMean } from "./weighted-mean.ts";

/** Mean negative log density of the targets. */
export const nll: Metric = {
  id: "nll",
  label: "NLL",
  direction: "lower",
  needs: "distribution",
  digits: 4,
  compute(predictions, target, weights) {
    const { distribution, parameters, parameterCount } = distributionOf(predictions, "nll");
    const { negativeLogLikelihood } = distributionById(distribution);
    return weightedMean(target.length, weights, (row) =>
      negativeLogLikelihood(parameters, row * parameterCount, target[row]!),
    );
  },
};
