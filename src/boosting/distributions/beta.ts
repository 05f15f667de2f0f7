import { exp, log, log1p } from "../../core/deterministic-math.ts";
import { findQuantile } from "../../core/find-quantile.ts";
import { betaI, digamma, lnBeta, trigamma } from "../../core/gamma-functions.ts";
import { crpsByQuadrature } from "./crps-by-quadrature.ts";
import type { Distribution, ScoringRule, Theta } from "./distribution.ts";
import { fitByScoring } from "./fit-by-scoring.ts";
import { meanAndSpread } from "./moments.ts";
import { insideUnit } from "./support.ts";

const firstOf = (theta: Theta, at: number) => exp(theta[at]!);
const secondOf = (theta: Theta, at: number) => exp(theta[at + 1]!);
const cdf = (theta: Theta, at: number, y: number) => betaI(firstOf(theta, at), secondOf(theta, at), y);

function score(theta: Theta, at: number, y: number): number {
  const a = firstOf(theta, at);
  const b = secondOf(theta, at);
  return lnBeta(a, b) - (a - 1) * log(y) - (b - 1) * log1p(-y);
}

const density = (theta: Theta, at: number, y: number) => (y <= 0 || y >= 1 ? 0 : exp(-score(theta, at, y)));

function quantile(theta: Theta, at: number, probability: number): number {
  const a = firstOf(theta, at);
  const b = secondOf(theta, at);
  const law = {
    low: 0,
    high: 1,
    cdf: (y: number) => betaI(a, b, y),
    density: (y: number) => density(theta, at, y),
  };
  return findQuantile(law, probability, a / (a + b), 0.1);
}

/** y (2 F - 1) - mean (2 F of a + 1 - 1) - half the mean distance of two draws. */
function crps(theta: Theta, at: number, y: number): number {
  const a = firstOf(theta, at);
  const b = secondOf(theta, at);
  const mean = a / (a + b);
  const halfDistance = (2 / (a + b)) * exp(lnBeta(a + b, a + b) - lnBeta(a, a) - lnBeta(b, b));
  return y * (2 * betaI(a, b, y) - 1) - mean * (2 * betaI(a + 1, b, y) - 1) - halfDistance;
}

const logScore: ScoringRule = {
  id: "log",
  label: "log score",
  score,
  gradient(theta, at, y, out, outAt) {
    const a = firstOf(theta, at);
    const b = secondOf(theta, at);
    const both = digamma(a + b);
    out[outAt] = a * (digamma(a) - both - log(y));
    out[outAt + 1] = b * (digamma(b) - both - log1p(-y));
  },
  metric(theta, at, out, outAt) {
    const a = firstOf(theta, at);
    const b = secondOf(theta, at);
    const both = trigamma(a + b);
    out[outAt] = a * a * (trigamma(a) - both);
    out[outAt + 1] = -a * b * both;
    out[outAt + 2] = out[outAt + 1]!;
    out[outAt + 3] = b * b * (trigamma(b) - both);
  },
};

/** The beta distribution on (0, 1) with theta = (ln a, ln b). */
export const beta: Distribution = {
  id: "beta",
  version: 1,
  label: "Beta",
  tasks: ["regression"],
  parameters: [
    { id: "ln_a", symbol: "ln a" },
    { id: "ln_b", symbol: "ln b" },
  ],
  displayed: [
    { id: "a", symbol: "a" },
    { id: "b", symbol: "b" },
  ],
  scores: [logScore, crpsByQuadrature({ parameterCount: 2, cdf, quantile, crps })],
  defaultMetric: "nll",
  support: insideUnit,
  fit(target, weights) {
    const { mean, spread } = meanAndSpread(target.values, weights);
    const total = Math.max((mean * (1 - mean)) / Math.max(spread * spread, 1e-6) - 1, 0.1);
    return fitByScoring(
      logScore,
      Float64Array.of(log(mean * total), log((1 - mean) * total)),
      target,
      weights,
    );
  },
  display: (theta, at) => [firstOf(theta, at), secondOf(theta, at)],
  mean: (theta, at) => firstOf(theta, at) / (firstOf(theta, at) + secondOf(theta, at)),
  variance(theta, at) {
    const a = firstOf(theta, at);
    const b = secondOf(theta, at);
    return (a * b) / ((a + b) * (a + b) * (a + b + 1));
  },
  mode(theta, at) {
    const a = firstOf(theta, at);
    const b = secondOf(theta, at);
    if (a > 1 && b > 1) return (a - 1) / (a + b - 2);
    return a < b ? 0 : 1;
  },
  density,
  cdf,
  quantile,
  negativeLogLikelihood: score,
  crps,
};
