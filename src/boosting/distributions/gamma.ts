import { exp, log, normalQuantile } from "../../core/deterministic-math.ts";
import { findQuantile } from "../../core/find-quantile.ts";
import { digamma, gammaP, gammaQ, lnBeta, lnGamma, trigamma } from "../../core/gamma-functions.ts";
import { censoredLogScore } from "./censored-log-score.ts";
import { crpsByQuadrature } from "./crps-by-quadrature.ts";
import { slopesOf } from "./differences.ts";
import type { Distribution, ScoringRule, Theta } from "./distribution.ts";
import { fitByScoring } from "./fit-by-scoring.ts";
import { meanAndSpread } from "./moments.ts";
import { aboveZero } from "./support.ts";

/** NGBoost 0.5.11 adds this to the argument of a logarithm. */
const ORIGINAL_RIDGE = 1e-10;

const shapeOf = (theta: Theta, at: number) => exp(theta[at]!);
const rateOf = (theta: Theta, at: number) => exp(theta[at + 1]!);
const cdf = (theta: Theta, at: number, y: number) => gammaP(shapeOf(theta, at), rateOf(theta, at) * y);

function score(theta: Theta, at: number, y: number): number {
  const shape = shapeOf(theta, at);
  return lnGamma(shape) - shape * theta[at + 1]! - (shape - 1) * log(y) + rateOf(theta, at) * y;
}

/** The Wilson-Hilferty cube of a normal quantile as a start. */
function quantile(theta: Theta, at: number, probability: number): number {
  const shape = shapeOf(theta, at);
  const ninth = 1 / (9 * shape);
  const root = 1 - ninth + normalQuantile(probability) * Math.sqrt(ninth);
  const guess =
    root > 0.1 ? shape * root * root * root : exp((log(probability) + lnGamma(shape + 1)) / shape);
  const law = {
    low: 0,
    high: Number.POSITIVE_INFINITY,
    cdf: (x: number) => gammaP(shape, x),
    density: (x: number) => exp((shape - 1) * log(x) - x - lnGamma(shape)),
  };
  return findQuantile(law, probability, guess, guess) / rateOf(theta, at);
}

/** Scheuerer and Moeller (2015), appendix: shape a, rate b; the last term is half the mean distance of two draws. */
function crps(theta: Theta, at: number, y: number): number {
  const shape = shapeOf(theta, at);
  const rate = rateOf(theta, at);
  const mean = shape / rate;
  return (
    y * (2 * gammaP(shape, rate * y) - 1) -
    mean * (2 * gammaP(shape + 1, rate * y) - 1) -
    exp(-lnBeta(0.5, shape)) / rate
  );
}

let point = 0;
const shapeSlope = slopesOf(1, (theta) => gammaP(exp(theta[0]!), point));
const slope = new Float64Array(1);

const logScore: ScoringRule = {
  id: "log",
  label: "log score",
  score,
  gradient(theta, at, y, out, outAt) {
    const shape = shapeOf(theta, at);
    const x = rateOf(theta, at) * y;
    out[outAt] = shape * (digamma(shape) - theta[at + 1]! - log(y));
    out[outAt + 1] = x - shape;
  },
  metric(theta, at, out, outAt) {
    const shape = shapeOf(theta, at);
    out[outAt] = shape * shape * trigamma(shape);
    out[outAt + 1] = -shape;
    out[outAt + 2] = -shape;
    out[outAt + 3] = shape;
  },
  censored: censoredLogScore({
    parameterCount: 2,
    cdf,
    survival: (theta, at, y) => gammaQ(shapeOf(theta, at), rateOf(theta, at) * y),
    cdfGradient(theta, at, y, out) {
      const shape = shapeOf(theta, at);
      point = rateOf(theta, at) * y;
      out.fill(0);
      if (!(point > 0) || point === Number.POSITIVE_INFINITY) return;
      shapeSlope(theta, at, slope, 0);
      out[0] = slope[0]!;
      out[1] = exp(shape * log(point) - point - lnGamma(shape));
    },
  }),
  original: {
    gradient(theta, at, y, out, outAt) {
      const shape = shapeOf(theta, at);
      const x = rateOf(theta, at) * y;
      out[outAt] = shape * (digamma(shape) - log(ORIGINAL_RIDGE + x));
      out[outAt + 1] = x - shape;
    },
  },
};

/** The gamma distribution with theta = (ln shape, ln rate). */
export const gamma: Distribution = {
  id: "gamma",
  version: 1,
  label: "Gamma",
  tasks: ["regression", "survival"],
  parameters: [
    { id: "ln_shape", symbol: "ln α" },
    { id: "ln_rate", symbol: "ln β" },
  ],
  displayed: [
    { id: "shape", symbol: "α" },
    { id: "rate", symbol: "β" },
  ],
  scores: [logScore, crpsByQuadrature({ parameterCount: 2, cdf, quantile, crps })],
  defaultMetric: "nll",
  support: aboveZero,
  fit(target, weights) {
    const { mean, spread } = meanAndSpread(target.values, weights);
    const known = mean > 0 ? mean : 1;
    const start = Float64Array.of(
      2 * log(known / Math.max(spread, 1e-3 * known)),
      log(known) - 2 * log(Math.max(spread, 1e-3 * known)),
    );
    return fitByScoring(logScore, start, target, weights);
  },
  display: (theta, at) => [shapeOf(theta, at), rateOf(theta, at)],
  mean: (theta, at) => exp(theta[at]! - theta[at + 1]!),
  variance: (theta, at) => exp(theta[at]! - 2 * theta[at + 1]!),
  mode: (theta, at) => Math.max(0, shapeOf(theta, at) - 1) / rateOf(theta, at),
  density: (theta, at, y) => (y <= 0 ? 0 : exp(-score(theta, at, y))),
  cdf,
  quantile,
  negativeLogLikelihood: score,
  crps,
};
