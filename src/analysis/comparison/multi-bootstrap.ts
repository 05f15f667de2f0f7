import { blockDot, blockSum } from "../../core/block-sum.ts";
import { LabError } from "../../core/errors.ts";
import { createRandomSource } from "../../core/random.ts";
import { requireLevel } from "../require-level.ts";
import { drawRows, requireSameRows, weightedRows } from "./cheap-bootstrap.ts";
import type { Interval } from "./interval.ts";
import { sortedQuantile } from "./moments.ts";
import { type SeedAndRow, seedAndRow, seedAndRowInterval } from "./seed-and-row.ts";

/** Losses [seed][row] of two models on the same test rows. */
export interface SeedLosses {
  readonly first: readonly Float64Array[];
  readonly second: readonly Float64Array[];
  readonly weights?: Float64Array | undefined;
}

export interface MultiBootstrapOptions {
  readonly seed: number;
  /** Whether the s-th losses of both come from one seed (or one start) and are drawn together. */
  readonly isPaired?: boolean;
  readonly replicates?: number;
  readonly level?: number;
}

export interface MultiBootstrap {
  /** First less second, and the percentile interval. */
  readonly percentile: Interval;
  /** The same mean with a t interval that allows for few seeds, which the percentiles do not. */
  readonly student: Interval & { readonly pValue: number };
  /** One-sided: the share of replicates that do not say "above 0" or "below 0", never less than one of them. */
  readonly pAbove: number;
  readonly pBelow: number;
  readonly parts: SeedAndRow;
}

/**
 * The Multi-Bootstrap (Sellam et al., "The MultiBERTs", ICLR 2022, section 3): scores depend on training seeds and on test
 * rows, so each replicate draws both with replacement, the same rows for both models. It is meant for five seeds or more.
 * @throws LabError spec.out-of-range for rows that differ, fewer than two seeds or rows, or a level not between 0 and 1.
 */
export function multiBootstrap(losses: SeedLosses, options: MultiBootstrapOptions): MultiBootstrap {
  const { seed, isPaired = true, replicates = 500, level = 0.95 } = options;
  requireLevel(level);
  const { first, second } = losses;
  requireSameRows([...first, ...second, ...(losses.weights === undefined ? [] : [losses.weights])]);
  const rows = first[0]?.length ?? 0;
  const weights = losses.weights ?? new Float64Array(rows).fill(1);
  requireSeeds(losses, isPaired, weights);
  const groups = isPaired
    ? [{ losses: first.map((list, s) => differenceOf(list, second[s]!)), sign: 1 }]
    : [
        { losses: first, sign: 1 },
        { losses: second, sign: -1 },
      ];
  const random = createRandomSource(seed, "comparison/seeds");
  const draw = drawRows(seed, "comparison/seed-rows", weights);
  const drawn = new Float64Array(rows);
  const replicate = (b: number) => {
    draw(b, drawn);
    const total = blockSum(rows, (row) => drawn[row]!);
    let sum = 0;
    groups.forEach((group, g) => {
      const count = group.losses.length;
      const times = new Float64Array(count);
      for (let s = 0; s < count; s++) times[Math.floor(random.uniform(b, s, g) * count)]! += 1;
      group.losses.forEach((list, s) => {
        if (times[s] === 0) return;
        sum += (group.sign * times[s]! * blockDot(drawn, list)) / total / count;
      });
    });
    return sum;
  };
  const means = Float64Array.from({ length: replicates }, (_, b) => replicate(b)).sort();
  const parts = seedAndRow(groups, weights);
  const shareOf = (is: (mean: number) => boolean) =>
    Math.max(
      means.reduce((sum, mean) => sum + (is(mean) ? 1 : 0), 0),
      1,
    ) / replicates;
  return {
    percentile: {
      mean: parts.mean,
      low: sortedQuantile(means, (1 - level) / 2),
      high: sortedQuantile(means, (1 + level) / 2),
    },
    student: seedAndRowInterval(parts, level),
    pAbove: shareOf((mean) => mean <= 0),
    pBelow: shareOf((mean) => mean >= 0),
    parts,
  };
}

const differenceOf = (left: Float64Array, right: Float64Array) => left.map((loss, row) => loss - right[row]!);

function requireSeeds({ first, second }: SeedLosses, isPaired: boolean, weights: Float64Array): void {
  const rows = weightedRows(weights).length;
  const isEnough = first.length >= 2 && second.length >= 2 && rows >= 2;
  if (isEnough && (!isPaired || first.length === second.length)) return;
  throw new LabError(
    "spec.out-of-range",
    "Runs of two models are compared over seeds with at least two seeds and two test rows each; paired seeds have to be as many.",
    { first: first.length, second: second.length, rows },
  );
}
