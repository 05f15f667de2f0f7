import { engineById, engines } from "../boosting/engines/index.ts";
import { metricEntries } from "../boosting/metrics/catalogue.ts";
import type { ParamValues } from "../core/params.ts";
import type { Task } from "../core/task.ts";
import { sourceById } from "../data/sources/index.ts";
import { rolesOf, type Source } from "../data/sources/source.ts";
import { versionFor } from "../experiment/experiment-version.ts";
import { randomSplit } from "../experiment/random-split.ts";
import { runParams } from "../experiment/resolve-run.ts";
import type { DataSpec, Experiment, RunSpec } from "../experiment/spec.ts";
import type { Setup } from "./lab-state.ts";

const METRICS: { readonly [task in Task]?: readonly string[] } = {
  regression: ["rmse", "mae", "r2"],
  binary: ["logloss", "error", "auc"],
  multiclass: ["mlogloss", "merror"],
  survival: ["nll", "concordance"],
  multioutput: ["arrmse", "ar2"],
  ranking: ["ndcg", "ndcg@5", "map"],
};

/** Metrics that every engine can record for a task, so that runs can be compared. */
export function metricsFor(task: Task): readonly string[] {
  const known = new Set<string>(metricEntries.map((metric) => metric.id));
  return (METRICS[task] ?? []).filter((id) => known.has(id));
}

/** Engines that can do a task. */
export function enginesFor(task: Task) {
  return engines.filter((meta) => meta.tasks.includes(task));
}

/** Engines of a first look at data: those of `enginesFor` that are not extras. */
function startingEngines(task: Task) {
  return enginesFor(task).filter((meta) => meta.isExtra !== true);
}

/** A run to watch: the engine's gentle settings, its own defaults elsewhere. */
export function startingRun(engine: string, task: Task, values?: ParamValues): RunSpec {
  const { meta } = engineById(engine);
  const spec: RunSpec = {
    engine: meta.id,
    without: [],
    values: {},
    objective: null,
    distribution: null,
    score: null,
    rounds: meta.defaultRounds ?? 120,
    earlyStopping: null,
  };
  return { ...spec, values: withoutDefaults(spec, task, values ?? meta.gentle) };
}

/**
 * A run of each engine that can do the task, extras apart; where there is only one, a second of it has another
 * law (of times) or takes larger steps.
 */
export function startingRuns(task: Task): RunSpec[] {
  const runs = startingEngines(task).map((meta) => startingRun(meta.id, task));
  const [only] = runs;
  if (runs.length === 1 && task === "survival") runs.push({ ...only, distribution: "weibull" });
  else if (runs.length === 1)
    runs.push(startingRun(only.engine, task, { ...engineById(only.engine).meta.gentle, learning_rate: 0.4 }));
  return runs;
}

/** Values that the run has and that differ from its defaults: a link carries no more. */
export function withoutDefaults(spec: RunSpec, task: Task, values: ParamValues): ParamValues {
  const kept: { [id: string]: ParamValues[string] } = {};
  for (const param of runParams(spec, task)) {
    const value = values[param.id];
    if (value !== undefined && value !== param.default) kept[param.id] = value;
  }
  return kept;
}

export function dataOfSource(source: Source, values: ParamValues): DataSpec {
  const { target, ignored, categorical, dates = [], weight, query, targets } = rolesOf(source, values);
  return {
    source: { kind: "builtin", id: source.id, values },
    fingerprint: null,
    reading: null,
    sample: null,
    target,
    ignored,
    categorical,
    dates,
    dropFailing: [],
    weight,
    ...(targets !== undefined && { targets }),
    ...(query !== undefined && { query }),
  };
}

export function setupOfSource(source: Source, seed: number): Setup {
  const plain = randomSplit(0.2, 0.2);
  const data = dataOfSource(source, {});
  return {
    version: versionFor(data, [], plain),
    numerics: 1,
    data,
    task: source.roles.task,
    split: source.split === undefined ? plain : { ...plain, ...source.split },
    metrics: metricsFor(source.roles.task),
    stopMetric: null,
    seed,
  };
}

/** What a first visit sees: a wave with growing noise, and the engines that can learn it, extras apart. */
export function startingExperiment(): Experiment {
  const setup = setupOfSource(sourceById("heteroscedastic-sine"), 42);
  const runs = startingEngines(setup.task).map((meta) =>
    startingRun(meta.id, setup.task, {
      ...meta.gentle,
      ...(meta.learner === "tree" && { max_depth: 2 }),
      ...(meta.fits === "distribution" && { learning_rate: 0.08 }),
    }),
  );
  return { ...setup, runs };
}
