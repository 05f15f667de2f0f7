import { canonicalJson } from "../../core/canonical-json.ts";
import { isTraining } from "../experiment-of.ts";
import type { SettingsStep } from "../history.ts";
import type { Lab } from "../lab.ts";
import type { LabState, RunEntry, Setup } from "../lab-state.ts";
import { loadExperimentData } from "./load-data.ts";
import { stepOf } from "./remember.ts";
import { abandon } from "./train-run.ts";

export function undo(lab: Lab): void {
  const state = lab.store.getState();
  const step = state.history.past.at(-1);
  if (step === undefined) return;
  const history = {
    past: state.history.past.slice(0, -1),
    future: [...state.history.future, stepOf(state, step.what)],
  };
  restore(lab, step, history);
}

export function redo(lab: Lab): void {
  const state = lab.store.getState();
  const step = state.history.future.at(-1);
  if (step === undefined) return;
  const history = {
    past: [...state.history.past, stepOf(state, step.what)],
    future: state.history.future.slice(0, -1),
  };
  restore(lab, step, history);
}

/** Settings come back; what the runs have recorded stays, also of runs that were deleted since. */
function restore(lab: Lab, step: SettingsStep, history: LabState["history"]): void {
  const { runs, setup } = lab.store.getState();
  const ids = new Set(step.runs.map((run) => run.id));
  for (const run of runs) if (!ids.has(run.id) && isTraining(run)) abandon(lab, run.id);
  const live = new Map(lab.store.getState().runs.map((run) => [run.id, run]));
  lab.store.setState({
    history,
    setup: step.setup,
    secondsLimit: step.secondsLimit,
    runs: step.runs.map((saved) => restoredRun(lab, saved, live.get(saved.id))),
  });
  if (dataKey(step.setup) !== dataKey(setup)) void loadExperimentData(lab);
}

function restoredRun(lab: Lab, saved: RunEntry, live: RunEntry | undefined): RunEntry {
  const { name, spec, search } = saved;
  if (live !== undefined) return { ...live, name, spec, search };
  const newestRound = lab.recordings.of(saved.id).length - 1;
  return { ...saved, newestRound, status: isTraining(saved) ? "stopped" : saved.status };
}

function dataKey({ data }: Setup): string {
  return canonicalJson({ ...data, fingerprint: null });
}
