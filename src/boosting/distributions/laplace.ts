import { exp, log, log1p } from "../../core/deterministic-math.ts";
import type { Distribution, ScoringRule, Theta } from "./distribution.ts";
import { atLeastSome, meanOf, weightedMedian } from "./moments.ts";
import { anyNumber } from "./support.ts";

const scaleOf = (theta: Theta, at: number) => exp(theta[at + 1]!);

function score(theta: Theta, at: number, y: number): number {
  return Math.LN2 + theta[at + 1]! + Math.abs(y - theta[at]!) / scaleOf(theta, at);
}

function crps(theta: Theta, at: number, y: number): number {
  const s = scaleOf(theta, at);
  const distance = Math.abs(y - theta[at]!);
  return distance + s * (exp(-distance / s) - 0.75);
}

/** Gradient of the CRPS; `constant` = 3/4, which NGBoost 0.5.11 forgets in the scale. */
function crpsGradient(constant: number): ScoringRule["gradient"] {
  return (theta, at, y, out, outAt) => {
    const s = scaleOf(theta, at);
    const distance = Math.abs(y - theta[at]!);
    const fallen = exp(-distance / s);
    out[outAt] = Math.sign(theta[at]! - y) * (1 - fallen);
    out[outAt + 1] = fallen * (s + distance) - constant * s;
  };
}

const logScore: ScoringRule = {
  id: "log",
  label: "log score",
  score,
  gradient(theta, at, y, out, outAt) {
    const s = scaleOf(theta, at);
    out[outAt] = Math.sign(theta[at]! - y) / s;
    out[outAt + 1] = 1 - Math.abs(y - theta[at]!) / s;
  },
  metric(theta, at, out, outAt) {
    const s = scaleOf(theta, at);
    out[outAt] = 1 / (s * s);
    out[outAt + 1] = 0;
    out[outAt + 2] = 0;
    out[outAt + 3] = 1;
  },
};

const crpsScore: ScoringRule = {
  id: "crps",
  label: "CRPS",
  score: crps,
  gradient: crpsGradient(0.75),
  metric(theta, at, out, outAt) {
    const s = scaleOf(theta, at);
    out[outAt] = 0.5 / s;
    out[outAt + 1] = 0;
    out[outAt + 2] = 0;
    out[outAt + 3] = 0.25 * s;
  },
  original: { gradient: crpsGradient(0) },
};

/** The Laplace distribution with theta = (mu, ln s). */
export const laplace: Distribution = {
  id: "laplace",
  version: 1,
  label: "Laplace",
  tasks: ["regression"],
  parameters: [
    { id: "mu", symbol: "μ" },
    { id: "ln_scale", symbol: "ln s" },
  ],
  displayed: [
    { id: "mu", symbol: "μ" },
    { id: "scale", symbol: "s" },
  ],
  scores: [logScore, crpsScore],
  defaultMetric: "nll",
  support: anyNumber,
  fit({ values }, weights) {
    const median = weightedMedian(values, weights);
    const distance = meanOf(values, weights, (y) => Math.abs(y - median));
    return Float64Array.of(median, log(atLeastSome(distance, median)));
  },
  display: (theta, at) => [theta[at]!, scaleOf(theta, at)],
  mean: (theta, at) => theta[at]!,
  variance: (theta, at) => 2 * scaleOf(theta, at) * scaleOf(theta, at),
  mode: (theta, at) => theta[at]!,
  density: (theta, at, y) => exp(-score(theta, at, y)),
  cdf(theta, at, y) {
    const z = (y - theta[at]!) / scaleOf(theta, at);
    return z < 0 ? 0.5 * exp(z) : 1 - 0.5 * exp(-z);
  },
  quantile(theta, at, probability) {
    const z = probability < 0.5 ? log(2 * probability) : -(Math.LN2 + log1p(-probability));
    return theta[at]! + scaleOf(theta, at) * z;
  },
  negativeLogLikelihood: score,
  crps,
};
