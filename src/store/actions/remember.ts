import { idsInHistory, type SettingsStep, withStep } from "../history.ts";
import type { Lab } from "../lab.ts";
import type { LabState } from "../lab-state.ts";

/** What can be gone back to. */
export function stepOf({ setup, runs, secondsLimit }: LabState, what: string): SettingsStep {
  return { what, at: performance.now(), setup, runs, secondsLimit };
}

/** Called before the user changes a setting: what stands now can be gone back to. */
export function remember(lab: Lab, what: string): void {
  lab.store.setState((state) => ({ history: withStep(state.history, stepOf(state, what)) }));
  forgetLostRuns(lab);
}

/** Recordings of deleted runs stay until no step brings them back. */
function forgetLostRuns(lab: Lab): void {
  const { runs, history } = lab.store.getState();
  const known = idsInHistory(history);
  for (const run of runs) known.add(run.id);
  for (const id of lab.recordings.ids()) if (!known.has(id)) lab.recordings.drop(id);
}
