import { classTotals, meanShare } from "./class-totals.ts";
import type { Metric } from "./metric.ts";
import { classesOf } from "./predicted.ts";

/** Mean F1 (2 right / (actual + predicted)) over the classes that occur in the target or among the predictions. */
export const macroF1: Metric = {
  id: "macro_f1",
  label: "F1 (macro)",
  direction: "higher",
  needs: "classes",
  digits: 4,
  compute(predictions, target, weights) {
    const { right, actual, predicted } = classTotals(classesOf(predictions, "macro_f1"), target, weights);
    return meanShare(
      right.map((weight) => 2 * weight),
      actual.map((weight, k) => weight + predicted[k]!),
    );
  },
};
