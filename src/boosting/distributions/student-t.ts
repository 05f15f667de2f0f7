import { exp, log, log1p } from "../../core/deterministic-math.ts";
import { digamma, lnBeta, trigamma } from "../../core/gamma-functions.ts";
import { tCdf, tLnDensity, tQuantile } from "../../core/student-t.ts";
import { crpsByQuadrature } from "./crps-by-quadrature.ts";
import type { Distribution, Family, ScoringRule, Theta } from "./distribution.ts";
import { fitByScoring } from "./fit-by-scoring.ts";
import { atLeastSome, meanOf, weightedMedian } from "./moments.ts";
import { anyNumber } from "./support.ts";

/** The degrees of freedom that NGBoost starts from, and those of its fixed variant. */
const START_DF = 3;

/** Jordan, Krueger and Lerch (2019), appendix A: location 0, scale 1, df > 1. */
function standardCrps(z: number, df: number): number {
  const half = exp(lnBeta(0.5, df - 0.5) - 2 * lnBeta(0.5, 0.5 * df));
  return (
    z * (2 * tCdf(z, df) - 1) +
    (2 * exp(tLnDensity(z, df)) * (df + z * z)) / (df - 1) -
    (2 * Math.sqrt(df) * half) / (df - 1)
  );
}

const MU = { id: "mu", symbol: "μ" };
const LN_SCALE = { id: "ln_scale", symbol: "ln s" };
const SCALE = { id: "scale", symbol: "s" };

/** Where scale and degrees of freedom of a row stand in theta. */
interface Layout {
  scaleOf(theta: Theta, at: number): number;
  dfOf(theta: Theta, at: number): number;
  lnScaleOf(theta: Theta, at: number): number;
}

function lawOf({ scaleOf, dfOf, lnScaleOf }: Layout) {
  const zOf = (theta: Theta, at: number, y: number) => (y - theta[at]!) / scaleOf(theta, at);
  const score = (theta: Theta, at: number, y: number) =>
    lnScaleOf(theta, at) - tLnDensity(zOf(theta, at, y), dfOf(theta, at));
  const crps = (theta: Theta, at: number, y: number) =>
    dfOf(theta, at) > 1 ? scaleOf(theta, at) * standardCrps(zOf(theta, at, y), dfOf(theta, at)) : Number.NaN;
  return {
    zOf,
    score,
    crps,
    numbers: {
      mean: (theta: Theta, at: number) => (dfOf(theta, at) > 1 ? theta[at]! : Number.NaN),
      variance(theta: Theta, at: number): number {
        const df = dfOf(theta, at);
        const s = scaleOf(theta, at);
        if (df > 2) return (s * s * df) / (df - 2);
        return df > 1 ? Number.POSITIVE_INFINITY : Number.NaN;
      },
      mode: (theta: Theta, at: number) => theta[at]!,
      density: (theta: Theta, at: number, y: number) => exp(-score(theta, at, y)),
      cdf: (theta: Theta, at: number, y: number) => tCdf(zOf(theta, at, y), dfOf(theta, at)),
      quantile: (theta: Theta, at: number, probability: number) =>
        theta[at]! + scaleOf(theta, at) * tQuantile(probability, dfOf(theta, at)),
      negativeLogLikelihood: score,
    },
  };
}

/** d score / d mu and d score / d ln s. */
function locationSlope(z: number, s: number, df: number): number {
  return (-(df + 1) * z) / (s * (df + z * z));
}
const scaleSlope = (z: number, df: number) => 1 - ((df + 1) * z * z) / (df + z * z);

/** Median and a spread that heavy tails do not move. */
function robustStart(target: Float64Array, weights: Float32Array | undefined): Float64Array {
  const median = weightedMedian(target, weights);
  const distances = target.map((y) => Math.abs(y - median));
  const spread = weightedMedian(distances, weights);
  const known = spread > 0 ? spread : meanOf(distances, weights);
  return Float64Array.of(median, log(atLeastSome(known, median)));
}

/** Where theta = (mu, ln s) only moves and stretches the law, its metric is that of (0, 0), by 1 / s and s. */
function byLocationAndScale(rule: ScoringRule): ScoringRule {
  const unit = new Float64Array(4);
  rule.metric(new Float64Array(2), 0, unit, 0);
  return {
    ...rule,
    metric(theta, at, out, outAt) {
      const s = exp(theta[at + 1]!);
      out[outAt] = unit[0]! / s;
      out[outAt + 1] = 0;
      out[outAt + 2] = 0;
      out[outAt + 3] = unit[3]! * s;
    },
  };
}

function fixedDf(df: number, names: Pick<Distribution, "id" | "label">): Distribution {
  const scaleOf = (theta: Theta, at: number) => exp(theta[at + 1]!);
  const law = lawOf({ scaleOf, dfOf: () => df, lnScaleOf: (theta, at) => theta[at + 1]! });
  const fill = (location: number, scale: number, out: Float64Array, outAt: number) => {
    out[outAt] = location;
    out[outAt + 1] = 0;
    out[outAt + 2] = 0;
    out[outAt + 3] = scale;
  };
  const information = (theta: Theta, at: number) => {
    const s = scaleOf(theta, at);
    return (df + 1) / ((df + 3) * s * s);
  };
  const logScore: ScoringRule = {
    id: "log",
    label: "log score",
    score: law.score,
    gradient(theta, at, y, out, outAt) {
      const z = law.zOf(theta, at, y);
      out[outAt] = locationSlope(z, scaleOf(theta, at), df);
      out[outAt + 1] = scaleSlope(z, df);
    },
    metric: (theta, at, out, outAt) => fill(information(theta, at), (2 * df) / (df + 3), out, outAt),
    // the original has the information of s^2, where that of ln s belongs
    original: {
      metric(theta, at, out, outAt) {
        const s = scaleOf(theta, at);
        fill(information(theta, at), df / (2 * (df + 3) * s * s), out, outAt);
      },
    },
  };
  const hasCrps = df > 1;
  const fitWith =
    (rule: ScoringRule): Family["fit"] =>
    (target, weights) =>
      fitByScoring(rule, robustStart(target.values, weights), target, weights);
  return {
    ...names,
    version: 1,
    tasks: ["regression"],
    parameters: [MU, LN_SCALE],
    displayed: [MU, SCALE],
    scores: hasCrps
      ? [
          logScore,
          byLocationAndScale(crpsByQuadrature({ parameterCount: 2, ...law.numbers, crps: law.crps })),
        ]
      : [logScore],
    defaultMetric: "nll",
    support: anyNumber,
    fit: fitWith(logScore),
    ...(df !== START_DF && {
      originalFit: (target: Float64Array) => studentT3.fit({ values: target }, undefined),
    }),
    display: (theta, at) => [theta[at]!, scaleOf(theta, at)],
    ...law.numbers,
    crps: hasCrps ? law.crps : null,
  };
}

/** Student's t distribution with three degrees of freedom, theta = (mu, ln s). */
export const studentT3 = fixedDf(START_DF, { id: "student-t-3", label: "Student t, 3 degrees" });

/** The Cauchy distribution, theta = (mu, ln s). It has no mean. */
export const cauchy = fixedDf(1, { id: "cauchy", label: "Cauchy" });

const free = lawOf({
  scaleOf: (theta, at) => exp(theta[at + 1]!),
  lnScaleOf: (theta, at) => theta[at + 1]!,
  dfOf: (theta, at) => exp(theta[at + 2]!),
});

/** Lange, Little and Taylor (1989), appendix B, with ln s and ln df in place of s and df. */
const freeLogScore: ScoringRule = {
  id: "log",
  label: "log score",
  score: free.score,
  gradient(theta, at, y, out, outAt) {
    const df = exp(theta[at + 2]!);
    const z = free.zOf(theta, at, y);
    const square = z * z;
    out[outAt] = locationSlope(z, exp(theta[at + 1]!), df);
    out[outAt + 1] = scaleSlope(z, df);
    out[outAt + 2] =
      -0.5 *
      (df * (digamma(0.5 * (df + 1)) - digamma(0.5 * df)) -
        1 -
        df * log1p(square / df) +
        ((df + 1) * square) / (df + square));
  },
  metric(theta, at, out, outAt) {
    const s = exp(theta[at + 1]!);
    const df = exp(theta[at + 2]!);
    const ofDf =
      0.25 * (trigamma(0.5 * df) - trigamma(0.5 * (df + 1))) - (df + 5) / (2 * df * (df + 1) * (df + 3));
    out.fill(0, outAt, outAt + 9);
    out[outAt] = (df + 1) / ((df + 3) * s * s);
    out[outAt + 4] = (2 * df) / (df + 3);
    out[outAt + 5] = (-2 * df) / ((df + 1) * (df + 3));
    out[outAt + 7] = out[outAt + 5]!;
    out[outAt + 8] = df * df * ofDf;
  },
};

/** Student's t distribution with theta = (mu, ln s, ln degrees of freedom). */
export const studentT: Distribution = {
  id: "student-t",
  version: 1,
  label: "Student t",
  tasks: ["regression"],
  parameters: [MU, LN_SCALE, { id: "ln_df", symbol: "ln ν" }],
  displayed: [MU, SCALE, { id: "df", symbol: "ν" }],
  scores: [freeLogScore],
  defaultMetric: "nll",
  support: anyNumber,
  /** Location and scale are the most likely ones at three degrees, as in NGBoost: light tails have no most likely degree. */
  fit(target, weights) {
    return Float64Array.of(...studentT3.fit(target, weights), log(START_DF));
  },
  display: (theta, at) => [theta[at]!, exp(theta[at + 1]!), exp(theta[at + 2]!)],
  ...free.numbers,
  crps: free.crps,
};

function fixedScale(df: number, names: Pick<Distribution, "id" | "label">, base: Distribution): Distribution {
  const law = lawOf({ scaleOf: () => 1, dfOf: () => df, lnScaleOf: () => 0 });
  const logScore: ScoringRule = {
    id: "log",
    label: "log score",
    score: law.score,
    gradient(theta, at, y, out, outAt) {
      out[outAt] = locationSlope(y - theta[at]!, 1, df);
    },
    metric(_theta, _at, out, outAt) {
      out[outAt] = (df + 1) / (df + 3);
    },
  };
  return {
    ...names,
    version: 1,
    tasks: ["regression"],
    parameters: [MU],
    displayed: [MU],
    scores: [logScore],
    defaultMetric: "nll",
    support: anyNumber,
    fit: (target, weights) =>
      fitByScoring(logScore, robustStart(target.values, weights).slice(0, 1), target, weights),
    originalFit: (target) => studentT3.fit({ values: target }, undefined).slice(0, 1),
    display: (theta, at) => [theta[at]!],
    ...law.numbers,
    crps: base.crps === null ? null : law.crps,
  };
}

/** Student's t distribution with three degrees of freedom and scale 1, theta = mu. */
export const studentT3FixedScale = fixedScale(
  START_DF,
  { id: "student-t-3-fixed-scale", label: "Student t, 3 degrees, scale 1" },
  studentT3,
);

/** The Cauchy distribution with scale 1, theta = mu. */
export const cauchyFixedScale = fixedScale(1, { id: "cauchy-fixed-scale", label: "Cauchy, scale 1" }, cauchy);
