import type { Backend } from "./backend.ts";

/** What became of a backend; one on standby has not been tried. */
export type AttemptOutcome = "taken" | "timing" | "slower" | "too-small" | "unavailable" | "lost" | "standby";

/** One backend that was tried, and what came out. Stands beside the run, never in it: all give the same bits. */
export interface BackendAttempt {
  readonly id: Backend["id"];
  /** Threads that may work for it; a GPU's are those of the kernels beside it. */
  readonly threads: number;
  readonly outcome: AttemptOutcome;
  /** Why it is unavailable or was lost. */
  readonly reason: string | null;
  /** Median time of its timed trees; null = not timed. */
  readonly treeMs: number | null;
}

/** A backend for one run, and what was tried to find it. */
export interface ChosenBackend {
  readonly backend: Backend;
  /** In order, as they stand now. */
  readonly attempts: () => readonly BackendAttempt[];
}

export function attemptOf(
  { id, threads }: Pick<Backend, "id" | "threads">,
  outcome: AttemptOutcome,
  reason: string | null = null,
): BackendAttempt {
  return { id, threads, outcome, reason, treeMs: null };
}
