import type { FinalMetrics } from "../../experiment/evaluate.ts";
import { type Receipt, receiptOf, type TrainedRun } from "../../experiment/receipt.ts";
import { setNames } from "../../experiment/recording.ts";
import { modelSha256 } from "../../interchange/model-json.ts";
import { experimentOf, isChanged } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import type { LabState, RunEntry } from "../lab-state.ts";
import { metricAt } from "../metric-series.ts";
import { modelOf } from "../model-of.ts";

/** Of the experiment on screen; null where no run was trained to its end with the settings on screen. */
export function receiptOnScreen(lab: Lab): Receipt | null {
  const state = lab.store.getState();
  const { data, runs } = state;
  if (data.status !== "ready") return null;
  const trained = runs.map((run) => (isWhole(state, run) ? trainedRun(lab, run) : null));
  return trained.every((run) => run === null) ? null : receiptOf(experimentOf(state), data.tableId, trained);
}

/** Trained to its end, and nothing was changed since. */
export function isWhole({ setup }: Pick<LabState, "setup">, run: RunEntry): boolean {
  const isKnown = run.start !== null || run.digest?.trained !== undefined;
  return run.end !== null && run.end.reason !== "stopped" && isKnown && !isChanged(setup, run);
}

/** A large model takes a moment to write out: its hash is worked out once a training. */
const known = new WeakMap<NonNullable<RunEntry["end"]>, TrainedRun>();

/** Model and metrics of a run that has ended, from its recording or its digest; null where nothing is known of it. */
export function trainedRun(lab: Lab, run: RunEntry): TrainedRun | null {
  const { start, end } = run;
  if (end === null) return null;
  // its recording lies in the browser and was not read yet
  if (start === null) return run.digest?.trained ?? null;
  const before = known.get(end);
  if (before !== undefined) return before;
  const model = modelOf(lab, run.id);
  const kept = lab.recordings.of(run.id)[end.keptRounds];
  if (model === null || kept === undefined) return null;
  const metrics = Object.fromEntries(
    setNames.map((set) => [
      set,
      start.rowCounts[set] === 0
        ? {}
        : Object.fromEntries(start.metrics.map((metric) => [metric, metricAt(start, kept, metric, set)])),
    ]),
  ) as unknown as FinalMetrics;
  const trained = { modelSha256: modelSha256(model), metrics };
  known.set(end, trained);
  return trained;
}
