import type { MetricFormula } from "./metric.ts";
import { classesOf, likeliestClass } from "./predicted.ts";
import { weightedMean } from "./weighted-mean.ts";

/** Share of rows whose likeliest class is wrong. */
export const merror: MetricFormula = (predictions, target, weights) => {
  const classes = classesOf(predictions, "merror");
  return weightedMean(target.length, weights, (row) =>
    likeliestClass(classes, row) === target[row] ? 0 : 1,
  );
};
