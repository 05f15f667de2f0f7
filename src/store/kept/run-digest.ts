import type { RecordedRound, RunStart } from "../../experiment/recording.ts";
import { sizeOfRound } from "../comparison/repeat-result.ts";
import type { RunDigest } from "../lab-state.ts";
import { bestRoundOf } from "../metric-series.ts";

const made = new WeakMap<readonly RecordedRound[], { readonly seen: number; readonly digest: RunDigest }>();

/** What legend and tables say of a run: its values at the best round by each metric, and at the last one. */
export function digestOf(start: RunStart, rounds: readonly RecordedRound[]): RunDigest {
  const before = made.get(rounds);
  if (before?.seen === rounds.length) return before.digest;
  const bests = start.metrics.flatMap((metric) => bestRoundOf(start, rounds, metric) ?? []);
  const wanted = new Set([...bests, rounds.length - 1]);
  let size = 0;
  const told: RunDigest["rounds"][number][] = [];
  for (const { round, metrics, elapsedMs, record } of rounds) {
    size += sizeOfRound(record);
    if (wanted.has(round)) told.push({ round, metrics: [...metrics], elapsedMs, size });
  }
  const digest = { metrics: start.metrics, rowCounts: start.rowCounts, rounds: told };
  made.set(rounds, { seen: rounds.length, digest });
  return digest;
}

/** The rounds that a digest knows, in their places; the others are holes until the recording is read. */
export function roundsOfDigest({ rounds }: RunDigest): RecordedRound[] {
  return rounds.map(({ round, metrics, elapsedMs }) => ({
    round,
    record: null,
    metrics: Float64Array.from(metrics),
    scores: new Float32Array(0),
    gradient: null,
    hessian: null,
    probeScores: null,
    elapsedMs,
  }));
}
