import { exp, normalCdf, normalDensity } from "../../core/deterministic-math.ts";
import type { ScoringRule, Theta } from "./distribution.ts";

export const HALF_LN_2PI = 0.9189385332046728;
export const ONE_OVER_SQRT_PI = 0.5641895835477563;

/** Gneiting and Raftery (2007), equation 21, as a loss, for the standard normal distribution. */
export function standardNormalCrps(z: number): number {
  return z * (2 * normalCdf(z) - 1) + 2 * normalDensity(z) - ONE_OVER_SQRT_PI;
}

/**
 * Scores of a normal distribution of x(y) in (mu, ln sigma); `jacobian` = ln |dx/dy| (0 where y itself is normal).
 * Gradient and Fisher information: Duan et al. (2020), section 3.
 */
export function normalLogScore(
  x: (y: number) => number,
  jacobian: (y: number) => number,
  /** Added to the first entry of the metric by NGBoost 0.5.11. */
  originalRidge = 0,
): ScoringRule {
  const metric = (theta: Theta, at: number, out: Float64Array, outAt: number) => {
    const sigma = exp(theta[at + 1]!);
    out[outAt] = 1 / (sigma * sigma);
    out[outAt + 1] = 0;
    out[outAt + 2] = 0;
    out[outAt + 3] = 2;
  };
  return {
    id: "log",
    label: "log score",
    score(theta, at, y) {
      const z = (x(y) - theta[at]!) / exp(theta[at + 1]!);
      return HALF_LN_2PI + theta[at + 1]! + 0.5 * z * z - jacobian(y);
    },
    gradient(theta, at, y, out, outAt) {
      const sigma = exp(theta[at + 1]!);
      const z = (x(y) - theta[at]!) / sigma;
      out[outAt] = -z / sigma;
      out[outAt + 1] = 1 - z * z;
    },
    metric,
    natural(theta, at, y, out, outAt) {
      const sigma = exp(theta[at + 1]!);
      const z = (x(y) - theta[at]!) / sigma;
      // mu - y, with the bits that the division by the metric's entry gives
      out[outAt] = -z / sigma / (1 / (sigma * sigma));
      out[outAt + 1] = (1 - z * z) / 2;
    },
    ...(originalRidge > 0 && {
      original: {
        metric(theta, at, out, outAt) {
          metric(theta, at, out, outAt);
          out[outAt]! += originalRidge;
        },
      },
    }),
  };
}

/**
 * The divergence of the CRPS is the integral of (F - G)^2; its second derivative in (mu, ln sigma) is the metric
 * diag(2 / sigma, sigma) / (2 sqrt pi). NGBoost's own code multiplies it by sigma, which is a defect.
 */
export function normalCrpsScore(x: (y: number) => number): ScoringRule {
  const scaledMetric =
    (factor: (sigma: number) => number): ScoringRule["metric"] =>
    (theta, at, out, outAt) => {
      const sigma = exp(theta[at + 1]!);
      out[outAt] = (ONE_OVER_SQRT_PI / sigma) * factor(sigma);
      out[outAt + 1] = 0;
      out[outAt + 2] = 0;
      out[outAt + 3] = 0.5 * ONE_OVER_SQRT_PI * sigma * factor(sigma);
    };
  return {
    id: "crps",
    label: "CRPS",
    score(theta, at, y) {
      const sigma = exp(theta[at + 1]!);
      return sigma * standardNormalCrps((x(y) - theta[at]!) / sigma);
    },
    gradient(theta, at, y, out, outAt) {
      const sigma = exp(theta[at + 1]!);
      const z = (x(y) - theta[at]!) / sigma;
      out[outAt] = 1 - 2 * normalCdf(z);
      out[outAt + 1] = sigma * (2 * normalDensity(z) - ONE_OVER_SQRT_PI);
    },
    metric: scaledMetric(() => 1),
    original: { metric: scaledMetric((sigma) => sigma) },
  };
}
