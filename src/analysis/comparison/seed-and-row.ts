import { blockSum } from "../../core/block-sum.ts";
import { weightedMean, weightedRows } from "./cheap-bootstrap.ts";
import { fewestRepeats } from "./fewest-repeats.ts";
import { aroundMean, type Interval, normalReach, tReach, twoSidedP } from "./interval.ts";
import { meanAndSd } from "./moments.ts";

/** Two sources of chance in a mean over training seeds and test rows, as variances of that mean. */
export interface SeedAndRow {
  readonly mean: number;
  /** From other seeds, with as many of them; falls as one over their number. */
  readonly ofSeeds: number;
  /** From other rows; only more rows make it less. */
  readonly ofRows: number;
  /** What both of these count: a row that another seed finds easy. */
  readonly ofBoth: number;
  readonly seedDf: number;
  readonly rowDf: number;
  readonly seeds: number;
}

/**
 * Variances of a mean over crossed seeds and rows, by the mean squares of an analysis of variance with one observation a
 * cell (Searle, Casella and McCulloch, "Variance Components", 1992, section 4.4).
 * @param groups Losses [seed][row] of parts whose seeds are independent, with the sign that each has in the mean: one
 *   group of differences where seeds are paired, else one for each model. At least two seeds and two rows with a weight.
 */
export function seedAndRow(
  groups: readonly { readonly losses: readonly Float64Array[]; readonly sign: number }[],
  weights: Float64Array,
): SeedAndRow {
  const rows = weights.length;
  const live = weightedRows(weights).length;
  const total = blockSum(rows, (row) => weights[row]!);
  const perRow = new Float64Array(rows);
  let mean = 0;
  let ofSeeds = 0;
  let ofBoth = 0;
  let seedDf = Number.POSITIVE_INFINITY;
  let seeds = Number.POSITIVE_INFINITY;
  /** The variance of a weighted mean over rows, given how far each row lies from it. */
  const variance = (distance: (row: number) => number) =>
    (blockSum(rows, (row) => {
      const part = (weights[row]! / total) * distance(row);
      return part * part;
    }) *
      live) /
    (live - 1);
  for (const { losses, sign } of groups) {
    const count = losses.length;
    const ofSeed = losses.map((list) => weightedMean(list, weights));
    const { mean: middle, sd } = meanAndSd(ofSeed);
    const ofRow = Float64Array.from({ length: rows }, (_, row) => {
      let sum = 0;
      for (const list of losses) sum += list[row]!;
      return sum / count;
    });
    mean += sign * middle;
    ofSeeds += (sd * sd) / count;
    for (let s = 0; s < count; s++) {
      const rest = (row: number) => losses[s]![row]! - ofSeed[s]! - ofRow[row]! + middle;
      ofBoth += variance(rest) / (count * (count - 1));
    }
    for (let row = 0; row < rows; row++) perRow[row]! += sign * ofRow[row]!;
    seedDf = Math.min(seedDf, count - 1);
    seeds = Math.min(seeds, count);
  }
  return {
    mean,
    ofSeeds,
    ofRows: variance((row) => perRow[row]! - mean),
    ofBoth,
    seedDf,
    rowDf: live - 1,
    seeds,
  };
}

/** Variance and degrees of freedom (Satterthwaite, Biometrics Bulletin 2, 1946) with another number of seeds. */
function atSeeds(parts: SeedAndRow, count: number): { variance: number; df: number } {
  const share = parts.seeds / count;
  const fromSeeds = parts.ofSeeds * share;
  const fromBoth = parts.ofBoth * share;
  const fromRows = Math.max(0, parts.ofRows - parts.ofBoth) + fromBoth;
  const variance = Math.max(fromSeeds + fromRows - fromBoth, fromSeeds, fromRows);
  if (variance === 0) return { variance, df: 1 };
  const seedDf = parts.seedDf + count - parts.seeds;
  const [seedShare, rowShare, bothShare] = [fromSeeds, fromRows, fromBoth].map((part) => part / variance);
  const df =
    1 /
    ((seedShare! * seedShare!) / seedDf +
      (rowShare! * rowShare!) / parts.rowDf +
      (bothShare! * bothShare!) / (seedDf * parts.rowDf));
  return { variance, df: Math.max(1, df) };
}

/** The t interval of the mean over all seeds and all rows that could have been drawn, and its two-sided p value. */
export function seedAndRowInterval(parts: SeedAndRow, level: number): Interval & { readonly pValue: number } {
  const { variance, df } = atSeeds(parts, parts.seeds);
  const standardError = Math.sqrt(variance);
  return {
    ...aroundMean(parts.mean, standardError * tReach(df, level)),
    pValue: twoSidedP(parts.mean, standardError, df),
  };
}

/**
 * The number of seeds in all from which half the width would be less than `below`.
 * @returns null where the rows alone make it wider: more rows are needed.
 */
export function seedsNeededOnRows(parts: SeedAndRow, below: number, level: number): number | null {
  const floor = normalReach(level) * Math.sqrt(Math.max(0, parts.ofRows - parts.ofBoth));
  const halfWidthAt = (count: number) => {
    const { variance, df } = atSeeds(parts, count);
    return Math.sqrt(variance) * tReach(df, level);
  };
  return fewestRepeats({ halfWidthAt, floor }, below);
}
