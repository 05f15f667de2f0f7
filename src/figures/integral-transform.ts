import type { Distribution } from "../boosting/distributions/distribution.ts";
import type { Predictions } from "../boosting/outputs.ts";

/** True when the distribution has counts as its values, whatever it is. */
export function isDiscrete(distribution: object): boolean {
  return "discrete" in distribution && distribution.discrete === true;
}

/**
 * Probability integral transform of what happened in a row. Where counts are predicted the distribution function jumps,
 * and the middle of the jump is taken (Czado, Gneiting and Held 2009): the same number each time, without chance.
 */
export function integralTransform(
  distribution: Pick<Distribution, "cdf">,
  { parameters, parameterCount }: Predictions & { readonly kind: "distribution" },
  target: ArrayLike<number>,
): (row: number) => number {
  const { cdf } = distribution;
  const below = isDiscrete(distribution)
    ? (at: number, y: number) => cdf(parameters, at, y - 1)
    : (at: number, y: number) => cdf(parameters, at, y);
  return (row) => {
    const at = row * parameterCount;
    return (below(at, target[row]) + cdf(parameters, at, target[row])) / 2;
  };
}
