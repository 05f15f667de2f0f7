import type { RoundRecord } from "../boosting/round-record.ts";
import type { RecordedRound } from "../experiment/recording.ts";

/** Everything recorded, by run. Arrays grow in place and never enter the state: index = round. */
export interface Recordings {
  of(runId: string): readonly RecordedRound[];
  /** Puts rounds where they belong; returns the newest round. */
  add(runId: string, rounds: readonly RecordedRound[]): number;
  reset(runId: string): void;
  drop(runId: string): void;
  /** The records of the rounds so far, for a model or to go on from. */
  records(runId: string): RoundRecord[];
}

const nothing: readonly RecordedRound[] = [];

export function createRecordings(): Recordings {
  const recordings = new Map<string, RecordedRound[]>();
  return {
    of: (runId) => recordings.get(runId) ?? nothing,
    add: (runId, rounds) => {
      const recording = recordings.get(runId) ?? [];
      recordings.set(runId, recording);
      for (const recorded of rounds) recording[recorded.round] = recorded;
      return recording.length - 1;
    },
    reset: (runId) => void recordings.set(runId, []),
    drop: (runId) => void recordings.delete(runId),
    records: (runId) =>
      (recordings.get(runId) ?? []).flatMap((recorded) =>
        recorded.record === null ? [] : [recorded.record],
      ),
  };
}
