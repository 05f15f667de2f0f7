import { exp, log, normalCdf, normalDensity, normalQuantile } from "../../core/deterministic-math.ts";
import type { Distribution, Theta } from "./distribution.ts";
import { meanAndSpread } from "./moments.ts";
import { normalCrpsScore, normalLogScore } from "./normal-scores.ts";
import { anyNumber } from "./support.ts";

const sigmaOf = (theta: Theta, at: number) => exp(theta[at + 1]!);
const itself = (y: number) => y;

const logScore = { ...normalLogScore(itself, () => 0), kernel: "normal" };
const crpsScore = normalCrpsScore(itself);

/** The normal distribution with theta = (mu, ln sigma). */
export const normal: Distribution = {
  id: "normal",
  version: 1,
  label: "Normal",
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
  support: anyNumber,
  fit({ values }, weights) {
    const { mean, spread } = meanAndSpread(values, weights);
    return Float64Array.of(mean, log(spread));
  },
  display: (theta, at) => [theta[at]!, sigmaOf(theta, at)],
  mean: (theta, at) => theta[at]!,
  variance: (theta, at) => sigmaOf(theta, at) * sigmaOf(theta, at),
  mode: (theta, at) => theta[at]!,
  density(theta, at, y) {
    const sigma = sigmaOf(theta, at);
    return normalDensity((y - theta[at]!) / sigma) / sigma;
  },
  cdf: (theta, at, y) => normalCdf((y - theta[at]!) / sigmaOf(theta, at)),
  quantile: (theta, at, probability) => theta[at]! + sigmaOf(theta, at) * normalQuantile(probability),
  negativeLogLikelihood: logScore.score,
  crps: crpsScore.score,
};
