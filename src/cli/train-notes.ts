import type { BackendAttempt } from "../compute/attempts.ts";
import type { Backend } from "../compute/backend.ts";
import type { RunEnded } from "../experiment/run-events.ts";

/** Fewer threads than were offered. */
export function threadNotes(threads: number | null, backend: Backend): string[] {
  if (threads === null || threads <= backend.threads) return [];
  return [
    `The backend ${backend.id} uses ${backend.threads} thread; ${threads} were offered. The model is the same.`,
  ];
}

/** What became of a library that an experiment asked for. */
export function tensorNotes(attempts: readonly BackendAttempt[]): string[] {
  return attempts.flatMap(({ id, outcome, reason, stageMs }) => {
    if (!id.startsWith("tfjs")) return [];
    if (outcome === "lost") return [`${id} was lost, and the own kernel went on: ${reason}`];
    if (stageMs === undefined) return [];
    const { tensors, own } = stageMs;
    const end = outcome === "taken" ? "it is kept" : "the own kernel is kept";
    return [
      `The first net took ${id} ${Math.round(tensors)} ms, the own kernel ${Math.round(own)} ms: ${end}.`,
    ];
  });
}

/** Rows whose metric NGBoost could not invert as it was. */
export function ridgeNotes({ model }: RunEnded): string[] {
  const count = model.rounds.reduce((sum, { ridges = 0 }) => sum + ridges, 0);
  return count === 0
    ? []
    : [`In ${model.rounds.length} rounds ${count} singular metrics of rows got a ridge of a millionth.`];
}

export function stopNotes({ end }: RunEnded): string[] {
  return end.reason === "stopped" ? [`Training was stopped after round ${end.rounds}.`] : [];
}
