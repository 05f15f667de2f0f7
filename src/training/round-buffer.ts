import type { RecordedRound } from "../experiment/recording.ts";
import type { RunBatch } from "./training-service.ts";

export type RunOutcome = NonNullable<RunBatch["end"]>;

export interface BufferLimits {
  readonly rounds: number;
  readonly bytes: number;
}

export const defaultLimits: BufferLimits = { rounds: 64, bytes: 4 * 1024 * 1024 };

/**
 * Rounds between a run and whoever pulls them: bounded, lossless, in order. The run waits in `push` while the buffer is
 * full; the puller waits in `pull` while it is empty.
 */
export interface RoundBuffer {
  /** Undefined = there is room for more; else wait. */
  push(round: RecordedRound): Promise<void> | undefined;
  finish(end: RunOutcome): void;
  /** At least one round, or the end. */
  pull(): Promise<Omit<RunBatch, "attempts">>;
  /** Lets a waiting run go on, so that it can see that it was stopped for good. */
  release(): void;
}

export function createRoundBuffer(limits: BufferLimits): RoundBuffer {
  let rounds: RecordedRound[] = [];
  let bytes = 0;
  let end: RunOutcome | null = null;
  let released = false;
  let readers: (() => void)[] = [];
  let writers: (() => void)[] = [];

  const isFull = () => !released && (rounds.length >= limits.rounds || bytes >= limits.bytes);
  const wakeReaders = () => {
    const waiting = readers;
    readers = [];
    for (const wake of waiting) wake();
  };
  const wakeWriters = () => {
    const waiting = writers;
    writers = [];
    for (const wake of waiting) wake();
  };

  return {
    push(round) {
      rounds.push(round);
      bytes += byteSize(round);
      wakeReaders();
      return isFull() ? new Promise((resolve) => writers.push(resolve)) : undefined;
    },
    finish(outcome) {
      end = outcome;
      wakeReaders();
    },
    async pull() {
      while (rounds.length === 0 && end === null) await new Promise<void>((resolve) => readers.push(resolve));
      const batch = { rounds, end };
      rounds = [];
      bytes = 0;
      wakeWriters();
      return batch;
    },
    release() {
      released = true;
      wakeWriters();
    },
  };
}

/** The arrays of a round that belong to it alone. */
export function roundArrays(round: RecordedRound): (Float32Array | Float64Array)[] {
  const { metrics, scores, gradient, hessian, probeScores } = round;
  return [metrics, scores, gradient, hessian, probeScores].filter((array) => array !== null);
}

function byteSize(round: RecordedRound): number {
  return roundArrays(round).reduce((sum, array) => sum + array.byteLength, 0);
}
