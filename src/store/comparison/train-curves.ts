import type { Lab } from "../lab.ts";
import { createRepeatGatherer, type RepeatOutcome } from "./repeat-result.ts";
import { type OneTraining, trainOnce } from "./train-once.ts";

/** Trains one run beside those of the lab and keeps its curves. Null = it was stopped before its end. */
export async function trainCurves(
  lab: Lab,
  request: OneTraining,
  signal: AbortSignal,
): Promise<RepeatOutcome | null> {
  // Made with the start, before any round arrives.
  const gathered: ReturnType<typeof createRepeatGatherer>[] = [];
  const outcome = await trainOnce(lab, request, {
    signal,
    onStart: (start) => gathered.push(createRepeatGatherer(request.experiment.seed, start)),
    onRounds: (rounds) => gathered[0].add(rounds),
  });
  if (outcome === null) return null;
  return outcome.ok
    ? { ok: true, value: gathered[0].result() }
    : { ok: false, message: outcome.error.message };
}
