import { classLogLoss } from "./class-log-loss.ts";
import type { Metric } from "./metric.ts";
import { classesOf } from "./predicted.ts";

/** Negative log likelihood of any number of classes. */
export const mlogloss: Metric = {
  id: "mlogloss",
  label: "Log loss (classes)",
  direction: "lower",
  needs: "classes",
  digits: 4,
  compute: (predictions, target, weights) =>
    classLogLoss(classesOf(predictions, "mlogloss"), target, weights),
};
