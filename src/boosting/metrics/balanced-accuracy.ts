import { classTotals, meanShare } from "./class-totals.ts";
import type { Metric } from "./metric.ts";
import { classesOf } from "./predicted.ts";

/** Mean over the classes that occur of the share of their rows whose likeliest class is right. */
export const balancedAccuracy: Metric = {
  id: "balanced_accuracy",
  label: "Balanced accuracy",
  direction: "higher",
  needs: "classes",
  digits: 4,
  compute(predictions, target, weights) {
    const { right, actual } = classTotals(classesOf(predictions, "balanced_accuracy"), target, weights);
    return meanShare(right, actual);
  },
};
