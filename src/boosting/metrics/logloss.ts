import { classLogLoss } from "./class-log-loss.ts";
import type { Metric } from "./metric.ts";
import { binaryOf } from "./predicted.ts";

/** Negative log likelihood of two classes. */
export const logloss: Metric = {
  id: "logloss",
  label: "Log loss",
  direction: "lower",
  needs: "binary",
  digits: 4,
  compute: (predictions, target, weights) => classLogLoss(binaryOf(predictions, "logloss"), target, weights),
};
