import { exp, expm1, log, log1p } from "../../core/deterministic-math.ts";
import { gammaP, lnGamma } from "../../core/gamma-functions.ts";
import { censoredLogScore } from "./censored-log-score.ts";
import { crpsByQuadrature } from "./crps-by-quadrature.ts";
import type { Distribution, ScoringRule, Theta } from "./distribution.ts";
import { fitByScoring } from "./fit-by-scoring.ts";
import { meanAndSpread, startingTimes } from "./moments.ts";
import { aboveZero } from "./support.ts";

const EULER = 0.5772156649015329;
const PI_SQUARE_SIXTH = 1.6449340668482264;
/** Standard deviation of ln y is this over the shape. */
const GUMBEL_SPREAD = 1.2825498301618641;

const shapeOf = (theta: Theta, at: number) => exp(theta[at]!);
/** k (ln y - ln scale). */
const lnPower = (theta: Theta, at: number, y: number) => shapeOf(theta, at) * (log(y) - theta[at + 1]!);
const cdf = (theta: Theta, at: number, y: number) => (y <= 0 ? 0 : -expm1(-exp(lnPower(theta, at, y))));

function score(theta: Theta, at: number, y: number): number {
  const power = lnPower(theta, at, y);
  return exp(power) - power - theta[at]! + log(y);
}

const quantile = (theta: Theta, at: number, probability: number) =>
  exp(theta[at + 1]! + log(-log1p(-probability)) / shapeOf(theta, at));

const meanOfRow = (theta: Theta, at: number) => exp(theta[at + 1]! + lnGamma(1 + 1 / shapeOf(theta, at)));

/** y (2 F - 1) - 2 x the mean below y + half the mean distance of two draws, which is mean (1 - 2^(-1/k)). */
function crps(theta: Theta, at: number, y: number): number {
  const inverse = 1 / shapeOf(theta, at);
  const mean = meanOfRow(theta, at);
  const power = y <= 0 ? 0 : exp(lnPower(theta, at, y));
  return (
    y * (2 * cdf(theta, at, y) - 1) - 2 * mean * gammaP(1 + inverse, power) + mean * exp(-inverse * Math.LN2)
  );
}

const logScore: ScoringRule = {
  id: "log",
  label: "log score",
  score,
  gradient(theta, at, y, out, outAt) {
    const shape = shapeOf(theta, at);
    const power = lnPower(theta, at, y);
    const excess = shape * expm1(power);
    out[outAt] = excess * (log(y) - theta[at + 1]!) - 1;
    out[outAt + 1] = -excess;
  },
  metric(theta, at, out, outAt) {
    const shape = shapeOf(theta, at);
    out[outAt] = PI_SQUARE_SIXTH + (1 - EULER) * (1 - EULER);
    out[outAt + 1] = -shape * (1 - EULER);
    out[outAt + 2] = out[outAt + 1]!;
    out[outAt + 3] = shape * shape;
  },
  censored: censoredLogScore({
    parameterCount: 2,
    cdf,
    survival: (theta, at, y) => (y <= 0 ? 1 : exp(-exp(lnPower(theta, at, y)))),
    cdfGradient(theta, at, y, out) {
      out.fill(0);
      if (y <= 0 || y === Number.POSITIVE_INFINITY) return;
      const power = lnPower(theta, at, y);
      const slope = exp(power - exp(power));
      out[0] = slope * power;
      out[1] = -slope * shapeOf(theta, at);
    },
  }),
};

/** The Weibull distribution with theta = (ln shape, ln scale). */
export const weibull: Distribution = {
  id: "weibull",
  version: 1,
  label: "Weibull",
  tasks: ["regression", "survival"],
  parameters: [
    { id: "ln_shape", symbol: "ln k" },
    { id: "ln_scale", symbol: "ln λ" },
  ],
  displayed: [
    { id: "shape", symbol: "k" },
    { id: "scale", symbol: "λ" },
  ],
  scores: [logScore, crpsByQuadrature({ parameterCount: 2, cdf, quantile, crps })],
  defaultMetric: "nll",
  support: aboveZero,
  fit(target, weights) {
    const known = startingTimes(target, weights);
    const { mean, spread } = meanAndSpread(known.times, known.weights, log);
    const shape = Math.min(GUMBEL_SPREAD / spread, 1e3);
    return fitByScoring(logScore, Float64Array.of(log(shape), mean + EULER / shape), target, weights);
  },
  display: (theta, at) => [shapeOf(theta, at), exp(theta[at + 1]!)],
  mean: meanOfRow,
  variance(theta, at) {
    const inverse = 1 / shapeOf(theta, at);
    const mean = exp(lnGamma(1 + inverse));
    return exp(2 * theta[at + 1]!) * (exp(lnGamma(1 + 2 * inverse)) - mean * mean);
  },
  mode(theta, at) {
    const shape = shapeOf(theta, at);
    return shape <= 1 ? 0 : exp(theta[at + 1]! + log1p(-1 / shape) / shape);
  },
  density: (theta, at, y) => (y <= 0 ? 0 : exp(-score(theta, at, y))),
  cdf,
  quantile,
  negativeLogLikelihood: score,
  crps,
};
