import { engineById } from "../../boosting/engines/index.ts";
import type { ParamValue } from "../../core/params.ts";
import { runParams } from "../../experiment/resolve-run.ts";
import type { RunSpec } from "../../experiment/spec.ts";
import { forkRound } from "../branches.ts";
import { isTraining } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import type { Setup } from "../lab-state.ts";
import { freeRunId, freshRun, nameForRun } from "../run-names.ts";
import { startingRun } from "../starting-experiment.ts";
import { remember } from "./remember.ts";
import { abandon, trainRuns } from "./train-run.ts";
import { runById, updateRun } from "./update.ts";

/** Adds a run with gentle settings and the shared rounds; it trains at once. */
export function addRun(lab: Lab, engine: string): void {
  const { runs, setup } = lab.store.getState();
  const spec = startingRun(engine, setup.task);
  const other = runs[0]?.spec ?? spec;
  // Some engines need a number of rounds of their own.
  const rounds = engineById(engine).meta.defaultRounds ?? other.rounds;
  const budget = { rounds, earlyStopping: other.earlyStopping };
  appendRun(lab, { ...spec, ...budget }, nameForRun(engine, runs));
}

export function duplicateRun(lab: Lab, id: string): void {
  const run = runById(lab, id);
  if (run === undefined) return;
  appendRun(lab, run.spec, nameForRun(run.spec.engine, lab.store.getState().runs));
}

export function appendRun(lab: Lab, spec: RunSpec, name: string): void {
  const state = lab.store.getState();
  const { runs } = state;
  const run = freshRun({ id: freeRunId(state), name, spec });
  remember(lab, `add:${run.id}`);
  lab.store.setState({ runs: [...runs, run] });
  trainRuns(lab, [run.id]);
}

export function deleteRun(lab: Lab, id: string): void {
  remember(lab, `delete:${id}`);
  const session = lab.border.sessions.get(id);
  if (session !== undefined) abandon(lab, id);
  lab.store.setState((state) => ({ runs: state.runs.filter((run) => run.id !== id) }));
}

export function renameRun(lab: Lab, id: string, name: string): void {
  const trimmed = name.trim();
  if (trimmed === "" || runById(lab, id)?.name === trimmed) return;
  remember(lab, `rename:${id}`);
  updateRun(lab, id, { name: trimmed });
}

export function toggleRun(lab: Lab, id: string): void {
  const run = runById(lab, id);
  if (run !== undefined) updateRun(lab, id, { shown: !run.shown });
}

/** A pinned run keeps its column, whatever other runs are shown. */
export function togglePin(lab: Lab, id: string): void {
  const run = runById(lab, id);
  if (run !== undefined) updateRun(lab, id, { pinned: !run.pinned, shown: run.shown || !run.pinned });
}

/** Shows or hides the run with this number, counted from 1. */
export function toggleRunNumber(lab: Lab, number: number): void {
  const run = lab.store.getState().runs[number - 1];
  if (run !== undefined) toggleRun(lab, run.id);
}

/** Values keep only what differs from the default, as a link does. */
export function setParam(lab: Lab, id: string, param: string, value: ParamValue): void {
  const run = runById(lab, id);
  if (run === undefined) return;
  const described = runParams(run.spec, lab.store.getState().setup.task).find((other) => other.id === param);
  const { [param]: _, ...others } = run.spec.values;
  const isDefault = described?.default === value;
  remember(lab, `${id} ${param}`);
  updateRun(lab, id, {
    spec: { ...run.spec, values: isDefault ? others : { ...others, [param]: value } },
  });
}

export function setLoss(
  lab: Lab,
  id: string,
  loss: Partial<Pick<RunSpec, "objective" | "distribution" | "score">>,
): void {
  const run = runById(lab, id);
  if (run === undefined) return;
  remember(lab, `${id}:loss`);
  updateRun(lab, id, { spec: { ...run.spec, ...loss } });
}

/** Rounds and early stopping are the same for every engine, so that runs can be compared. */
export function setBudget(lab: Lab, change: Partial<Pick<RunSpec, "rounds" | "earlyStopping">>): void {
  remember(lab, `budget:${Object.keys(change).join(" ")}`);
  lab.store.setState((state) => ({
    runs: state.runs.map((run) => ({ ...run, spec: withBudget(run.spec, change) })),
  }));
}

/** A branch has at least one round of its own. */
function withBudget(spec: RunSpec, change: Partial<Pick<RunSpec, "rounds" | "earlyStopping">>): RunSpec {
  const next = { ...spec, ...change };
  return { ...next, rounds: Math.max(next.rounds, forkRound(spec) + 1) };
}

export function changeSetup(lab: Lab, change: Partial<Pick<Setup, "seed" | "split" | "stopMetric">>): void {
  remember(lab, `setup:${Object.keys(change).join(" ")}`);
  lab.store.setState((state) => ({ setup: { ...state.setup, ...change } }));
}

/** Trains what is idle, was changed or failed; when nothing is, everything. */
export function trainAgain(lab: Lab, changedIds: readonly string[]): void {
  const idle = lab.store.getState().runs.filter((run) => !isTraining(run));
  trainRuns(lab, changedIds.length > 0 ? changedIds : idle.map((run) => run.id));
}
