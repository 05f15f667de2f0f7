import type { SplitRule } from "./backend.ts";

/**
 * XGBoost's leaf weight and gain (src/tree/param.h), with its rounding: a weight is a double expression rounded to
 * float32; a gain is the objective at that rounded weight, again rounded. All backends repeat these steps exactly.
 */
const fround = Math.fround;

function thresholdL1(gradient: number, alpha: number): number {
  if (gradient > alpha) return gradient - alpha;
  if (gradient < -alpha) return gradient + alpha;
  return 0;
}

/** float32 weight that minimises the regularised second-order loss; 0 for an empty node. */
export function leafWeight(gradient: number, hessian: number, rule: SplitRule): number {
  if (hessian <= 0) return 0;
  const weight = -thresholdL1(gradient, rule.alpha) / (hessian + rule.lambda);
  const limit = rule.maxDeltaStep;
  if (limit !== 0 && Math.abs(weight) > limit) return fround(weight > 0 ? limit : -limit);
  return fround(weight);
}

/** float32 gain of a node at its own weight: -(2 G w + (H + lambda) w^2 + 2 alpha |w|). */
export function nodeGain(gradient: number, hessian: number, rule: SplitRule): number {
  if (hessian <= 0) return 0;
  const weight = leafWeight(gradient, hessian, rule);
  return fround(
    -(
      2 * gradient * weight +
      (hessian + rule.lambda) * fround(weight * weight) +
      2 * rule.alpha * Math.abs(weight)
    ),
  );
}

/** float32 loss change of a split. */
export function splitGain(
  leftGradient: number,
  leftHessian: number,
  rightGradient: number,
  rightHessian: number,
  scan: { readonly rule: SplitRule; readonly parentGain: number },
): number {
  const children = fround(
    nodeGain(leftGradient, leftHessian, scan.rule) + nodeGain(rightGradient, rightHessian, scan.rule),
  );
  return fround(children - scan.parentGain);
}
