import { canonicalJson } from "../../core/canonical-json.ts";
import type { RunSpec } from "../../experiment/spec.ts";
import { tuneWords as words } from "../../words/tune.ts";
import { appendRun } from "../actions/edit-runs.ts";
import type { Lab } from "../lab.ts";
import type { LabState } from "../lab-state.ts";
import type { Trial, TuneSession } from "./tuning.ts";

/** The settings of a trial are a run's; it trains all rounds there, also where a rung ended it here. */
export function addTrial(lab: Lab, { runName }: TuneSession, { number, spec }: Trial): void {
  const { runs } = lab.store.getState();
  if (isInLab(runs, spec)) return;
  const taken = new Set(runs.map(({ name }) => name));
  let name = words.trialOf(runName, number);
  for (let again = 2; taken.has(name); again++) name = words.trialAgain(runName, number, again);
  appendRun(lab, spec, name);
}

export function isInLab(runs: LabState["runs"], spec: RunSpec): boolean {
  const wanted = canonicalJson(spec);
  return runs.some((run) => canonicalJson(run.spec) === wanted);
}
