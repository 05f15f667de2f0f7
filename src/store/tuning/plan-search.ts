import { type Dimension, dimensionsOf, usualDimensions } from "../../analysis/tuning/search-space.ts";
import { roundsOfHalving, rungsOf } from "../../analysis/tuning/successive-halving.ts";
import type { ParamValue } from "../../core/params.ts";
import { resolveRun, runParams } from "../../experiment/resolve-run.ts";
import type { RunSpec } from "../../experiment/spec.ts";
import { comparisonOf } from "../comparison/comparison.ts";
import type { Lab } from "../lab.ts";
import type { LabState, RunEntry } from "../lab-state.ts";
import type { TuneSession, TuneWishes } from "./tuning.ts";

/** The run that is searched around. */
export function tunedRun(
  { runs }: Pick<LabState, "runs">,
  { runId }: Pick<TuneWishes, "runId">,
): RunEntry | null {
  return runs.find(({ id }) => id === runId) ?? runs[0] ?? null;
}

/** A search trains from the constant model on: a branch is searched without its past. */
export function withoutPast({ stages: _, ...spec }: RunSpec): RunSpec {
  return spec;
}

/** All that can be searched of a run, and which of it is; null where its settings are not valid. */
export function searchable(
  { spec, search }: Pick<RunEntry, "spec" | "search">,
  { setup, data }: Pick<LabState, "setup" | "data">,
): { readonly offered: readonly Dimension[]; readonly space: readonly Dimension[] } | null {
  const { task } = setup;
  try {
    const { values } = resolveRun(withoutPast(spec), task, "run");
    const offered = dimensionsOf(runParams(spec, task), values, {
      ...(data.status === "ready" && { trainRows: data.table.rowCount * trainShare(setup) }),
      ...(search && { ranges: search.ranges }),
    });
    const ids = search?.chosen ?? usualDimensions(offered);
    return { offered, space: offered.filter(({ id }) => ids.includes(id)) };
  } catch {
    return null;
  }
}

/** Known before anything was trained; a column that names the sets is taken to be as usual. */
function trainShare({ split: { kind, validation, test, calibration, fold } }: LabState["setup"]): number {
  if (kind === "column") return 0.6;
  return 1 - validation - calibration - (fold === undefined ? test : 1 / fold.of);
}

/** What a search by these wishes would be; null = there is nothing to search. */
export function planSearch(lab: Lab, wishes: TuneWishes): TuneSession | null {
  const state = lab.store.getState();
  const run = tunedRun(state, wishes);
  const found = run === null ? null : searchable(run, state);
  if (run === null || found === null || found.space.length === 0) return null;
  const { method, trials, repeats } = wishes;
  return {
    setup: state.setup,
    runName: run.name,
    spec: withoutPast(run.spec),
    space: found.space,
    metric: searchedMetric(lab, run),
    method,
    trials,
    repeats,
    rungs: method === "halving" ? rungsOf(run.spec.rounds) : [run.spec.rounds],
  };
}

/** The metric of the comparison where the run records it, else the first that it does. */
function searchedMetric(lab: Lab, run: RunEntry): string {
  const { setup } = lab.store.getState();
  const wanted = [comparisonOf(lab).getState().metric, setup.stopMetric, ...setup.metrics];
  const recorded = run.start?.metrics ?? null;
  const found = wanted.find((id) => id !== null && (recorded === null || recorded.includes(id)));
  return found ?? recorded?.[0] ?? resolveRun(withoutPast(run.spec), setup.task, "run").defaultMetric;
}

/** Rounds that a search trains at most, over all trials and seeds. */
export function plannedRounds({ trials, repeats, rungs }: TuneSession): number {
  return repeats * roundsOfHalving(trials, rungs);
}

/** Milliseconds of a search, from the time that the run itself took; null = it was not trained yet. */
export function expectedSearchMs(lab: Lab, plan: TuneSession): number | null {
  const run = lab.store.getState().runs.find(({ name }) => name === plan.runName);
  const rounds = run?.end?.rounds ?? 0;
  if (run?.end == null || rounds < 1) return null;
  const { bin, train } = run.end.milliseconds;
  return (train / rounds) * plannedRounds(plan) + bin * plan.trials * plan.repeats;
}

/** A run with other values; those that are a default are left out, as a link does. */
export function specWith(
  spec: RunSpec,
  task: LabState["setup"]["task"],
  values: { readonly [id: string]: ParamValue },
): RunSpec {
  const defaults = new Map(runParams(spec, task).map((param) => [param.id, param.default]));
  const all = { ...spec.values, ...values };
  return {
    ...spec,
    values: Object.fromEntries(Object.entries(all).filter(([id, value]) => defaults.get(id) !== value)),
  };
}
