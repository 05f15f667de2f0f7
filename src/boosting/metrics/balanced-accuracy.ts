import { classTotals, meanShare } from "./class-totals.ts";
import type { MetricFormula } from "./metric.ts";
import { classesOf } from "./predicted.ts";

/** Mean over the classes that occur of the share of their rows whose likeliest class is right. */
export const balancedAccuracy: MetricFormula = (predictions, target, weights) => {
  const { right, actual } = classTotals(classesOf(predictions, "balanced_accuracy"), target, weights);
  return meanShare(right, actual);
};
