import { erf, exp, log, normalDensity, normalQuantile } from "../../core/deterministic-math.ts";
import type { Distribution, ScoringRule, Theta } from "./distribution.ts";
import { atLeastSome, meanOf } from "./moments.ts";
import { zeroOrMore } from "./support.ts";

const HALF_LN_HALF_PI = 0.22579135264472744;
const SQRT_TWO_OVER_PI = 0.7978845608028654;
const ONE_OVER_SQRT_PI = 0.5641895835477563;
/** Half the mean distance of two draws at s = 1: (2 - sqrt 2) / sqrt pi. */
const HALF_DISTANCE = (2 - Math.SQRT2) * ONE_OVER_SQRT_PI;

const scaleOf = (theta: Theta, at: number) => exp(theta[at]!);

function score(theta: Theta, at: number, y: number): number {
  const z = y / scaleOf(theta, at);
  return HALF_LN_HALF_PI + theta[at]! + 0.5 * z * z;
}

/** CRPS at s = 1, and its slope in z: 2 F - 1. */
const standardCrps = (z: number) =>
  z * (2 * erf(z * Math.SQRT1_2) - 1) - SQRT_TWO_OVER_PI * (1 - 2 * exp(-0.5 * z * z)) - HALF_DISTANCE;

function crps(theta: Theta, at: number, y: number): number {
  const s = scaleOf(theta, at);
  return s * standardCrps(y / s);
}

const logScore: ScoringRule = {
  id: "log",
  label: "log score",
  score,
  gradient(theta, at, y, out, outAt) {
    const z = y / scaleOf(theta, at);
    out[outAt] = 1 - z * z;
  },
  metric(_theta, _at, out, outAt) {
    out[outAt] = 2;
  },
};

const crpsScore: ScoringRule = {
  id: "crps",
  label: "CRPS",
  score: crps,
  gradient(theta, at, y, out, outAt) {
    const s = scaleOf(theta, at);
    const z = y / s;
    out[outAt] = s * (standardCrps(z) - z * (2 * erf(z * Math.SQRT1_2) - 1));
  },
  // 2 s x integral of (2 z phi)^2 over z > 0 = s / sqrt pi
  metric(theta, at, out, outAt) {
    out[outAt] = scaleOf(theta, at) * ONE_OVER_SQRT_PI;
  },
};

/** The half-normal distribution: |Z| s, theta = ln s. */
export const halfNormal: Distribution = {
  id: "half-normal",
  version: 1,
  label: "Half-normal",
  tasks: ["regression"],
  parameters: [{ id: "ln_scale", symbol: "ln s" }],
  displayed: [{ id: "scale", symbol: "s" }],
  scores: [logScore, crpsScore],
  defaultMetric: "nll",
  support: zeroOrMore,
  fit: ({ values }, weights) =>
    Float64Array.of(log(atLeastSome(Math.sqrt(meanOf(values, weights, (y) => y * y)), 1))),
  display: (theta, at) => [scaleOf(theta, at)],
  mean: (theta, at) => scaleOf(theta, at) * SQRT_TWO_OVER_PI,
  variance: (theta, at) => exp(2 * theta[at]!) * (1 - SQRT_TWO_OVER_PI * SQRT_TWO_OVER_PI),
  mode: () => 0,
  density: (theta, at, y) => (y < 0 ? 0 : (2 * normalDensity(y / scaleOf(theta, at))) / scaleOf(theta, at)),
  cdf: (theta, at, y) => (y <= 0 ? 0 : erf((y / scaleOf(theta, at)) * Math.SQRT1_2)),
  quantile: (theta, at, probability) => scaleOf(theta, at) * normalQuantile(0.5 + 0.5 * probability),
  negativeLogLikelihood: score,
  crps,
};
