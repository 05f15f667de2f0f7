import {
  CONFORMAL_LEVEL,
  type ConformalMethodId,
  conformalMethodIds,
} from "../analysis/conformal/conformal-method.ts";
import { LabError } from "../core/errors.ts";
import type { Task } from "../core/task.ts";
import type { ConformalSpec, SplitSpec } from "./spec.ts";

/** Levels that an experiment can ask for, as version 7 has them. */
export const LEAST_LEVEL = 0.01;
export const MOST_LEVEL = 0.999;

/**
 * Methods to choose from, the default first. Empty = the task's targets have no errors that a bound could be taken from.
 * @param hasDistributions a run predicts distributions of numbers.
 */
export function conformalChoices(task: Task, hasDistributions: boolean): readonly ConformalMethodId[] {
  if (task === "binary" || task === "multiclass") return conformalMethodIds.classes;
  if (task !== "regression") return [];
  return conformalMethodIds[hasDistributions ? "distribution" : "point"];
}

/** What runs have without a choice, where there is one. */
function isUsualMethod(method: string): boolean {
  return method === conformalMethodIds.distribution[0] || method === conformalMethodIds.classes[0];
}

/** The split with this asked of its calibration rows; what is as usual is left out, so that hashes stay. */
export function withConformal(split: SplitSpec, { level, method }: ConformalSpec): SplitSpec {
  const { conformal: _, ...plain } = split;
  const conformal: ConformalSpec = {
    ...(level !== undefined && level !== CONFORMAL_LEVEL && { level }),
    ...(method !== undefined && !isUsualMethod(method) && { method }),
  };
  return Object.keys(conformal).length === 0 ? plain : { ...plain, conformal };
}

/** The split without a method that no run of this task could have: sets are for classes, intervals for numbers. */
export function splitForTask(split: SplitSpec, task: Task): SplitSpec {
  const { method, ...others } = split.conformal ?? {};
  if (method === undefined || conformalChoices(task, true).includes(method)) return split;
  return withConformal(split, others);
}

/** Throws spec.invalid for a method that no run of this task could have. */
export function checkConformal(split: SplitSpec, task: Task): void {
  if (splitForTask(split, task) === split) return;
  const fitting = conformalChoices(task, true);
  const [fix = null] = fitting;
  const what = fix === null ? "has targets that none can be calibrated on" : `has ${fitting.join(", ")}`;
  throw new LabError(
    "spec.invalid",
    `The conformal method ${split.conformal!.method} does not fit the task ${task}, which ${what}. ${fix === null ? "Leave split.conformal.method out" : `Use ${fix}`}.`,
    { path: "split.conformal.method", value: split.conformal!.method!, fix },
  );
}
