import { blockSum } from "../../core/block-sum.ts";
import { exp, log, normalCdf, normalDensity, normalQuantile } from "../../core/deterministic-math.ts";
import { LabError } from "../../core/errors.ts";
import type { Distribution, ScoringRule } from "./distribution.ts";

type Theta = Float64Array | Float32Array;

const HALF_LN_2PI = 0.9189385332046728;
const ONE_OVER_SQRT_PI = 0.5641895835477563;

/** A spread of nothing has no logarithm: the start takes at least this share of the mean's size (or of 1). */
const LEAST_RELATIVE_SPREAD = 1e-6;

const sigmaOf = (theta: Theta, at: number) => exp(theta[at + 1]!);

function negativeLogLikelihood(theta: Theta, at: number, y: number): number {
  const z = (y - theta[at]!) / sigmaOf(theta, at);
  return HALF_LN_2PI + theta[at + 1]! + 0.5 * z * z;
}

/** Gneiting and Raftery (2007), equation 21, as a loss. */
function crps(theta: Theta, at: number, y: number): number {
  const sigma = sigmaOf(theta, at);
  const z = (y - theta[at]!) / sigma;
  return sigma * (z * (2 * normalCdf(z) - 1) + 2 * normalDensity(z) - ONE_OVER_SQRT_PI);
}

/** Gradient and Fisher information in (mu, ln sigma): Duan et al. (2020), section 3. */
const logScore: ScoringRule = {
  id: "log",
  label: "log score",
  score: negativeLogLikelihood,
  gradient(theta, at, y, out, outAt) {
    const sigma = sigmaOf(theta, at);
    const z = (y - theta[at]!) / sigma;
    out[outAt] = -z / sigma;
    out[outAt + 1] = 1 - z * z;
  },
  metric(theta, at, out, outAt) {
    const sigma = sigmaOf(theta, at);
    out[outAt] = 1 / (sigma * sigma);
    out[outAt + 1] = 0;
    out[outAt + 2] = 0;
    out[outAt + 3] = 2;
  },
};

/**
 * The divergence of the CRPS is the integral of (F - G)^2; its second derivative in (mu, ln sigma) is the metric
 * diag(2 / sigma, sigma) / (2 sqrt pi). NGBoost's own code multiplies it by sigma, which is a defect.
 */
const crpsScore: ScoringRule = {
  id: "crps",
  label: "CRPS",
  score: crps,
  gradient(theta, at, y, out, outAt) {
    const sigma = sigmaOf(theta, at);
    const z = (y - theta[at]!) / sigma;
    out[outAt] = 1 - 2 * normalCdf(z);
    out[outAt + 1] = sigma * (2 * normalDensity(z) - ONE_OVER_SQRT_PI);
  },
  metric(theta, at, out, outAt) {
    const sigma = sigmaOf(theta, at);
    out[outAt] = ONE_OVER_SQRT_PI / sigma;
    out[outAt + 1] = 0;
    out[outAt + 2] = 0;
    out[outAt + 3] = 0.5 * ONE_OVER_SQRT_PI * sigma;
  },
};

/** The normal distribution with theta = (mu, ln sigma). */
export const normal: Distribution = {
  id: "normal",
  version: 1,
  label: "Normal",
  tasks: ["regression"],
  parameters: [
    { id: "mu", symbol: "μ" },
    { id: "ln_sigma", symbol: "ln σ" },
  ],
  displayed: [
    { id: "mu", symbol: "μ" },
    { id: "sigma", symbol: "σ" },
  ],
  scores: [logScore, crpsScore],
  defaultMetric: "nll",
  checkTarget(target) {
    const row = target.findIndex((value) => !Number.isFinite(value));
    if (row < 0) return;
    throw new LabError(
      "data.target-invalid",
      "The normal distribution needs a finite number as target in every row.",
      { row, value: String(target[row]) },
    );
  },
  fit(target, weights) {
    const weightOf = (row: number) => (weights === undefined ? 1 : weights[row]!);
    const total = blockSum(target.length, weightOf);
    const mean = blockSum(target.length, (i) => weightOf(i) * target[i]!) / total;
    const variance =
      blockSum(target.length, (i) => weightOf(i) * (target[i]! - mean) * (target[i]! - mean)) / total;
    const least = LEAST_RELATIVE_SPREAD * Math.max(Math.abs(mean), 1);
    const spread = Math.sqrt(variance);
    return Float64Array.of(mean, log(spread > 0 ? spread : least));
  },
  display: (theta, at) => [theta[at]!, sigmaOf(theta, at)],
  mean: (theta, at) => theta[at]!,
  density(theta, at, y) {
    const sigma = sigmaOf(theta, at);
    return normalDensity((y - theta[at]!) / sigma) / sigma;
  },
  cdf: (theta, at, y) => normalCdf((y - theta[at]!) / sigmaOf(theta, at)),
  quantile: (theta, at, probability) => theta[at]! + sigmaOf(theta, at) * normalQuantile(probability),
  negativeLogLikelihood,
  crps,
};
