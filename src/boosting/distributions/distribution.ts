import type { Task } from "../../core/task.ts";

/** Internal parameters of rows, row-major; `at` is where a row starts. */
export type Theta = Float64Array | Float32Array;

/** What a family's targets may be. */
export interface Support {
  contains(y: number): boolean;
  /** Completes "needs ... as target": "a number above 0". */
  readonly text: string;
}

/** Targets of rows: numbers, or what is known of them. */
export interface Targets {
  /** The value, or its lower bound where it is censored. */
  readonly values: Float64Array;
  /** Upper bounds: equal to the value = exact, infinite = right-censored; absent = all exact. */
  readonly upper?: Float64Array | undefined;
}

/**
 * What natural gradient boosting fits a row to: unconstrained internal parameters theta (e.g. mu, ln sigma), where they
 * start and how they are judged. `theta` below is one row: an array with an offset.
 */
export interface Family {
  readonly id: string;
  readonly version: number;
  readonly label: string;
  readonly tasks: readonly Task[];
  /** Internal parameters, in order: id for files, symbol for pictures. */
  readonly parameters: readonly { readonly id: string; readonly symbol: string }[];
  /** The first is the default. */
  readonly scores: readonly ScoringRule[];
  readonly defaultMetric: string;
  readonly support: Support;
  /** Marginal maximum-likelihood start, weights and censoring honoured; one value per internal parameter. */
  fit(target: Targets, weights: Float32Array | undefined): Float64Array;
  /** The start of NGBoost 0.5.11 where it is another one; it ignores weights and censoring in any case. */
  readonly originalFit?: (target: Float64Array) => Float64Array;
}

/** A family of distributions of one real number. */
export interface Distribution extends Family {
  /** What a reader expects to see of theta, e.g. mean and standard deviation. */
  readonly displayed: readonly { readonly id: string; readonly symbol: string }[];
  /** Whole numbers only: `density` is a probability. */
  readonly discrete?: boolean;
  display(theta: Theta, at: number): number[];
  /** NaN or infinite where the distribution has none. */
  mean(theta: Theta, at: number): number;
  variance(theta: Theta, at: number): number;
  /** A most likely value. */
  mode(theta: Theta, at: number): number;
  density(theta: Theta, at: number, y: number): number;
  cdf(theta: Theta, at: number, y: number): number;
  /** The smallest y whose distribution function reaches the probability. */
  quantile(theta: Theta, at: number, probability: number): number;
  negativeLogLikelihood(theta: Theta, at: number, y: number): number;
  /** Continuous ranked probability score in the unit of the target (Gneiting and Raftery 2007); null = it has none. */
  readonly crps: ((theta: Theta, at: number, y: number) => number) | null;
}

/** A proper scoring rule for one family: score, gradient in theta, and Riemannian metric (Duan et al. 2020). */
export interface ScoringRule extends ScoreFormulas {
  /** "log", "crps", "brier" or "rps". */
  readonly id: string;
  readonly label: string;
  /** Of a backend's kernel that has the bits of `score` and `natural` where every target is exact. */
  readonly kernel?: string;
  /** Where a target is only known to lie between two bounds; absent = such targets are refused. */
  readonly censored?: CensoredScore;
  /** What NGBoost 0.5.11 computes where that differs (compat mode). */
  readonly original?: Partial<ScoreFormulas> & { readonly censored?: CensoredScore };
}

export interface ScoreFormulas {
  score(theta: Theta, at: number, y: number): number;
  /** d score / d theta into out[outAt ..]. */
  gradient(theta: Theta, at: number, y: number, out: Float64Array, outAt: number): void;
  /** Row-major P x P metric into out[outAt ..]. */
  metric(theta: Theta, at: number, out: Float64Array, outAt: number): void;
  /** Metric^-1 gradient in one step, where a closed form is shorter. */
  readonly natural?: (theta: Theta, at: number, y: number, out: Float64Array, outAt: number) => void;
}

/** lower < target <= upper; either bound may be infinite (or the end of the support). */
export interface CensoredScore {
  score(theta: Theta, at: number, lower: number, upper: number): number;
  gradient(theta: Theta, at: number, lower: number, upper: number, out: Float64Array, outAt: number): void;
}
