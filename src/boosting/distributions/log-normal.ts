import { exp, log, normalCdf, normalDensity, normalQuantile } from "../../core/deterministic-math.ts";
import { censoredLogScore } from "./censored-log-score.ts";
import type { CensoredScore, Distribution, ScoringRule, Theta } from "./distribution.ts";
import { fitByScoring } from "./fit-by-scoring.ts";
import { meanAndSpread, startingTimes } from "./moments.ts";
import { normalCrpsScore, normalLogScore, ONE_OVER_SQRT_PI } from "./normal-scores.ts";
import { aboveZero } from "./support.ts";

const SQRT_2 = Math.SQRT2;
/** NGBoost 0.5.11 adds this to probabilities and to the metric. */
const ORIGINAL_RIDGE = 1e-5;

const sigmaOf = (theta: Theta, at: number) => exp(theta[at + 1]!);
const zOf = (theta: Theta, at: number, y: number) => (log(y) - theta[at]!) / sigmaOf(theta, at);

const cdf = (theta: Theta, at: number, y: number) => (y <= 0 ? 0 : normalCdf(zOf(theta, at, y)));

const exactTails = censoredLogScore({
  parameterCount: 2,
  cdf,
  survival: (theta, at, y) => (y <= 0 ? 1 : normalCdf(-zOf(theta, at, y))),
  cdfGradient(theta, at, y, out) {
    const z = zOf(theta, at, y);
    const density = y <= 0 ? 0 : normalDensity(z);
    out[0] = -density / sigmaOf(theta, at);
    out[1] = density === 0 ? 0 : -z * density;
  },
});

/** Right-censored only; the derivative in ln sigma lacks a factor sigma. */
const originalTails: CensoredScore = {
  score: (theta, at, lower) => -log(1 - cdf(theta, at, lower) + ORIGINAL_RIDGE),
  gradient(theta, at, lower, _upper, out, outAt) {
    const z = zOf(theta, at, lower);
    const density = normalDensity(z) / sigmaOf(theta, at);
    out[outAt] = -density / (1 - normalCdf(z) + ORIGINAL_RIDGE);
    out[outAt + 1] = z * out[outAt]!;
  },
};

const logBase = normalLogScore(log, (y) => -log(y), ORIGINAL_RIDGE);
const logScore: ScoringRule = {
  ...logBase,
  censored: exactTails,
  original: { ...logBase.original, censored: originalTails },
};

/**
 * CRPS of a right-censored ln y: the integral of F^2 below it, sigma (z Phi^2 + 2 Phi phi - Phi(sqrt2 z) / sqrt pi);
 * its slope in mu is -Phi^2. For other intervals there is no closed form in use: they count as right-censored at their
 * lower bound plus the part above their upper one.
 */
function censoredCrps(theta: Theta, at: number, lower: number, upper: number): number {
  const below = lower <= 0 ? 0 : sigmaOf(theta, at) * lowerIntegral(zOf(theta, at, lower));
  const above =
    upper === Number.POSITIVE_INFINITY ? 0 : sigmaOf(theta, at) * lowerIntegral(-zOf(theta, at, upper));
  return below + above;
}

/** Integral of Phi^2 from minus infinity to z. */
function lowerIntegral(z: number): number {
  const probability = normalCdf(z);
  return (
    z * probability * probability +
    2 * probability * normalDensity(z) -
    normalCdf(SQRT_2 * z) * ONE_OVER_SQRT_PI
  );
}

const censoredCrpsScore: CensoredScore = {
  score: censoredCrps,
  gradient(theta, at, lower, upper, out, outAt) {
    const sigma = sigmaOf(theta, at);
    out[outAt] = 0;
    out[outAt + 1] = censoredCrps(theta, at, lower, upper);
    if (lower > 0) {
      const z = zOf(theta, at, lower);
      const probability = normalCdf(z);
      out[outAt]! -= probability * probability;
      out[outAt + 1]! -= sigma * z * probability * probability;
    }
    if (upper === Number.POSITIVE_INFINITY) return;
    const z = zOf(theta, at, upper);
    const rest = normalCdf(-z);
    out[outAt]! += rest * rest;
    out[outAt + 1]! += sigma * z * rest * rest;
  },
};

const originalCensoredCrps: CensoredScore = {
  score: censoredCrps,
  gradient(theta, at, lower, _upper, out, outAt) {
    const z = zOf(theta, at, lower);
    const probability = normalCdf(z);
    const density = normalDensity(z);
    out[outAt] = -(
      probability * probability +
      2 * z * probability * density -
      2 * probability * density * density
    );
    out[outAt + 1] =
      censoredCrps(theta, at, lower, Number.POSITIVE_INFINITY) + sigmaOf(theta, at) * z * out[outAt]!;
  },
};

/** As NGBoost has it: of ln y, so that long times do not outweigh all others. */
const crpsBase = normalCrpsScore(log);
const crpsScore: ScoringRule = {
  ...crpsBase,
  label: "CRPS of ln y",
  censored: censoredCrpsScore,
  original: { ...crpsBase.original, censored: originalCensoredCrps },
};

/** The log-normal distribution: ln y is normal, theta = (mu, ln sigma). */
export const logNormal: Distribution = {
  id: "lognormal",
  version: 1,
  label: "Log-normal",
  tasks: ["regression", "survival"],
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
  support: aboveZero,
  fit(target, weights) {
    const known = startingTimes(target, weights);
    const { mean, spread } = meanAndSpread(known.times, known.weights, log);
    const start = Float64Array.of(mean, log(spread));
    return target.upper === undefined ? start : fitByScoring(logScore, start, target, weights);
  },
  originalFit(target) {
    const { mean, spread } = meanAndSpread(target, undefined, log);
    return Float64Array.of(mean, log(spread));
  },
  display: (theta, at) => [theta[at]!, sigmaOf(theta, at)],
  mean: (theta, at) => exp(theta[at]! + 0.5 * sigmaOf(theta, at) * sigmaOf(theta, at)),
  variance(theta, at) {
    const square = sigmaOf(theta, at) * sigmaOf(theta, at);
    return (exp(square) - 1) * exp(2 * theta[at]! + square);
  },
  mode: (theta, at) => exp(theta[at]! - sigmaOf(theta, at) * sigmaOf(theta, at)),
  density: (theta, at, y) => (y <= 0 ? 0 : normalDensity(zOf(theta, at, y)) / (sigmaOf(theta, at) * y)),
  cdf,
  quantile: (theta, at, probability) => exp(theta[at]! + sigmaOf(theta, at) * normalQuantile(probability)),
  negativeLogLikelihood: logScore.score,
  /** Baran and Lerch (2015), equation 4. */
  crps(theta, at, y) {
    const sigma = sigmaOf(theta, at);
    const mean = exp(theta[at]! + 0.5 * sigma * sigma);
    const z = zOf(theta, at, y);
    return y * (2 * normalCdf(z) - 1) - 2 * mean * (normalCdf(z - sigma) + normalCdf(sigma / SQRT_2) - 1);
  },
};
