import type { RoundRecord } from "../boosting/round-record.ts";
import type { RecordedRound } from "../experiment/recording.ts";

/** Everything recorded, by run. Arrays grow in place and never enter the state: index = round. */
export interface Recordings {
  of(runId: string): readonly RecordedRound[];
  /** Puts rounds where they belong; returns the newest round. */
  add(runId: string, rounds: readonly RecordedRound[]): number;
  /** Begins anew with the first `rounds` + 1 rounds of the recording; -1 = with nothing. */
  restart(runId: string, rounds: number): void;
  drop(runId: string): void;
  ids(): string[];
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
    restart: (runId, rounds) =>
      void recordings.set(runId, (recordings.get(runId) ?? []).slice(0, rounds + 1)),
    drop: (runId) => void recordings.delete(runId),
    ids: () => [...recordings.keys()],
    records: (runId) =>
      (recordings.get(runId) ?? []).flatMap((recorded) =>
        recorded.record === null ? [] : [recorded.record],
      ),
  };
}
