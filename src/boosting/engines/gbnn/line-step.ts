import type { Objective } from "../../objectives/objective.ts";
import type { GradientPairs } from "../../raw-scores.ts";

/** A step goes no further than this many times the units' outputs: where classes are told apart the curvature is 0. */
export const LONGEST_STEP = 100;

/**
 * GBNN's F of two classes is half of the raw score, the logit: its loss is ln(1 + e^(-2 y F)), its residuals are twice
 * y - p, and what it adds counts twice here.
 */
export function scoreFactor({ link }: Pick<Objective, "link">): number {
  return link === "logistic" ? 2 : 1;
}

/**
 * The original's rho, one Newton step along the outputs of the units: sum r f / sum r f^2 (2 y - r) for two classes and
 * sum f (y - p) / sum f^2 p (1 - p) over all classes at once. In gradients and hessians of raw scores that is
 * -sum g f / sum h f^2, over `scoreFactor`. (For squared error the original takes 1: residuals are fitted as they are.)
 */
export function lineStep(
  objective: Pick<Objective, "link" | "hessian">,
  { gradient, hessian, rowCount, outputCount }: GradientPairs,
  outputs: Float64Array,
): number {
  let slope = 0;
  let curve = 0;
  for (let row = 0; row < rowCount; row++) {
    for (let k = 0; k < outputCount; k++) {
      const f = outputs[row * outputCount + k]!;
      slope -= gradient[k * rowCount + row]! * f;
      curve += hessian[k * rowCount + row]! * f * f;
    }
  }
  // Softmax's hessian is twice its diagonal.
  if (objective.hessian === "upper-bound") curve /= 2;
  const step = curve > 0 ? slope / curve / scoreFactor(objective) : 0;
  return Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, step));
}
