import { slopesOf } from "./differences.ts";
import type { ScoringRule, Theta } from "./distribution.ts";
import { ONE_OVER_SQRT_PI, standardNormalCrps } from "./normal-scores.ts";

/** Probabilities of whole numbers, walked upwards from 0 or from where they begin to matter. */
export interface CountLaw {
  readonly parameterCount: number;
  mean(theta: Theta, at: number): number;
  variance(theta: Theta, at: number): number;
  cdf(theta: Theta, at: number, y: number): number;
  density(theta: Theta, at: number, y: number): number;
}

/** Standard deviations below the mean under which F^2 is nothing. */
const REACH = 12;
/** What is left above a count may be this and counts as nothing; sums of probabilities come no closer to 1. */
const NOTHING = 1e-14;
const UNLIKELY = 1e-18;
const STEP = 6e-6;

const firstCount = (law: CountLaw, theta: Theta, at: number) =>
  Math.max(0, Math.floor(law.mean(theta, at) - REACH * Math.sqrt(law.variance(theta, at)) - 20));

/** With a wider spread nobody counts: the normal distribution of the same mean and variance stands for the law. */
const MOST_SPREAD = 300;
const isWide = (law: CountLaw, theta: Theta, at: number) =>
  !(law.variance(theta, at) <= MOST_SPREAD * MOST_SPREAD);

function normalCrpsOf(law: CountLaw, theta: Theta, at: number, y: number): number {
  const spread = Math.sqrt(law.variance(theta, at));
  return spread * standardNormalCrps((y - law.mean(theta, at)) / spread);
}

/** The sum of (F(k) - [y <= k])^2 over all k. */
export function countCrps(law: CountLaw): (theta: Theta, at: number, y: number) => number {
  return (theta, at, y) => {
    if (isWide(law, theta, at)) return normalCrpsOf(law, theta, at, y);
    const first = firstCount(law, theta, at);
    let f = first === 0 ? 0 : law.cdf(theta, at, first - 1);
    let sum = Math.max(0, first - y);
    const mean = law.mean(theta, at);
    for (let k = first; ; k++) {
      const probability = law.density(theta, at, k);
      f = Math.min(1, f + probability);
      const rest = 1 - f;
      if (k >= mean && (rest < NOTHING || probability < UNLIKELY)) {
        // above here F counts as 1
        return sum + Math.max(0, y - k);
      }
      const part = k < y ? f : rest;
      sum += part * part;
    }
  };
}

/** The CRPS of counts as a rule to train by: slopes of F by central differences, summed over the counts. */
export function countCrpsScore(law: CountLaw): ScoringRule {
  const size = law.parameterCount;
  const score = countCrps(law);
  const row = new Float64Array(size);
  const sums = new Float64Array(2 * size);

  /** Calls `each` with the slopes of F(k), for all k where they matter. */
  function walk(theta: Theta, at: number, each: (k: number, f: number, slopes: Float64Array) => void): void {
    const slopes = new Float64Array(size);
    const first = firstCount(law, theta, at);
    for (let p = 0; p < size; p++) row[p] = theta[at + p]!;
    let f = first === 0 ? 0 : law.cdf(theta, at, first - 1);
    moved((p, side) => {
      sums[2 * p + side] = first === 0 ? 0 : law.cdf(row, 0, first - 1);
    });
    const mean = law.mean(theta, at);
    for (let k = first; ; k++) {
      const probability = law.density(theta, at, k);
      f = Math.min(1, f + probability);
      moved((p, side) => {
        sums[2 * p + side]! += law.density(row, 0, k);
      });
      for (let p = 0; p < size; p++) slopes[p] = (sums[2 * p + 1]! - sums[2 * p]!) / (2 * STEP);
      each(k, f, slopes);
      if (k >= mean && (1 - f < NOTHING || probability < UNLIKELY)) return;
    }
  }

  /** Calls `of` with the row moved down and up in each parameter. */
  function moved(of: (parameter: number, side: 0 | 1) => void): void {
    for (let p = 0; p < size; p++) {
      const here = row[p]!;
      row[p] = here - STEP;
      of(p, 0);
      row[p] = here + STEP;
      of(p, 1);
      row[p] = here;
    }
  }

  let target = 0;
  const wideSlopes = slopesOf(size, (one) => normalCrpsOf(law, one, 0, target));
  const meanSlopes = slopesOf(size, (one) => law.mean(one, 0));
  const spreadSlopes = slopesOf(size, (one) => Math.sqrt(law.variance(one, 0)));
  const ofMean = new Float64Array(size);
  const ofSpread = new Float64Array(size);

  /** The normal metric of the CRPS, diag(2, 1) / (2 sqrt(pi) spread) in mean and spread, through their slopes. */
  function wideMetric(theta: Theta, at: number, out: Float64Array, outAt: number): void {
    meanSlopes(theta, at, ofMean, 0);
    spreadSlopes(theta, at, ofSpread, 0);
    const unit = (0.5 * ONE_OVER_SQRT_PI) / Math.sqrt(law.variance(theta, at));
    for (let p = 0; p < size; p++) {
      for (let q = 0; q < size; q++) {
        out[outAt + p * size + q] = unit * (2 * ofMean[p]! * ofMean[q]! + ofSpread[p]! * ofSpread[q]!);
      }
    }
  }

  return {
    id: "crps",
    label: "CRPS",
    score,
    gradient(theta, at, y, out, outAt) {
      if (isWide(law, theta, at)) {
        target = y;
        wideSlopes(theta, at, out, outAt);
        return;
      }
      out.fill(0, outAt, outAt + size);
      walk(theta, at, (k, f, slopes) => {
        const distance = k < y ? f : f - 1;
        for (let p = 0; p < size; p++) out[outAt + p]! += 2 * distance * slopes[p]!;
      });
    },
    metric(theta, at, out, outAt) {
      if (isWide(law, theta, at)) {
        wideMetric(theta, at, out, outAt);
        return;
      }
      out.fill(0, outAt, outAt + size * size);
      walk(theta, at, (_, __, slopes) => {
        for (let p = 0; p < size; p++) {
          for (let q = 0; q < size; q++) out[outAt + p * size + q]! += 2 * slopes[p]! * slopes[q]!;
        }
      });
    },
  };
}
