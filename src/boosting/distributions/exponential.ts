import { exp, expm1, log, log1p } from "../../core/deterministic-math.ts";
import { censoredLogScore } from "./censored-log-score.ts";
import type { CensoredScore, Distribution, ScoringRule, Theta } from "./distribution.ts";
import { fitByScoring } from "./fit-by-scoring.ts";
import { meanOf } from "./moments.ts";
import { zeroOrMore } from "./support.ts";

/** NGBoost 0.5.11 adds this to a probability. */
const ORIGINAL_RIDGE = 1e-10;

const scaleOf = (theta: Theta, at: number) => exp(theta[at]!);
const timesScale = (theta: Theta, at: number, y: number) => (y <= 0 ? 0 : y / scaleOf(theta, at));
const cdf = (theta: Theta, at: number, y: number) => -expm1(-timesScale(theta, at, y));

const logScore: ScoringRule = {
  id: "log",
  label: "log score",
  score: (theta, at, y) => theta[at]! + y / scaleOf(theta, at),
  gradient(theta, at, y, out, outAt) {
    out[outAt] = 1 - y / scaleOf(theta, at);
  },
  metric(_theta, _at, out, outAt) {
    out[outAt] = 1;
  },
  censored: censoredLogScore({
    parameterCount: 1,
    cdf,
    survival: (theta, at, y) => exp(-timesScale(theta, at, y)),
    cdfGradient(theta, at, y, out) {
      const t = timesScale(theta, at, y);
      out[0] = t === Number.POSITIVE_INFINITY ? 0 : -t * exp(-t);
    },
  }),
  original: {
    censored: {
      score: (theta, at, lower) => -log(1 - cdf(theta, at, lower) + ORIGINAL_RIDGE),
      gradient(theta, at, lower, _upper, out, outAt) {
        out[outAt] = -lower / scaleOf(theta, at);
      },
    },
  },
};

/** y + s (2 e^(-y/s) - 3/2), Gneiting and Raftery's formula for this law. */
function crps(theta: Theta, at: number, y: number): number {
  const s = scaleOf(theta, at);
  return y + s * (2 * exp(-y / s) - 1.5);
}

function crpsSlope(theta: Theta, at: number, y: number): number {
  const s = scaleOf(theta, at);
  return 2 * exp(-y / s) * (s + y) - 1.5 * s;
}

/** Integral of (1 - F)^2 from y upwards. */
const upperPart = (theta: Theta, at: number, y: number) =>
  0.5 * scaleOf(theta, at) * exp((-2 * y) / scaleOf(theta, at));

/** Its derivative in ln s. */
const upperPartSlope = (theta: Theta, at: number, y: number) =>
  exp((-2 * y) / scaleOf(theta, at)) * (0.5 * scaleOf(theta, at) + y);

/** A censored target is charged for F^2 below its lower bound and for (1 - F)^2 above its upper one. */
const censoredCrps: CensoredScore = {
  score(theta, at, lower, upper) {
    const below = lower <= 0 ? 0 : crps(theta, at, lower) - upperPart(theta, at, lower);
    return below + (upper === Number.POSITIVE_INFINITY ? 0 : upperPart(theta, at, upper));
  },
  gradient(theta, at, lower, upper, out, outAt) {
    const below = lower <= 0 ? 0 : crpsSlope(theta, at, lower) - upperPartSlope(theta, at, lower);
    out[outAt] = below + (upper === Number.POSITIVE_INFINITY ? 0 : upperPartSlope(theta, at, upper));
  },
};

const crpsScore: ScoringRule = {
  id: "crps",
  label: "CRPS",
  score: crps,
  gradient(theta, at, y, out, outAt) {
    out[outAt] = crpsSlope(theta, at, y);
  },
  metric(theta, at, out, outAt) {
    out[outAt] = 0.5 * scaleOf(theta, at);
  },
  censored: censoredCrps,
  // the original takes the part above from events in place of censored rows, and differentiates it with a wrong sign
  original: {
    score: (theta, at, y) => crps(theta, at, y) - upperPart(theta, at, y),
    gradient(theta, at, y, out, outAt) {
      const s = scaleOf(theta, at);
      out[outAt] = crpsSlope(theta, at, y) - exp((-2 * y) / s) * (0.5 * s - y);
    },
    censored: {
      score: (theta, at, lower) => crps(theta, at, lower),
      gradient(theta, at, lower, _upper, out, outAt) {
        out[outAt] = crpsSlope(theta, at, lower);
      },
    },
  },
};

/** The exponential distribution with theta = ln scale. */
export const exponential: Distribution = {
  id: "exponential",
  version: 1,
  label: "Exponential",
  tasks: ["regression", "survival"],
  parameters: [{ id: "ln_scale", symbol: "ln s" }],
  displayed: [{ id: "scale", symbol: "s" }],
  scores: [logScore, crpsScore],
  defaultMetric: "nll",
  support: zeroOrMore,
  fit(target, weights) {
    const mean = meanOf(target.values, weights);
    const start = Float64Array.of(log(mean > 0 ? mean : 1e-6));
    return target.upper === undefined ? start : fitByScoring(logScore, start, target, weights);
  },
  originalFit: (target) => Float64Array.of(log(meanOf(target, undefined))),
  display: (theta, at) => [scaleOf(theta, at)],
  mean: scaleOf,
  variance: (theta, at) => scaleOf(theta, at) * scaleOf(theta, at),
  mode: () => 0,
  density: (theta, at, y) => (y < 0 ? 0 : exp(-y / scaleOf(theta, at)) / scaleOf(theta, at)),
  cdf,
  quantile: (theta, at, probability) => -scaleOf(theta, at) * log1p(-probability),
  negativeLogLikelihood: logScore.score,
  crps,
};
