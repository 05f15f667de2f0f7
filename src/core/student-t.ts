import { exp, log, log1p } from "./elementary-functions.ts";
import { findQuantile } from "./find-quantile.ts";
import { betaI, lnBeta } from "./gamma-functions.ts";
import { normalQuantile } from "./normal-distribution.ts";

/** ln of the density of Student's t distribution with location 0, scale 1 and df > 0 degrees of freedom. */
export function tLnDensity(z: number, df: number): number {
  return -lnBeta(0.5, 0.5 * df) - 0.5 * log(df) - 0.5 * (df + 1) * log1p((z * z) / df);
}

/** P(T <= z), with its digits in the lower tail (Abramowitz and Stegun 26.7.1, 26.5.27). */
export function tCdf(z: number, df: number): number {
  const square = z * z;
  const tail = 0.5 * betaI(0.5 * df, 0.5, df / (df + square), square / (df + square));
  return z <= 0 ? tail : 1 - tail;
}

/** The z with P(T <= z) = probability; NaN outside [0, 1]. */
export function tQuantile(probability: number, df: number): number {
  if (probability > 0.5) return -tQuantile(1 - probability, df);
  const law = {
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
    cdf: (z: number) => tCdf(z, df),
    density: (z: number) => exp(tLnDensity(z, df)),
  };
  return findQuantile(law, probability, normalQuantile(Math.max(probability, 1e-300)), 1);
}
