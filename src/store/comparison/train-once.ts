import { LabError, type Outcome } from "../../core/errors.ts";
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

/**
 * Trains a run beside those of the lab, which know nothing of it. Null = the signal stopped it before its end. Throws where
 * the place failed, not the training: a lost worker says nothing of a run, and asked again it may go well.
 */
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
    if (!started.ok) return failed(started);
    onStart(started.value);
    for (;;) {
      const batch = await training.next(runId);
      if (signal.aborted) return null;
      if (!batch.ok) return failed(batch);
      onRounds(batch.value.rounds);
      if (batch.value.end?.ok === false) return failed(batch.value.end);
      if (batch.value.end !== null) return batch.value.end;
    }
  } finally {
    signal.removeEventListener("abort", stop);
    void training.dispose(runId);
  }
}

type Failed = Extract<Outcome<never>, { readonly ok: false }>;

function failed({ error }: Failed): Failed {
  if (/^(worker|backend)\./.test(error.code)) throw new LabError(error.code, error.message, error.facts);
  return { ok: false, error };
}
