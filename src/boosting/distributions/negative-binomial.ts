import { exp, log, log1p } from "../../core/deterministic-math.ts";
import { findCount } from "../../core/find-quantile.ts";
import { betaI, digamma, lnGamma, trigamma } from "../../core/gamma-functions.ts";
import { countCrps, countCrpsScore } from "./count-law.ts";
import type { Distribution, ScoringRule, Theta } from "./distribution.ts";
import { fitByScoring } from "./fit-by-scoring.ts";
import { meanAndSpread } from "./moments.ts";
import { counts } from "./support.ts";

const meanOfRow = (theta: Theta, at: number) => exp(theta[at]!);
const sizeOf = (theta: Theta, at: number) => exp(theta[at + 1]!);

function cdf(theta: Theta, at: number, y: number): number {
  if (y < 0) return 0;
  const mean = meanOfRow(theta, at);
  const r = sizeOf(theta, at);
  return betaI(r, Math.floor(y) + 1, r / (r + mean), mean / (r + mean));
}

function score(theta: Theta, at: number, y: number): number {
  const mean = meanOfRow(theta, at);
  const r = sizeOf(theta, at);
  return (
    lnGamma(r) +
    lnGamma(y + 1) -
    lnGamma(y + r) +
    r * log1p(mean / r) -
    (y === 0 ? 0 : y * (theta[at]! - log(r + mean)))
  );
}

const density = (theta: Theta, at: number, y: number) =>
  y < 0 || !Number.isInteger(y) ? 0 : exp(-score(theta, at, y));

function variance(theta: Theta, at: number): number {
  const mean = meanOfRow(theta, at);
  return mean + (mean * mean) / sizeOf(theta, at);
}

const law = { parameterCount: 2, mean: meanOfRow, variance, cdf, density };

/** Counts that are summed one by one before the sum goes on in strides. */
const ONE_BY_ONE = 64;
const NOTHING = 1e-12;

/**
 * trigamma(r) - E trigamma(Y + r) = sum over j of P(Y > j) / (r + j)^2; after the first terms in strides that grow with
 * j, each stride's weights summed exactly.
 */
function spreadInformation(theta: Theta, at: number): number {
  const r = sizeOf(theta, at);
  let above = 1;
  let sum = 0;
  for (let j = 0; j < ONE_BY_ONE; j++) {
    above = Math.max(0, above - density(theta, at, j));
    sum += above / ((r + j) * (r + j));
    if (above < NOTHING) return sum;
  }
  let from = ONE_BY_ONE;
  while (above >= NOTHING) {
    const stride = Math.max(1, Math.floor(from / 8));
    above = 1 - cdf(theta, at, from + Math.floor((stride - 1) / 2));
    sum += above * (trigamma(r + from) - trigamma(r + from + stride));
    from += stride;
  }
  return sum;
}

const logScore: ScoringRule = {
  id: "log",
  label: "log score",
  score,
  gradient(theta, at, y, out, outAt) {
    const mean = meanOfRow(theta, at);
    const r = sizeOf(theta, at);
    out[outAt] = ((mean - y) * r) / (r + mean);
    out[outAt + 1] = r * (digamma(r) - digamma(y + r) + log1p(mean / r) + (y - mean) / (r + mean));
  },
  metric(theta, at, out, outAt) {
    const mean = meanOfRow(theta, at);
    const r = sizeOf(theta, at);
    const information = spreadInformation(theta, at) - mean / (r * (r + mean));
    out[outAt] = (mean * r) / (r + mean);
    out[outAt + 1] = 0;
    out[outAt + 2] = 0;
    out[outAt + 3] = Math.max(r * r * information, 1e-9);
  },
};

/** At this size the variance is the Poisson's for all that can be told; a start goes no further. */
const LARGEST_START = 1e4;

/** The negative binomial distribution with theta = (ln mean, ln size): variance = mean + mean^2 / size. */
export const negativeBinomial: Distribution = {
  id: "negative-binomial",
  version: 1,
  label: "Negative binomial",
  tasks: ["regression"],
  parameters: [
    { id: "ln_mu", symbol: "ln μ" },
    { id: "ln_size", symbol: "ln r" },
  ],
  displayed: [
    { id: "mu", symbol: "μ" },
    { id: "size", symbol: "r" },
  ],
  discrete: true,
  scores: [logScore, countCrpsScore(law)],
  defaultMetric: "nll",
  support: counts,
  fit(target, weights) {
    const { mean, spread } = meanAndSpread(target.values, weights);
    const known = mean > 0 ? mean : 1e-6;
    const excess = spread * spread - known;
    const start = Float64Array.of(log(known), log(excess > 0 ? (known * known) / excess : LARGEST_START));
    // without more spread than a Poisson's the likelihood rises for ever with the size
    if (!(excess > 1e-3 * known)) return Float64Array.of(log(known), log(LARGEST_START));
    return fitByScoring(logScore, start, target, weights);
  },
  display: (theta, at) => [meanOfRow(theta, at), sizeOf(theta, at)],
  mean: meanOfRow,
  variance,
  mode(theta, at) {
    const r = sizeOf(theta, at);
    return r <= 1 ? 0 : Math.floor((meanOfRow(theta, at) * (r - 1)) / r);
  },
  density,
  cdf,
  quantile: (theta, at, probability) => findCount((k) => cdf(theta, at, k), probability),
  negativeLogLikelihood: score,
  crps: countCrps(law),
};
