import { distributionById } from "../boosting/distributions/index.ts";
import type { Predictions } from "../boosting/outputs.ts";
import { blockSum } from "../core/block-sum.ts";

/** How honest predicted distributions are on rows that they were not trained on, and how sharp. */
export interface DistributionReport {
  readonly rows: number;
  /** Of the middle of each distribution: the share of rows that it holds, and its mean width in the target's unit. */
  readonly intervals: readonly {
    readonly level: number;
    readonly coverage: number;
    readonly width: number;
  }[];
  /** Probability integral transforms by tenths, as shares of the rows: all 0.1 when the distributions are right. */
  readonly pit: readonly number[];
  /** Mean distance between each of nine probabilities and the share of rows below its quantile. */
  readonly calibrationError: number;
  /** Of the straight line through these nine points: 1 when right, less when the distributions are too narrow. */
  readonly calibrationSlope: number;
  /** Mean standard deviation; null = some have none. */
  readonly sharpness: number | null;
}

export const LEVELS = [0.5, 0.8, 0.9, 0.95];
const TENTHS = 10;

type Distributions = Extract<Predictions, { kind: "distribution" }>;

/** Calibration and sharpness as Gneiting, Balabdaoui and Raftery (2007) ask for them. Rows with unknown target stay out. */
export function distributionReport(predictions: Distributions, target: Float64Array): DistributionReport {
  const { parameters, parameterCount } = predictions;
  const distribution = distributionById(predictions.distribution);
  const known = Array.from(target.keys()).filter((row) => !Number.isNaN(target[row]!));
  const count = known.length;
  const meanOf = (of: (at: number, y: number) => number) =>
    blockSum(count, (i) => of(known[i]! * parameterCount, target[known[i]!]!)) / count;
  const quantile = (at: number, probability: number) => distribution.quantile(parameters, at, probability);

  const intervals = LEVELS.map((level) => {
    const [low, high] = [(1 - level) / 2, (1 + level) / 2];
    return {
      level,
      coverage: meanOf((at, y) => (y >= quantile(at, low) && y <= quantile(at, high) ? 1 : 0)),
      width: meanOf((at) => quantile(at, high) - quantile(at, low)),
    };
  });
  const pit = new Array<number>(TENTHS).fill(0);
  for (const row of known) {
    const at = row * parameterCount;
    const below = distribution.cdf(parameters, at, target[row]!);
    // of a count the middle of its jump stands for all of it
    const before =
      distribution.discrete === true ? distribution.cdf(parameters, at, target[row]! - 1) : below;
    const place = Math.min(TENTHS - 1, Math.floor(0.5 * (below + before) * TENTHS));
    pit[place]! += 1 / count;
  }
  const probabilities = Array.from({ length: TENTHS - 1 }, (_, i) => (i + 1) / TENTHS);
  const observed = probabilities.map((p) => meanOf((at, y) => (y <= quantile(at, p) ? 1 : 0)));
  const distances = probabilities.map((p, i) => Math.abs(p - observed[i]!));
  const spread = meanOf((at) => Math.sqrt(distribution.variance(parameters, at)));
  return {
    rows: count,
    intervals,
    pit,
    calibrationError: distances.reduce((sum, distance) => sum + distance, 0) / distances.length,
    calibrationSlope: slopeOf(probabilities, observed),
    sharpness: Number.isFinite(spread) ? spread : null,
  };
}

/** Least squares. */
function slopeOf(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const across = x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0);
  return across / x.reduce((sum, value) => sum + (value - mx) * (value - mx), 0);
}
