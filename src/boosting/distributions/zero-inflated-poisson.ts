import { exp, log, log1p } from "../../core/deterministic-math.ts";
import { findCount } from "../../core/find-quantile.ts";
import { gammaQ, lnGamma } from "../../core/gamma-functions.ts";
import { countCrps, countCrpsScore } from "./count-law.ts";
import type { Distribution, ScoringRule, Theta } from "./distribution.ts";
import { fitByScoring } from "./fit-by-scoring.ts";
import { meanOf } from "./moments.ts";
import { counts } from "./support.ts";

const rateOf = (theta: Theta, at: number) => exp(theta[at]!);
/** The share of certain zeros, from its logit. */
const shareOf = (theta: Theta, at: number) =>
  theta[at + 1]! >= 0 ? 1 / (1 + exp(-theta[at + 1]!)) : exp(theta[at + 1]!) / (1 + exp(theta[at + 1]!));
/** ln (1 - share). */
const lnRest = (theta: Theta, at: number) =>
  theta[at + 1]! >= 0 ? -theta[at + 1]! - log1p(exp(-theta[at + 1]!)) : -log1p(exp(theta[at + 1]!));

const zeroProbability = (theta: Theta, at: number) =>
  shareOf(theta, at) + (1 - shareOf(theta, at)) * exp(-rateOf(theta, at));

function score(theta: Theta, at: number, y: number): number {
  if (y === 0) return -log(zeroProbability(theta, at));
  return rateOf(theta, at) - y * theta[at]! + lnGamma(y + 1) - lnRest(theta, at);
}

function cdf(theta: Theta, at: number, y: number): number {
  if (y < 0) return 0;
  const share = shareOf(theta, at);
  return share + (1 - share) * gammaQ(Math.floor(y) + 1, rateOf(theta, at));
}

const density = (theta: Theta, at: number, y: number) =>
  y < 0 || !Number.isInteger(y) ? 0 : exp(-score(theta, at, y));
const meanOfRow = (theta: Theta, at: number) => (1 - shareOf(theta, at)) * rateOf(theta, at);

function variance(theta: Theta, at: number): number {
  return meanOfRow(theta, at) * (1 + shareOf(theta, at) * rateOf(theta, at));
}

const law = { parameterCount: 2, mean: meanOfRow, variance, cdf, density };

const logScore: ScoringRule = {
  id: "log",
  label: "log score",
  score,
  gradient(theta, at, y, out, outAt) {
    const rate = rateOf(theta, at);
    const share = shareOf(theta, at);
    if (y > 0) {
      out[outAt] = rate - y;
      out[outAt + 1] = share;
      return;
    }
    const zero = zeroProbability(theta, at);
    const none = exp(-rate);
    out[outAt] = ((1 - share) * rate * none) / zero;
    out[outAt + 1] = (-share * (1 - share) * (1 - none)) / zero;
  },
  /** The mean of gradient gradient^T: the zero apart, the rest from the moments of a Poisson count. */
  metric(theta, at, out, outAt) {
    const rate = rateOf(theta, at);
    const share = shareOf(theta, at);
    const zero = zeroProbability(theta, at);
    const none = exp(-rate);
    const a = ((1 - share) * rate * none) / zero;
    const b = (-share * (1 - share) * (1 - none)) / zero;
    out[outAt] = zero * a * a + (1 - share) * (rate - rate * rate * none);
    out[outAt + 1] = zero * a * b - (1 - share) * rate * none * share;
    out[outAt + 2] = out[outAt + 1]!;
    out[outAt + 3] = zero * b * b + share * share * (1 - zero);
  },
};

/** A Poisson count that is 0 for certain with some share: theta = (ln mean of the count, logit of the share). */
export const zeroInflatedPoisson: Distribution = {
  id: "zero-inflated-poisson",
  version: 1,
  label: "Zero-inflated Poisson",
  tasks: ["regression"],
  parameters: [
    { id: "ln_mu", symbol: "ln μ" },
    { id: "logit_zero", symbol: "logit π" },
  ],
  displayed: [
    { id: "mu", symbol: "μ" },
    { id: "zero", symbol: "π" },
  ],
  discrete: true,
  scores: [logScore, countCrpsScore(law)],
  defaultMetric: "nll",
  support: counts,
  fit(target, weights) {
    const mean = meanOf(target.values, weights);
    const zeros = meanOf(target.values, weights, (y) => (y === 0 ? 1 : 0));
    if (!(mean > 0)) return Float64Array.of(0, 5);
    // more zeros than a Poisson of that mean has: a share of them is certain; else the likelihood has its end at none
    const rate = mean / Math.max(1 - zeros, 1e-6);
    const excess = zeros - exp(-mean);
    if (!(excess > 1e-6)) return Float64Array.of(log(mean), -5);
    const start = Float64Array.of(log(Math.max(rate, 0.1)), 0);
    return fitByScoring(logScore, start, target, weights);
  },
  display: (theta, at) => [rateOf(theta, at), shareOf(theta, at)],
  mean: meanOfRow,
  variance,
  mode(theta, at) {
    const most = Math.floor(rateOf(theta, at));
    return density(theta, at, most) > zeroProbability(theta, at) ? most : 0;
  },
  density,
  cdf,
  quantile: (theta, at, probability) => findCount((k) => cdf(theta, at, k), probability),
  negativeLogLikelihood: score,
  crps: countCrps(law),
};
