import { choleskyOf, solveLower, solveUpper } from "../../core/cholesky.ts";
import { exp, log, normalCdf, normalDensity } from "../../core/deterministic-math.ts";

/** Length scale of each coordinate, and the noise as a share of the signal's variance. */
export interface KernelSettings {
  readonly scales: readonly number[];
  readonly noise: number;
}

export interface Belief {
  readonly mean: number;
  /** Of the value itself, without the noise of one training. */
  readonly deviation: number;
}

export interface GaussianProcess {
  readonly settings: KernelSettings;
  /** Log marginal likelihood of the observed values after standardising, with the signal's variance at its best. */
  readonly logLikelihood: number;
  at(point: ArrayLike<number>): Belief;
}

const SQRT5 = Math.sqrt(5);
const LN_2_PI = 1.8378770664093453;

/** Matern's covariance with smoothness 5/2 (Rasmussen and Williams, "Gaussian Processes for Machine Learning", eq. 4.17). */
function matern(a: ArrayLike<number>, b: ArrayLike<number>, scales: readonly number[]): number {
  let sum = 0;
  for (let d = 0; d < scales.length; d++) {
    const step = (a[d]! - b[d]!) / scales[d]!;
    sum += step * step;
  }
  const r = SQRT5 * Math.sqrt(sum);
  return (1 + r + (r * r) / 3) * exp(-r);
}

/**
 * What values at some points say of values elsewhere (Rasmussen and Williams, algorithm 2.1). Values are standardised first;
 * the variance of the signal is the one with the highest likelihood, y^T K^-1 y / n. Null where K is not positive definite.
 */
export function fitProcess(
  points: readonly ArrayLike<number>[],
  values: readonly number[],
  settings: KernelSettings,
): GaussianProcess | null {
  const n = points.length;
  const { scales, noise } = settings;
  const covariance = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) covariance[i * n + j] = matern(points[i]!, points[j]!, scales);
    covariance[i * n + i]! += noise;
  }
  const lower = choleskyOf(covariance, n);
  if (lower === null) return null;
  const { mean, spread } = momentsOf(values);
  const y = Float64Array.from(values, (value) => (value - mean) / spread);
  const weights = solveUpper(lower, solveLower(lower, y));
  // All values alike: any variance would do.
  const variance = y.reduce((sum, value, i) => sum + value * weights[i]!, 0) / n || 1;
  let logDeterminant = 0;
  for (let i = 0; i < n; i++) logDeterminant += 2 * log(lower[i * n + i]!);
  return {
    settings,
    logLikelihood: -0.5 * (n * (1 + LN_2_PI + log(variance)) + logDeterminant),
    at(point) {
      const k = Float64Array.from(points, (other) => matern(point, other, scales));
      const told = solveLower(lower, k);
      let known = 0;
      let sum = 0;
      for (let i = 0; i < n; i++) {
        known += told[i]! * told[i]!;
        sum += k[i]! * weights[i]!;
      }
      return {
        mean: mean + spread * sum,
        deviation: spread * Math.sqrt(variance * Math.max(0, 1 - known)),
      };
    },
  };
}

function momentsOf(values: readonly number[]): { mean: number; spread: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length;
  return { mean, spread: Math.sqrt(variance) || 1 };
}

const SCALES = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4];
const NOISES = [1e-4, 1e-3, 1e-2, 0.1, 0.5];
/** Fewer values than this for each coordinate cannot tell coordinates apart: all have one length scale. */
const VALUES_A_SCALE = 3;
const SWEEPS = 2;

/**
 * The process with the highest marginal likelihood on a small grid: one length scale for all groups of coordinates and the
 * noise first; then, with values enough, the scale of each group in turn. `groupOf`: which dimension a coordinate is of.
 */
export function bestProcess(
  points: readonly ArrayLike<number>[],
  values: readonly number[],
  groupOf: readonly number[],
): GaussianProcess | null {
  const groups = Math.max(0, ...groupOf.map((group) => group + 1));
  let best: GaussianProcess | null = null;
  const attempt = (scales: readonly number[], noise: number) => {
    const fitted = fitProcess(points, values, { scales, noise });
    if (fitted !== null && (best === null || fitted.logLikelihood > best.logLikelihood)) best = fitted;
  };
  for (const noise of NOISES) {
    for (const scale of SCALES)
      attempt(
        groupOf.map(() => scale),
        noise,
      );
  }
  if (points.length < VALUES_A_SCALE * (groups + 1)) return best;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let group = 0; group < groups; group++) {
      const { scales, noise } = settingsOf(best);
      for (const scale of SCALES)
        attempt(
          scales.map((own, at) => (groupOf[at] === group ? scale : own)),
          noise,
        );
    }
  }
  return best;
}

function settingsOf(process: GaussianProcess | null): KernelSettings {
  return process?.settings ?? { scales: [], noise: NOISES[0]! };
}

/**
 * How much lower than `least` a value is to be expected, counting what is not lower as 0 (Jones, Schonlau and Welch, "Efficient
 * global optimization of expensive black-box functions", 1998, eq. 15).
 */
export function expectedImprovement({ mean, deviation }: Belief, least: number): number {
  const gain = least - mean;
  if (!(deviation > 0)) return Math.max(0, gain);
  const z = gain / deviation;
  return Math.max(0, gain * normalCdf(z) + deviation * normalDensity(z));
}
