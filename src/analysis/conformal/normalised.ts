import { distributionById } from "../../boosting/distributions/index.ts";
import type { IntervalMethod, NumberPredictions } from "./conformal-method.ts";

/** Where a standard normal has its mean less, and its mean plus, one standard deviation. */
const [BELOW, ABOVE] = [0.15865525393145705, 0.8413447460685429];

/**
 * |y - f(x)| / (sd(x) + b): intervals are as wide as the predicted spread (Lei et al. 2018, section 5.2). sd is half of
 * what lies between the quantiles that a normal distribution has at one standard deviation: its own for a normal, and
 * there is one for every family, also where the variance is infinite.
 * @param b above 0 keeps rows with next to no spread from scores without bound; in units of the target.
 */
export function normalisedBy(b: number): IntervalMethod {
  return {
    id: "normalised",
    kind: "interval",
    rows(predictions) {
      const { point } = predictions;
      const spread = spreadOf(predictions);
      return {
        score(row, target) {
          const error = Math.abs(target - point[row]!);
          // no error is none, also where no spread was predicted
          return error === 0 ? 0 : error / (spread(row) + b);
        },
        interval(row, bound) {
          const half = bound * (spread(row) + b);
          return { lower: point[row]! - half, upper: point[row]! + half };
        },
      };
    },
  };
}

export const normalised = normalisedBy(0);

function spreadOf(predictions: NumberPredictions): (row: number) => number {
  if (predictions.kind === "point") return () => 1;
  const { parameters, parameterCount } = predictions;
  const distribution = distributionById(predictions.distribution);
  return (row) => {
    const at = row * parameterCount;
    const [low, high] = [BELOW, ABOVE].map((share) => distribution.quantile(parameters, at, share));
    return (high! - low!) / 2;
  };
}
