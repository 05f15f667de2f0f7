import type { MetricFormula } from "./metric.ts";
import { classesOf } from "./predicted.ts";
import { weightedMean } from "./weighted-mean.ts";

/**
 * Mean squared error of probabilities. Two classes: of the positive one (0 to 1, as scikit-learn). More: summed over all
 * classes (0 to 2, Brier 1950), so that it is twice as large as the other convention.
 */
export const brier: MetricFormula = (predictions, target, weights) => {
  const { probabilities, classCount } = classesOf(predictions, "brier");
  const first = classCount === 2 ? 1 : 0;
  return weightedMean(target.length, weights, (row) => {
    let sum = 0;
    for (let k = first; k < classCount; k++) {
      const residual = probabilities[row * classCount + k]! - (target[row] === k ? 1 : 0);
      sum += residual * residual;
    }
    return sum;
  });
};
