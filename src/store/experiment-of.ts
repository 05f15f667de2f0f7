import { canonicalJson } from "../core/canonical-json.ts";
import { versionFor } from "../experiment/experiment-version.ts";
import type { Experiment, RunSpec } from "../experiment/spec.ts";
import type { LabState, RunEntry, Setup } from "./lab-state.ts";

/** The whole experiment on screen: what a link carries. */
export function experimentOf(state: Pick<LabState, "setup" | "runs">): Experiment {
  return withRuns(
    state.setup,
    state.runs.map((run) => run.spec),
  );
}

/** The experiment of a single run: what one training gets. */
export function experimentOfRun(setup: Setup, spec: RunSpec): Experiment {
  return withRuns(setup, [spec]);
}

function withRuns(setup: Setup, runs: readonly RunSpec[]): Experiment {
  return { ...setup, version: versionFor(setup.data, runs, setup.split), runs };
}

const knownKeys = new WeakMap<RunSpec, { readonly setup: Setup; readonly key: string }>();

/** Text that differs when a run would be trained with other settings. Asked for at every change, so it is kept. */
export function trainingKey(setup: Setup, spec: RunSpec): string {
  const known = knownKeys.get(spec);
  if (known?.setup === setup) return known.key;
  const key = keyOf(setup, spec);
  knownKeys.set(spec, { setup, key });
  return key;
}

function keyOf(setup: Setup, spec: RunSpec): string {
  const stopMetric = spec.earlyStopping === null ? null : setup.stopMetric;
  return canonicalJson(experimentOfRun({ ...setup, stopMetric }, spec));
}

export function isChanged(setup: Setup, run: RunEntry): boolean {
  return run.trainedKey !== null && run.trainedKey !== trainingKey(setup, run.spec);
}

/** A training is under way for this run, be it at rest. */
export function isTraining(run: RunEntry): boolean {
  return ["starting", "running", "paused", "stopping"].includes(run.status);
}

/** The rounds of the clock's axis. */
export function plannedRounds(runs: readonly RunEntry[]): number {
  return runs.reduce((most, run) => Math.max(most, run.spec.rounds, run.newestRound), 1);
}

/** The newest round that any shown run has recorded. */
export function newestRound(runs: readonly RunEntry[]): number {
  return runs.reduce((most, run) => (run.shown ? Math.max(most, run.newestRound) : most), 0);
}

export function roundOnScreen(state: Pick<LabState, "clock">): number {
  return Math.floor(state.clock.position + 1e-9);
}

export const MOST_COLUMNS = 3;

/** The runs with a column: the pinned ones first, then the others that are shown, three at most, in their order. */
export function columnRuns(runs: readonly RunEntry[]): RunEntry[] {
  const shown = runs.filter((run) => run.shown);
  const chosen = [...shown.filter((run) => run.pinned), ...shown.filter((run) => !run.pinned)];
  const columns = new Set(chosen.slice(0, MOST_COLUMNS));
  return shown.filter((run) => columns.has(run));
}

export const MOST_LISTED = 20;

/** Of many runs those that rail and legend list: the newest and the first that are shown, then the first of all. */
export function listedRuns(runs: readonly RunEntry[]): RunEntry[] {
  const shown = runs.filter((run) => run.shown);
  const listed = [...new Set([...shown.slice(-1), ...shown, ...runs])].slice(0, MOST_LISTED);
  return runs.filter((run) => listed.includes(run));
}
