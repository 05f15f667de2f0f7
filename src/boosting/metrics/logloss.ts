import { classLogLoss } from "./class-log-loss.ts";
import type { MetricFormula } from "./metric.ts";
import { binaryOf } from "./predicted.ts";

/** Negative log likelihood of two classes. */
export const logloss: MetricFormula = (predictions, target, weights) =>
  classLogLoss(binaryOf(predictions, "logloss"), target, weights);
