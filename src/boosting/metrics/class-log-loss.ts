import { log } from "../../core/deterministic-math.ts";
import type { Predictions } from "../outputs.ts";
import { weightedMean } from "./weighted-mean.ts";

/** XGBoost's bound (multiclass_metric.cu, elementwise_metric.cu): no probability counts as smaller. */
const LEAST_PROBABILITY = 1e-16;

/** Mean of -ln p of the row's own class. */
export function classLogLoss(
  predictions: Extract<Predictions, { kind: "classes" }>,
  target: Float64Array,
  weights: Float32Array | undefined,
): number {
  const { probabilities, classCount } = predictions;
  return weightedMean(
    target.length,
    weights,
    (row) => -log(Math.max(probabilities[row * classCount + target[row]!]!, LEAST_PROBABILITY)),
  );
}
