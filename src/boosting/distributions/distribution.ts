import type { ParamValues } from "../../core/params.ts";
import type { Task } from "../../core/task.ts";

/**
 * A family of distributions with unconstrained internal parameters theta (e.g. mu, ln sigma).
 * `theta` below is one row: an array with an offset.
 */
export interface Distribution {
  readonly id: string;
  readonly version: number;
  readonly label: string;
  readonly tasks: readonly Task[];
  /** Internal parameters, in order: id for files, symbol for pictures. */
  readonly parameters: readonly { readonly id: string; readonly symbol: string }[];
  /** What a reader expects to see of theta, e.g. mean and standard deviation. */
  readonly displayed: readonly { readonly id: string; readonly symbol: string }[];
  readonly scores: readonly ScoringRule[];
  readonly defaultMetric: string;
  /** Throws data.target-invalid when a label is outside the support. */
  checkTarget(target: Float64Array): void;
  /** Marginal (weighted) maximum-likelihood start, one value per internal parameter. */
  fit(target: Float64Array, weights: Float32Array | undefined, values: ParamValues): Float64Array;
  display(theta: Float64Array | Float32Array, at: number): number[];
  mean(theta: Float64Array | Float32Array, at: number): number;
  density(theta: Float64Array | Float32Array, at: number, y: number): number;
  cdf(theta: Float64Array | Float32Array, at: number, y: number): number;
  quantile(theta: Float64Array | Float32Array, at: number, probability: number): number;
  /** Negative log density, and CRPS where there is a closed form. */
  negativeLogLikelihood(theta: Float64Array | Float32Array, at: number, y: number): number;
  readonly crps: ((theta: Float64Array | Float32Array, at: number, y: number) => number) | null;
}

/** A proper scoring rule for one distribution: score, gradient in theta, and Riemannian metric (Duan et al. 2020). */
export interface ScoringRule {
  /** "log" or "crps". */
  readonly id: string;
  readonly label: string;
  score(theta: Float64Array, at: number, y: number): number;
  /** d score / d theta into out[outAt ..]. */
  gradient(theta: Float64Array, at: number, y: number, out: Float64Array, outAt: number): void;
  /** Row-major P x P metric into out[outAt ..]. */
  metric(theta: Float64Array, at: number, out: Float64Array, outAt: number): void;
}
