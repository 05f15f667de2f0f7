import { isLowerBetter } from "../comparison/summaries.ts";
import type { Trial } from "./tuning.ts";

/** The metric so that lower is better. */
export function lossOf(value: number, metric: string): number {
  return isLowerBetter(metric) ? value : -value;
}

/** Trials by their validation metric, the best first, of equal ones the earlier. */
export function bestTrials(trials: readonly Trial[], metric: string): Trial[] {
  return trials
    .filter(({ value, results }) => Number.isFinite(value) && results.length > 0)
    .sort((a, b) => lossOf(a.value, metric) - lossOf(b.value, metric) || a.number - b.number);
}
