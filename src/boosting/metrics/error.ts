import type { MetricFormula } from "./metric.ts";
import { binaryOf } from "./predicted.ts";
import { weightedMean } from "./weighted-mean.ts";

/** Share of wrong rows of two classes; positive is a probability above one half. */
export const error: MetricFormula = (predictions, target, weights) => {
  const { probabilities } = binaryOf(predictions, "error");
  return weightedMean(target.length, weights, (row) =>
    (probabilities[2 * row + 1]! > 0.5 ? 1 : 0) === target[row] ? 0 : 1,
  );
};
