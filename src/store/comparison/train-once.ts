import type { Outcome } from "../../core/errors.ts";
import type { RecordedRound, RunEnd, RunStart } from "../../experiment/recording.ts";
import type { StartRequest } from "../../training/training-service.ts";
import type { Lab } from "../lab.ts";
import { wishedBackend } from "../wished-backend.ts";

export type OneTraining = Pick<StartRequest, "experiment" | "tableId" | "past" | "pastMetric">;

export interface TrainingWatch {
  readonly signal: AbortSignal;
  readonly onStart: (start: RunStart) => void;
  readonly onRounds: (rounds: readonly RecordedRound[]) => void;
}

let sessions = 0;

/** Trains a run beside those of the lab, which know nothing of it. Null = the signal stopped it before its end. */
export async function trainOnce(
  lab: Lab,
  request: OneTraining,
  { signal, onStart, onRounds }: TrainingWatch,
): Promise<Outcome<RunEnd> | null> {
  const { training } = lab.services;
  const runId = `repeat/${++sessions}`;
  const stop = () => void training.stop(runId);
  if (signal.aborted) return null;
  signal.addEventListener("abort", stop);
  try {
    const started = await training.start({ runId, ...request, backend: wishedBackend() });
    if (!started.ok) return started;
    onStart(started.value);
    for (;;) {
      const batch = await training.next(runId);
      if (signal.aborted) return null;
      if (!batch.ok) return batch;
      onRounds(batch.value.rounds);
      if (batch.value.end !== null) return batch.value.end;
    }
  } finally {
    signal.removeEventListener("abort", stop);
    void training.dispose(runId);
  }
}
