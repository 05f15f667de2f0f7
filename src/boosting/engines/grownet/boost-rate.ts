import type { GradientPairs } from "../../raw-scores.ts";
import type { GrownetValues } from "./grownet-values.ts";

/** A line search goes no further than this many times the net's output. */
const LONGEST = 10;

/** The rate that a net's own loss knows of: that of the nets before, or none where it is chosen afterwards. */
export function rateInFit({ boostRate, boostRateMode }: GrownetValues, weights: readonly number[]): number {
  if (boostRateMode === "shrinkage" || boostRateMode === "line_search") return 1;
  return boostRateMode === "learned" ? (weights.at(-1) ?? boostRate) : boostRate;
}

/** What a fitted net counts. A line search takes Newton's step along its outputs: -sum g f / sum h f^2. */
export function rateOfNet(
  { boostRate, boostRateMode }: GrownetValues,
  inFit: number,
  { gradient, hessian, rowCount, outputCount }: GradientPairs,
  outputs: Float64Array,
): number {
  if (boostRateMode === "shrinkage") return boostRate;
  if (boostRateMode !== "line_search") return inFit;
  let slope = 0;
  let curve = 0;
  for (let row = 0; row < rowCount; row++) {
    for (let k = 0; k < outputCount; k++) {
      const f = outputs[row * outputCount + k]!;
      slope += gradient[k * rowCount + row]! * f;
      curve += hessian[k * rowCount + row]! * f * f;
    }
  }
  const length = curve > 0 ? -slope / curve : 0;
  return boostRate * Math.max(0, Math.min(LONGEST, length));
}
