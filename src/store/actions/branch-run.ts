import { versionFor } from "../../experiment/experiment-version.ts";
import { branchSpec, pastKeyOf } from "../branches.ts";
import { roundOnScreen } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import type { RunEntry } from "../lab-state.ts";
import { freeRunId, freshRun, nameForRun } from "../run-names.ts";
import { remember } from "./remember.ts";

/** Rounds that a run can be branched from: it has to have learnt something, and to be able to go on. */
export function canBranch(run: RunEntry, round: number): boolean {
  if (run.spec.members !== undefined) return false;
  return run.start !== null && run.trained !== null && round >= 1 && round <= run.newestRound;
}

/** A new run that shares this one's rounds up to the clock's; it waits for other settings. Returns its id. */
export function branchRun(lab: Lab, id: string): string | null {
  const state = lab.store.getState();
  const parent = state.runs.find((run) => run.id === id);
  const round = roundOnScreen(state);
  if (parent === undefined || parent.trained === null || !canBranch(parent, round)) return null;
  const { runs: trainedRuns, ...setup } = parent.trained;
  const [trainedSpec] = trainedRuns;
  if (trainedSpec === undefined) return null;
  const spec = branchSpec(trainedSpec, round);
  const run: RunEntry = {
    ...freshRun({ id: freeRunId(lab.store.getState()), name: nameForRun(spec.engine, state.runs), spec }),
    parentId: parent.id,
    pastKey: pastKeyOf(setup, spec),
    start: parent.start,
    trained: { ...setup, version: versionFor(setup.data, [spec], setup.split), runs: [spec] },
    newestRound: round,
  };
  remember(lab, `branch:${run.id}`);
  lab.recordings.add(run.id, lab.recordings.of(parent.id).slice(0, round + 1));
  const at = state.runs.indexOf(parent) + 1;
  lab.store.setState({ runs: [...state.runs.slice(0, at), run, ...state.runs.slice(at)] });
  return run.id;
}
