import { type CalibratedModel, storedBoundOf } from "../analysis/conformal/conformal-regions.ts";
import type { Lab } from "./lab.ts";

/** The model a run has learnt so far, from its recording; null before its first round. */
export function modelOf(lab: Lab, id: string): CalibratedModel | null {
  const run = lab.store.getState().runs.find((other) => other.id === id);
  if (run === undefined || run.start === null || run.newestRound < 0) return null;
  const rounds = lab.recordings.records(id);
  const bound = run.end?.conformal === undefined ? null : storedBoundOf(run.end.conformal);
  return {
    header: run.start.header,
    rounds,
    keptRounds: run.end?.keptRounds ?? rounds.length,
    ...(bound !== null && { conformal: bound }),
  };
}
