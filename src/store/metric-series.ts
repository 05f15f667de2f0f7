import { metricById } from "../boosting/metrics/index.ts";
import type { RecordedRound, RunStart, SetName } from "../experiment/recording.ts";

const setIndex: { readonly [set in SetName]: number } = { train: 0, validation: 1, test: 2 };

/** A metric of a round, NaN where the run did not record it or the set is empty. */
export function metricAt(
  start: RunStart,
  recorded: RecordedRound | undefined,
  metric: string,
  set: SetName,
): number {
  const index = start.metrics.indexOf(metric);
  return index < 0 || recorded === undefined ? Number.NaN : recorded.metrics[index * 3 + setIndex[set]];
}

/** The first round with the best validation value so far; null without validation rows. */
export function bestRoundOf(
  start: RunStart,
  rounds: readonly RecordedRound[],
  metric: string,
): number | null {
  const higherIsBetter = metricById(metric).direction === "higher";
  let best: number | null = null;
  let bestValue = Number.NaN;
  for (let round = 0; round < rounds.length; round++) {
    const value = metricAt(start, rounds[round], metric, "validation");
    if (Number.isNaN(value)) continue;
    if (best === null || (higherIsBetter ? value > bestValue : value < bestValue)) {
      best = round;
      bestValue = value;
    }
  }
  return best;
}

/** Metrics that every one of these runs recorded, in the order of the first. */
export function sharedMetrics(starts: readonly RunStart[]): string[] {
  if (starts.length === 0) return [];
  return starts[0].metrics.filter((metric) => starts.every((start) => start.metrics.includes(metric)));
}

/** The metric on screen: the chosen one where all recorded it, else the first they share. */
export function metricOnScreen(starts: readonly RunStart[], chosen: string | null): string | null {
  const shared = sharedMetrics(starts);
  if (chosen !== null && shared.includes(chosen)) return chosen;
  return shared[0] ?? starts[0]?.metrics[0] ?? null;
}
