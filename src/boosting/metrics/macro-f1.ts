import { classTotals, meanShare } from "./class-totals.ts";
import type { MetricFormula } from "./metric.ts";
import { classesOf } from "./predicted.ts";

/** Mean F1 (2 right / (actual + predicted)) over the classes that occur in the target or among the predictions. */
export const macroF1: MetricFormula = (predictions, target, weights) => {
  const { right, actual, predicted } = classTotals(classesOf(predictions, "macro_f1"), target, weights);
  return meanShare(
    right.map((weight) => 2 * weight),
    actual.map((weight, k) => weight + predicted[k]!),
  );
};
