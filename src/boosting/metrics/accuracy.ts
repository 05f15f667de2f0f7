import type { MetricFormula } from "./metric.ts";
import { classesOf, likeliestClass } from "./predicted.ts";
import { weightedMean } from "./weighted-mean.ts";

/** Share of rows whose likeliest class is right. */
export const accuracy: MetricFormula = (predictions, target, weights) => {
  const classes = classesOf(predictions, "accuracy");
  return weightedMean(target.length, weights, (row) =>
    likeliestClass(classes, row) === target[row] ? 1 : 0,
  );
};
