import type { Task } from "../../core/task.ts";
import type { Predictions } from "../outputs.ts";
import type { RawScores } from "../raw-scores.ts";

/** Internal parameters of rows, row-major; `at` is where a row starts. */
export type Theta = Float64Array | Float32Array | readonly number[];

/** What a family's targets may be. */
export interface Support {
  contains(y: number): boolean;
  /** Completes "needs ... as target": "a number above 0". */
  readonly text: string;
}

/** Targets of rows: numbers, or what is known of them. */
export interface Targets {
  /** Numbers a row; absent = 1. */
  readonly outputCount?: number;
  /** The value, or its lower bound where it is censored; of several a row: row-major. */
  readonly values: Float64Array;
  /** Upper bounds: equal to the value = exact, infinite = right-censored; absent = all exact. */
  readonly upper?: Float64Array | undefined;
}

/**
 * What natural gradient boosting fits a row to: unconstrained internal parameters theta (e.g. mu, ln sigma), where they
 * start and how they are judged. `theta` below is one row: an array with an offset. `Y`: a row's target, or all of several.
 */
export interface Family<Y = number> {
  readonly id: string;
  readonly version: number;
  readonly label: string;
  readonly tasks: readonly Task[];
  /** Internal parameters, in order: id for files, symbol for pictures. */
  readonly parameters: readonly { readonly id: string; readonly symbol: string }[];
  /** The first is the default. */
  readonly scores: readonly ScoringRule<Y>[];
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

/** A family of distributions of several numbers at once: the targets of a row, in their order. */
export interface JointDistribution extends Family<Float64Array> {
  readonly targetCount: number;
  /** Symbols of the parameters with the names of the targets that they are of. */
  symbols(names: readonly string[]): readonly string[];
  /** Id of the family that each target alone is of. */
  readonly marginal: string;
  /** Internal parameters, in that family, of target k alone. */
  marginalTheta(theta: Theta, at: number, k: number): readonly number[];
  /** Of rows of internal parameters: their means as points. Always new memory. */
  predictions(scores: RawScores): Predictions;
  /** Row-major targetCount x targetCount into `out`. */
  covariance(theta: Theta, at: number, out: Float64Array): void;
  negativeLogLikelihood(theta: Theta, at: number, y: Float64Array): number;
  /** The probability of the smallest region of highest density that y lies on the edge of. */
  regionOf(theta: Theta, at: number, y: Float64Array): number;
  /** A draw of all targets from as many independent numbers, uniform on (0, 1). */
  draw(theta: Theta, at: number, uniforms: Float64Array, out: Float64Array): void;
}

/** A proper scoring rule for one family: score, gradient in theta, and Riemannian metric (Duan et al. 2020). */
export interface ScoringRule<Y = number> extends ScoreFormulas<Y> {
  /** "log", "crps", "brier" or "rps". */
  readonly id: string;
  readonly label: string;
  /** Of a backend's kernel that has the bits of `score` and `natural` where every target is exact. */
  readonly kernel?: string;
  /** Where a target is only known to lie between two bounds; absent = such targets are refused. */
  readonly censored?: CensoredScore;
  /** What NGBoost 0.5.11 computes where that differs (compat mode). */
  readonly original?: Partial<ScoreFormulas<Y>> & { readonly censored?: CensoredScore };
}

export interface ScoreFormulas<Y = number> {
  score(theta: Theta, at: number, y: Y): number;
  /** d score / d theta into out[outAt ..]. */
  gradient(theta: Theta, at: number, y: Y, out: Float64Array, outAt: number): void;
  /** Row-major P x P metric into out[outAt ..]. */
  metric(theta: Theta, at: number, out: Float64Array, outAt: number): void;
  /** Metric^-1 gradient in one step, where a closed form is shorter. */
  readonly natural?: (theta: Theta, at: number, y: Y, out: Float64Array, outAt: number) => void;
}

/** lower < target <= upper; either bound may be infinite (or the end of the support). */
export interface CensoredScore {
  score(theta: Theta, at: number, lower: number, upper: number): number;
  gradient(theta: Theta, at: number, lower: number, upper: number, out: Float64Array, outAt: number): void;
}
