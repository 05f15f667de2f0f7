import type { Interval } from "./interval.ts";

/** What can be said about a run beside the baseline, and for "undecided" what would help. */
export type Verdict =
  | { readonly is: "baseline" | "same" | "better" | "worse" }
  | { readonly is: "undecided"; readonly needs: "more-seeds"; readonly seeds: number }
  | { readonly is: "undecided"; readonly needs: "more-rows" | "row-losses" };

/** More seeds than this are nobody's offer: by then the interval is as good as at its floor. */
const MOST_SEEDS = 1000;

/** A difference is of no practical interest within this share of the baseline's metric. */
const ROPE_SHARE = 0.01;

export const defaultRope = (baselineMetric: number) => ROPE_SHARE * Math.abs(baselineMetric);

interface VerdictQuestion {
  /** Of the run's metric less the baseline's. */
  readonly interval: Interval;
  /** Half the width of the region of practical equivalence around 0. */
  readonly rope: number;
  readonly isLowerBetter: boolean;
  readonly count: number;
  /** How many repeats in all bring half the width below this, or null where no number does. */
  seedsFor(halfWidth: number): number | null;
}

/**
 * Better or worse where the whole interval lies outside of +- rope, the same where all of it lies inside, else undecided.
 * More seeds are offered only where the interval, around the mean it has now, would then lie on one side of a border.
 */
export function verdictOf({ interval, rope, isLowerBetter, count, seedsFor }: VerdictQuestion): Verdict {
  const { low, high, mean } = interval;
  if (high < -rope) return { is: isLowerBetter ? "better" : "worse" };
  if (low > rope) return { is: isLowerBetter ? "worse" : "better" };
  if (low >= -rope && high <= rope) return { is: "same" };
  const seeds = seedsFor(Math.abs(Math.abs(mean) - rope));
  if (seeds === null || seeds - count > MOST_SEEDS) return { is: "undecided", needs: "more-rows" };
  return { is: "undecided", needs: "more-seeds", seeds: Math.max(1, seeds - count) };
}
