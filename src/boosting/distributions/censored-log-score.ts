import { log } from "../../core/deterministic-math.ts";
import type { CensoredScore, Theta } from "./distribution.ts";

/** What the score of a censored target needs of its family. */
export interface Tails {
  readonly parameterCount: number;
  cdf(theta: Theta, at: number, y: number): number;
  /** 1 - cdf, with its digits in the upper tail. */
  survival(theta: Theta, at: number, y: number): number;
  /** d cdf / d theta into out. */
  cdfGradient(theta: Theta, at: number, y: number, out: Float64Array): void;
}

/** Below it a probability has no logarithm worth following. */
const LEAST_MASS = 1e-300;

/** -ln P(lower < Y <= upper) and its gradient. */
export function censoredLogScore(tails: Tails): CensoredScore {
  const { cdf, survival, cdfGradient, parameterCount } = tails;
  const slope = new Float64Array(parameterCount);
  const isOpen = (upper: number) => upper === Number.POSITIVE_INFINITY;

  function mass(theta: Theta, at: number, lower: number, upper: number): number {
    const above = survival(theta, at, lower);
    if (isOpen(upper)) return Math.max(above, LEAST_MASS);
    // the difference of the smaller pair loses fewer digits
    const between =
      above < 0.5 ? above - survival(theta, at, upper) : cdf(theta, at, upper) - cdf(theta, at, lower);
    return Math.max(between, LEAST_MASS);
  }

  return {
    score: (theta, at, lower, upper) => -log(mass(theta, at, lower, upper)),
    gradient(theta, at, lower, upper, out, outAt) {
      const total = mass(theta, at, lower, upper);
      cdfGradient(theta, at, lower, slope);
      for (let k = 0; k < parameterCount; k++) out[outAt + k] = slope[k]! / total;
      if (isOpen(upper)) return;
      cdfGradient(theta, at, upper, slope);
      for (let k = 0; k < parameterCount; k++) out[outAt + k]! -= slope[k]! / total;
    },
  };
}
