import { exp, log } from "../../core/deterministic-math.ts";
import { findCount } from "../../core/find-quantile.ts";
import { gammaQ, lnGamma } from "../../core/gamma-functions.ts";
import { countCrps, countCrpsScore } from "./count-law.ts";
import type { Distribution, ScoringRule, Theta } from "./distribution.ts";
import { meanOf } from "./moments.ts";
import { counts } from "./support.ts";

const rateOf = (theta: Theta, at: number) => exp(theta[at]!);
const cdf = (theta: Theta, at: number, y: number) =>
  y < 0 ? 0 : gammaQ(Math.floor(y) + 1, rateOf(theta, at));

function score(theta: Theta, at: number, y: number): number {
  return rateOf(theta, at) - y * theta[at]! + lnGamma(y + 1);
}

const density = (theta: Theta, at: number, y: number) =>
  y < 0 || !Number.isInteger(y) ? 0 : exp(-score(theta, at, y));
const law = { parameterCount: 1, mean: rateOf, variance: rateOf, cdf, density };

const logScore: ScoringRule = {
  id: "log",
  label: "log score",
  score,
  gradient(theta, at, y, out, outAt) {
    out[outAt] = rateOf(theta, at) - y;
  },
  metric(theta, at, out, outAt) {
    out[outAt] = rateOf(theta, at);
  },
};

/** The Poisson distribution with theta = ln of its mean. */
export const poisson: Distribution = {
  id: "poisson",
  version: 1,
  label: "Poisson",
  tasks: ["regression"],
  parameters: [{ id: "ln_mu", symbol: "ln μ" }],
  displayed: [{ id: "mu", symbol: "μ" }],
  discrete: true,
  scores: [logScore, countCrpsScore(law)],
  defaultMetric: "nll",
  support: counts,
  fit({ values }, weights) {
    const mean = meanOf(values, weights);
    return Float64Array.of(log(mean > 0 ? mean : 1e-6));
  },
  display: (theta, at) => [rateOf(theta, at)],
  mean: rateOf,
  variance: rateOf,
  mode: (theta, at) => Math.floor(rateOf(theta, at)),
  density,
  cdf,
  quantile: (theta, at, probability) => findCount((k) => cdf(theta, at, k), probability),
  negativeLogLikelihood: score,
  crps: countCrps(law),
};
