import { exp, log, log1p, normalCdf, normalDensity, normalQuantile } from "../../core/deterministic-math.ts";
import type { Distribution, Theta } from "./distribution.ts";
import { meanAndSpread } from "./moments.ts";
import { normalCrpsScore, normalLogScore } from "./normal-scores.ts";
import { insideUnit } from "./support.ts";

const logit = (y: number) => log(y) - log1p(-y);
const logistic = (x: number) => (x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x)));
const sigmaOf = (theta: Theta, at: number) => exp(theta[at + 1]!);
const zOf = (theta: Theta, at: number, y: number) => (logit(y) - theta[at]!) / sigmaOf(theta, at);

const logScore = normalLogScore(logit, (y) => -log(y) - log1p(-y));
const crpsScore = { ...normalCrpsScore(logit), label: "CRPS of logit y" };

/** Of the trapezoid rule over the normal density: exact to 1e-12 for sigma up to 5. */
const STEP = 0.125;
const REACH = 8.5;

/** Mean of a function of y; moments have no closed form. */
function expected(theta: Theta, at: number, of: (y: number) => number): number {
  const sigma = sigmaOf(theta, at);
  let sum = 0;
  for (let z = -REACH; z <= REACH; z += STEP) {
    sum += normalDensity(z) * of(logistic(theta[at]! + sigma * z));
  }
  return STEP * sum;
}

const meanOfRow = (theta: Theta, at: number) => expected(theta, at, (y) => y);
const cdf = (theta: Theta, at: number, y: number) => (y <= 0 ? 0 : y >= 1 ? 1 : normalCdf(zOf(theta, at, y)));
const quantile = (theta: Theta, at: number, probability: number) =>
  logistic(theta[at]! + sigmaOf(theta, at) * normalQuantile(probability));
const density = (theta: Theta, at: number, y: number) =>
  y <= 0 || y >= 1 ? 0 : normalDensity(zOf(theta, at, y)) / (sigmaOf(theta, at) * y * (1 - y));

/** Between these many equally likely values the density is looked at for its mode. */
const SLICES = 199;

/** The logit-normal distribution on (0, 1): logit y is normal, theta = (mu, ln sigma). */
export const logitNormal: Distribution = {
  id: "logit-normal",
  version: 1,
  label: "Logit-normal",
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
  support: insideUnit,
  fit({ values }, weights) {
    const { mean, spread } = meanAndSpread(values, weights, logit);
    return Float64Array.of(mean, log(spread));
  },
  display: (theta, at) => [theta[at]!, sigmaOf(theta, at)],
  mean: meanOfRow,
  variance(theta, at) {
    const mean = meanOfRow(theta, at);
    return expected(theta, at, (y) => (y - mean) * (y - mean));
  },
  mode(theta, at) {
    let best = quantile(theta, at, 0.5);
    for (let i = 1; i <= SLICES; i++) {
      const y = quantile(theta, at, i / (SLICES + 1));
      if (density(theta, at, y) > density(theta, at, best)) best = y;
    }
    return best;
  },
  density,
  cdf,
  quantile,
  negativeLogLikelihood: logScore.score,
  /** The integrals of F^2 below and (1 - F)^2 above y, by the same rule, in z. */
  crps(theta, at, y) {
    const sigma = sigmaOf(theta, at);
    const border = zOf(theta, at, y);
    const slope = (z: number) => {
      const value = logistic(theta[at]! + sigma * z);
      return sigma * value * (1 - value);
    };
    const below = simpson(Math.min(border, REACH) - 2 * REACH, Math.min(border, REACH), (z) => {
      const p = normalCdf(z);
      return p * p * slope(z);
    });
    const above = simpson(Math.max(border, -REACH), Math.max(border, -REACH) + 2 * REACH, (z) => {
      const p = normalCdf(-z);
      return p * p * slope(z);
    });
    const far = Math.max(0, y - logistic(theta[at]! + sigma * Math.min(border, REACH)));
    const near = Math.max(0, logistic(theta[at]! + sigma * Math.max(border, -REACH)) - y);
    return below + above + far + near;
  },
};

const SIMPSON_PARTS = 272;

function simpson(low: number, high: number, of: (z: number) => number): number {
  const width = (high - low) / SIMPSON_PARTS;
  let sum = of(low) + of(high);
  for (let i = 1; i < SIMPSON_PARTS; i++) sum += (i % 2 === 1 ? 4 : 2) * of(low + i * width);
  return (sum * width) / 3;
}
