import { overSeeds } from "./compare-figure.ts";

/** What a run gave when it trained on so many rows. */
export interface SizePoint {
  /** Mean over the seeds. */
  readonly rows: number;
  /** The metric by seed; NaN = not trained. */
  readonly values: readonly number[];
}

export interface LastStep {
  readonly from: number;
  readonly to: number;
  /** Of the metric, from the last but one size to the last, paired by seed. */
  readonly mean: number;
  readonly spread: number;
  readonly verdict: "helped" | "hurt" | "open";
}

/** What the last step to more rows did; null where fewer than two seeds know both of its ends. */
export function lastStep(points: readonly SizePoint[], direction: "lower" | "higher"): LastStep | null {
  const [before, last] = points.filter(({ values }) => values.some(Number.isFinite)).slice(-2);
  if (before === undefined || last === undefined) return null;
  const changes = last.values
    .map((value, seed) => value - (before.values[seed] ?? Number.NaN))
    .filter(Number.isFinite);
  if (changes.length < 2) return null;
  const { mean, spread } = overSeeds(changes);
  // A step counts where all seeds agree on it and it is larger than what they differ by.
  const agree = changes.every((change) => change > 0) || changes.every((change) => change < 0);
  const isBetter = direction === "lower" ? mean < 0 : mean > 0;
  const isClear = agree && Math.abs(mean) > spread;
  return {
    from: before.rows,
    to: last.rows,
    mean,
    spread,
    verdict: !isClear ? "open" : isBetter ? "helped" : "hurt",
  };
}
