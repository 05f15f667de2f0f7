import { blockSum } from "../../core/block-sum.ts";
import { exp, log, log1p } from "../../core/deterministic-math.ts";
import { LabError } from "../../core/errors.ts";
import type { BoundObjective, ObjectiveInput } from "../objectives/objective.ts";
import { weightedLabels } from "../objectives/weighted-labels.ts";

const fround = Math.fround;
/** Keeps exp inside float32. */
const LARGEST_EXPONENT = fround(88.7);
const LEAST_HESSIAN = fround(1e-16);

/** ln(1 + e^-y'm) with p = 1 / (1 + e^-m): gradient p - y, hessian p (1 - p); every step in float32, as XGBoost's. */
export function bindLogistic(input: ObjectiveInput): BoundObjective {
  const { rowCount, labels, weights, weightOf } = weightedLabels(input);
  for (const label of labels) {
    if (!(label >= 0 && label <= 1)) {
      throw new LabError("data.target-invalid", "Logistic loss needs targets between 0 and 1.", { label });
    }
  }
  const weightSum = blockSum(rowCount, weightOf);
  return {
    kernel: { name: "logistic", labels, weights },
    initialScores() {
      const share = blockSum(rowCount, (i) => weightOf(i) * labels[i]!) / weightSum;
      const inside = Math.min(Math.max(share, 1e-7), 1 - 1e-7);
      return Float64Array.of(log(inside) - log1p(-inside));
    },
    loss(scores) {
      const sum = blockSum(rowCount, (i) => {
        const margin = scores[i]!;
        const softplus = Math.max(margin, 0) + log1p(exp(-Math.abs(margin)));
        return weightOf(i) * (softplus - labels[i]! * margin);
      });
      return sum / weightSum;
    },
    gradients(scores, _context, out) {
      for (let i = 0; i < rowCount; i++) {
        const weight = weightOf(i);
        const probability = fround(1 / fround(1 + fround(exp(Math.min(-scores[i]!, LARGEST_EXPONENT)))));
        out.gradient[i] = fround(probability - labels[i]!) * weight;
        const hessian = fround(probability * fround(1 - probability));
        out.hessian[i] = Math.max(hessian, LEAST_HESSIAN) * weight;
      }
    },
  };
}
