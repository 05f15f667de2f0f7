import { LabError } from "../../core/errors.ts";
import type { Predictions } from "../outputs.ts";

type ClassPredictions = Extract<Predictions, { kind: "classes" }>;
type DistributionPredictions = Extract<Predictions, { kind: "distribution" }>;

function misfit(metric: string, kind: string): LabError {
  return new LabError("spec.invalid", `The metric ${metric} can not judge ${kind}. Leave it out.`, {
    metric,
  });
}

/** One number a row: the label itself or the mean of a distribution. */
export function pointsOf(predictions: Predictions, metric: string): Float64Array {
  if (predictions.kind === "classes") throw misfit(metric, "classes");
  return predictions.point;
}

export function classesOf(predictions: Predictions, metric: string): ClassPredictions {
  if (predictions.kind !== "classes") throw misfit(metric, "numbers");
  return predictions;
}

/** As classesOf, of exactly two. */
export function binaryOf(predictions: Predictions, metric: string): ClassPredictions {
  const classes = classesOf(predictions, metric);
  if (classes.classCount !== 2) throw misfit(metric, "more than two classes");
  return classes;
}

export function distributionOf(predictions: Predictions, metric: string): DistributionPredictions {
  if (predictions.kind !== "distribution") throw misfit(metric, "anything but distributions");
  return predictions;
}

/** The class with the largest probability; the first of equals, as XGBoost and NumPy have it. */
export function likeliestClass({ probabilities, classCount }: ClassPredictions, row: number): number {
  const start = row * classCount;
  let best = 0;
  for (let k = 1; k < classCount; k++) {
    if (probabilities[start + k]! > probabilities[start + best]!) best = k;
  }
  return best;
}
