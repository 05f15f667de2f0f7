import { engineById } from "../boosting/engines/index.ts";
import type { Task } from "../core/task.ts";
import { resolveRun } from "./resolve-run.ts";
import type { RunSpec } from "./spec.ts";

/** A run of an engine with everything left to its defaults. Throws when the engine cannot do the task. */
export function defaultRun(engine: string, task: Task): RunSpec {
  const { meta } = engineById(engine);
  const run: RunSpec = {
    engine,
    without: [],
    values: {},
    objective: null,
    distribution: null,
    score: null,
    rounds: meta.defaultRounds ?? 100,
    earlyStopping: null,
  };
  resolveRun(run, task, "run");
  return run;
}
