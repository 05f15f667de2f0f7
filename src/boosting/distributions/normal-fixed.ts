import { exp, log, normalCdf, normalDensity, normalQuantile } from "../../core/deterministic-math.ts";
import type { Distribution, Theta } from "./distribution.ts";
import { atLeastSome, meanOf } from "./moments.ts";
import { HALF_LN_2PI, ONE_OVER_SQRT_PI, standardNormalCrps } from "./normal-scores.ts";
import { anyNumber } from "./support.ts";

/** NGBoost 0.5.11 adds this to the metric of the fixed variance. */
const ORIGINAL_RIDGE = 1e-5;

/** The normal distribution with theta = mu and variance 1. */
export const normalFixedVariance: Distribution = {
  id: "normal-fixed-variance",
  version: 1,
  label: "Normal, variance 1",
  tasks: ["regression"],
  parameters: [{ id: "mu", symbol: "μ" }],
  displayed: [{ id: "mu", symbol: "μ" }],
  scores: [
    {
      id: "log",
      label: "log score",
      score: nllOfMean,
      gradient(theta, at, y, out, outAt) {
        out[outAt] = theta[at]! - y;
      },
      metric(_theta, _at, out, outAt) {
        out[outAt] = 1;
      },
      original: {
        metric(_theta, _at, out, outAt) {
          out[outAt] = 1 + ORIGINAL_RIDGE;
        },
      },
    },
    {
      id: "crps",
      label: "CRPS",
      score: (theta, at, y) => standardNormalCrps(y - theta[at]!),
      gradient(theta, at, y, out, outAt) {
        out[outAt] = 1 - 2 * normalCdf(y - theta[at]!);
      },
      metric(_theta, _at, out, outAt) {
        out[outAt] = ONE_OVER_SQRT_PI;
      },
    },
  ],
  defaultMetric: "nll",
  support: anyNumber,
  fit: ({ values }, weights) => Float64Array.of(meanOf(values, weights)),
  display: (theta, at) => [theta[at]!],
  mean: (theta, at) => theta[at]!,
  variance: () => 1,
  mode: (theta, at) => theta[at]!,
  density: (theta, at, y) => normalDensity(y - theta[at]!),
  cdf: (theta, at, y) => normalCdf(y - theta[at]!),
  quantile: (theta, at, probability) => theta[at]! + normalQuantile(probability),
  negativeLogLikelihood: nllOfMean,
  crps: (theta, at, y) => standardNormalCrps(y - theta[at]!),
};

function nllOfMean(theta: Theta, at: number, y: number): number {
  const distance = y - theta[at]!;
  return HALF_LN_2PI + 0.5 * distance * distance;
}

const crpsAroundZero = (theta: Theta, at: number, y: number) =>
  exp(theta[at]!) * standardNormalCrps(y / exp(theta[at]!));

/** The normal distribution with theta = ln sigma and mean 0. */
export const normalFixedMean: Distribution = {
  id: "normal-fixed-mean",
  version: 1,
  label: "Normal, mean 0",
  tasks: ["regression"],
  parameters: [{ id: "ln_sigma", symbol: "ln σ" }],
  displayed: [{ id: "sigma", symbol: "σ" }],
  scores: [
    {
      id: "log",
      label: "log score",
      score: nllOfSpread,
      gradient(theta, at, y, out, outAt) {
        const z = y / exp(theta[at]!);
        out[outAt] = 1 - z * z;
      },
      metric(_theta, _at, out, outAt) {
        out[outAt] = 2;
      },
    },
    {
      id: "crps",
      label: "CRPS",
      score: crpsAroundZero,
      gradient(theta, at, y, out, outAt) {
        const sigma = exp(theta[at]!);
        out[outAt] = sigma * (2 * normalDensity(y / sigma) - ONE_OVER_SQRT_PI);
      },
      metric(theta, at, out, outAt) {
        out[outAt] = 0.5 * ONE_OVER_SQRT_PI * exp(theta[at]!);
      },
      original: {
        metric(theta, at, out, outAt) {
          const sigma = exp(theta[at]!);
          out[outAt] = 0.5 * ONE_OVER_SQRT_PI * sigma * sigma;
        },
      },
    },
  ],
  defaultMetric: "nll",
  support: anyNumber,
  fit: ({ values }, weights) => Float64Array.of(log(spreadAroundZero(values, weights))),
  /** The original returns the standard deviation where its logarithm belongs. */
  originalFit(target) {
    const mean = meanOf(target, undefined);
    return Float64Array.of(Math.sqrt(meanOf(target, undefined, (y) => (y - mean) * (y - mean))));
  },
  display: (theta, at) => [exp(theta[at]!)],
  mean: () => 0,
  variance: (theta, at) => exp(2 * theta[at]!),
  mode: () => 0,
  density: (theta, at, y) => normalDensity(y / exp(theta[at]!)) / exp(theta[at]!),
  cdf: (theta, at, y) => normalCdf(y / exp(theta[at]!)),
  quantile: (theta, at, probability) => exp(theta[at]!) * normalQuantile(probability),
  negativeLogLikelihood: nllOfSpread,
  crps: crpsAroundZero,
};

function nllOfSpread(theta: Theta, at: number, y: number): number {
  const z = y / exp(theta[at]!);
  return HALF_LN_2PI + theta[at]! + 0.5 * z * z;
}

function spreadAroundZero(target: Float64Array, weights: Float32Array | undefined): number {
  return atLeastSome(Math.sqrt(meanOf(target, weights, (y) => y * y)), 1);
}
