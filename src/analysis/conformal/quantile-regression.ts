import { distributionById } from "../../boosting/distributions/index.ts";
import type { IntervalMethod, NumberPredictions } from "./conformal-method.ts";

/**
 * Conformalised quantile regression (Romano, Patterson and Candes, "Conformalized quantile regression", 2019, equation
 * 6): max(qlo - y, y - qhi), the predicted quantiles at a / 2 and 1 - a / 2 with a = 1 - level. Intervals are
 * [qlo - bound, qhi + bound]; a negative bound makes those of a model that is too careful smaller.
 */
export const quantileRegression: IntervalMethod = {
  id: "cqr",
  kind: "interval",
  rows(predictions, level) {
    const quantile = quantileOf(predictions);
    const tail = (1 - level) / 2;
    return {
      score: (row, target) => Math.max(quantile(row, tail) - target, target - quantile(row, 1 - tail)),
      interval: (row, bound) => ({
        lower: quantile(row, tail) - bound,
        upper: quantile(row, 1 - tail) + bound,
      }),
    };
  },
};

/** Of a point, every quantile is the point. */
function quantileOf(predictions: NumberPredictions): (row: number, probability: number) => number {
  const { point } = predictions;
  if (predictions.kind === "point") return (row) => point[row]!;
  const { parameters, parameterCount } = predictions;
  const distribution = distributionById(predictions.distribution);
  return (row, probability) => distribution.quantile(parameters, row * parameterCount, probability);
}
