import { classLogLoss } from "./class-log-loss.ts";
import type { MetricFormula } from "./metric.ts";
import { classesOf } from "./predicted.ts";

/** Negative log likelihood of any number of classes. */
export const mlogloss: MetricFormula = (predictions, target, weights) =>
  classLogLoss(classesOf(predictions, "mlogloss"), target, weights);
