import type { Backend } from "./backend.ts";
import type { TensorLibraryId } from "./net-stages.ts";

/** What became of a backend; one on standby has not been tried. */
export type AttemptOutcome = "taken" | "timing" | "slower" | "too-small" | "unavailable" | "lost" | "standby";

/**
 * One backend that was tried, and what came out. Stands beside the run, never in it: all give the same bits, but libraries
 * of tensors, which an experiment has to ask for.
 */
export interface BackendAttempt {
  readonly id: Backend["id"] | TensorLibraryId;
  /** Threads that may work for it; a GPU's are those of the kernels beside it. */
  readonly threads: number;
  readonly outcome: AttemptOutcome;
  /** Why it is unavailable or was lost. */
  readonly reason: string | null;
  /** Median time of its timed trees; null = not timed. */
  readonly treeMs: number | null;
  /** Times of a net's stage, where a library was timed against the own kernel. */
  readonly stageMs?: { readonly tensors: number; readonly own: number };
}

/** A backend for one run, and what was tried to find it. */
export interface ChosenBackend {
  readonly backend: Backend;
  /** In order, as they stand now. */
  readonly attempts: () => readonly BackendAttempt[];
}

export function attemptOf(
  { id, threads }: Pick<BackendAttempt, "id" | "threads">,
  outcome: AttemptOutcome,
  reason: string | null = null,
): BackendAttempt {
  return { id, threads, outcome, reason, treeMs: null };
}
