import { metricEntry } from "../boosting/metrics/catalogue.ts";
import type { RecordedRound, RunStart, SetName } from "../experiment/recording.ts";

const setIndex: { readonly [set in SetName]: number } = { train: 0, validation: 1, test: 2 };

/** A metric of a round, NaN where the run did not record it or the set is empty. */
export function metricAt(
  start: Pick<RunStart, "metrics">,
  recorded: RecordedRound | undefined,
  metric: string,
  set: SetName,
): number {
  const index = start.metrics.indexOf(metric);
  return index < 0 ? Number.NaN : (recorded?.metrics[index * 3 + setIndex[set]] ?? Number.NaN);
}

/** Index of the first best value; null when none is a number. */
export function bestIndex(values: readonly number[], metric: string): number | null {
  return bestOf(metric, values.length, (index) => values[index], nothingYet).index;
}

/** The first round with the best validation value so far; null without validation rows. */
export function bestRoundOf(
  start: Pick<RunStart, "metrics">,
  rounds: readonly RecordedRound[],
  metric: string,
): number | null {
  const known = bestKnown.get(rounds) ?? new Map<string, Best>();
  bestKnown.set(rounds, known);
  const value = (round: number) => metricAt(start, rounds[round], metric, "validation");
  const best = bestOf(metric, rounds.length, value, known.get(metric) ?? nothingYet);
  known.set(metric, best);
  return best.index;
}

interface Best {
  readonly index: number | null;
  readonly value: number;
  /** How many values were looked at. */
  readonly seen: number;
}

const nothingYet: Best = { index: null, value: Number.NaN, seen: 0 };

/** Recordings only grow, so what was found once is not looked for again. */
const bestKnown = new WeakMap<readonly RecordedRound[], Map<string, Best>>();

function bestOf(metric: string, count: number, valueAt: (index: number) => number, before: Best): Best {
  const higherIsBetter = metricEntry(metric).direction === "higher";
  let { index: best, value: bestValue } = before;
  for (let index = before.seen; index < count; index++) {
    const value = valueAt(index);
    if (Number.isNaN(value)) continue;
    if (best === null || (higherIsBetter ? value > bestValue : value < bestValue)) {
      best = index;
      bestValue = value;
    }
  }
  return { index: best, value: bestValue, seen: count };
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
