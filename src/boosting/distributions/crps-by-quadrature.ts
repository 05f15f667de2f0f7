import { slopesOf } from "./differences.ts";
import type { ScoringRule, Theta } from "./distribution.ts";

/** Gauss-Legendre, four points on (-1, 1): half of them, the others mirrored. */
const POINTS = Float64Array.of(0.33998104358485626, 0.8611363115940526);
const WEIGHTS = Float64Array.of(0.6521451548625461, 0.34785484513745385);
/** Probabilities between whose quantiles the integral runs: a metric needs three digits, not fifteen. */
const PANELS = Float64Array.of(1e-6, 5e-3, 0.12, 0.5, 0.88, 0.995, 1 - 1e-6);

interface ContinuousLaw {
  readonly parameterCount: number;
  cdf(theta: Theta, at: number, y: number): number;
  quantile(theta: Theta, at: number, probability: number): number;
  crps(theta: Theta, at: number, y: number): number;
}

/**
 * The CRPS as a rule to train by, where only the score itself has a closed form: its gradient by central differences;
 * its metric 2 x integral of dF/dtheta dF/dtheta^T (the divergence of the CRPS is the integral of (F - G)^2) by
 * Gauss-Legendre quadrature between quantiles.
 */
export function crpsByQuadrature(law: ContinuousLaw): ScoringRule {
  const { parameterCount: size, cdf, quantile, crps } = law;
  const slope = new Float64Array(size);
  let y = 0;
  const scoreSlopes = slopesOf(size, (theta) => crps(theta, 0, y));
  const cdfSlopes = slopesOf(size, (theta) => cdf(theta, 0, y));

  function addPoint(theta: Theta, at: number, weight: number, out: Float64Array, outAt: number): void {
    cdfSlopes(theta, at, slope, 0);
    for (let j = 0; j < size; j++) {
      for (let k = 0; k <= j; k++) out[outAt + j * size + k]! += 2 * weight * slope[j]! * slope[k]!;
    }
  }

  return {
    id: "crps",
    label: "CRPS",
    score: crps,
    gradient(theta, at, target, out, outAt) {
      y = target;
      scoreSlopes(theta, at, out, outAt);
    },
    metric(theta, at, out, outAt) {
      out.fill(0, outAt, outAt + size * size);
      let low = quantile(theta, at, PANELS[0]!);
      for (let panel = 1; panel < PANELS.length; panel++) {
        const high = quantile(theta, at, PANELS[panel]!);
        const half = (high - low) / 2;
        for (let i = 0; i < POINTS.length; i++) {
          for (const side of [-1, 1]) {
            y = low + half * (1 + side * POINTS[i]!);
            addPoint(theta, at, WEIGHTS[i]! * half, out, outAt);
          }
        }
        low = high;
      }
      for (let j = 0; j < size; j++) {
        for (let k = 0; k < j; k++) out[outAt + k * size + j] = out[outAt + j * size + k]!;
      }
    },
  };
}
