import { jointById } from "../distributions/index.ts";
import { metricEntry } from "./catalogue.ts";
import type { Metric } from "./metric.ts";
import { weightedMean } from "./weighted-mean.ts";

/** Mean negative log density of all targets of a row together. */
export const jointNll: Metric = {
  ...metricEntry("nll"),
  compute(predictions, target, weights) {
    if (predictions.kind !== "joint") return Number.NaN;
    const { distribution, outputCount, parameters, parameterCount, rowCount } = predictions;
    const { negativeLogLikelihood } = jointById(distribution, outputCount);
    return weightedMean(rowCount, weights, (row) => {
      const y = target.subarray(row * outputCount, (row + 1) * outputCount);
      return negativeLogLikelihood(parameters, row * parameterCount, y);
    });
  },
};
