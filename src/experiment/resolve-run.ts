import { type FamilyEntry, families, familyEntry } from "../boosting/distributions/index.ts";
import type { EngineMeta } from "../boosting/engines/engine.ts";
import { engineById } from "../boosting/engines/index.ts";
import { TARGETS_METRIC } from "../boosting/metrics/catalogue.ts";
import type { ModelHeader } from "../boosting/model-file.ts";
import { objectiveById, objectives } from "../boosting/objectives/index.ts";
import type { Objective } from "../boosting/objectives/objective.ts";
import { LabError } from "../core/errors.ts";
import type { Param, ParamValues } from "../core/params.ts";
import { resolveValues } from "../core/resolve-params.ts";
import { shownInput } from "../core/shown-input.ts";
import type { Task } from "../core/task.ts";
import type { RunSpec, StageSpec } from "./spec.ts";

/** A run whose every choice is made: ids exist, values are complete. */
export interface ResolvedRun {
  readonly meta: EngineMeta;
  readonly loss: ModelHeader["loss"];
  readonly values: ParamValues;
  /** How the rounds are trained, in order; the last stage has `values` and ends with the last round. */
  readonly stages: readonly StageSpec[];
  readonly defaultMetric: string;
  /** Raw score columns for so many classes (0 = numbers) and targets. */
  readonly scoreCount: (classCount: number, targetCount: number) => number;
  readonly rounds: number;
  readonly earlyStopping: number | null;
  /** Of a stack, which has some. */
  readonly members?: readonly ResolvedRun[];
}

interface Loss {
  readonly loss: ModelHeader["loss"];
  readonly params: readonly Param[];
  readonly defaults: ParamValues;
  readonly defaultMetric: string;
  readonly scoreCount: ResolvedRun["scoreCount"];
}

/** All parameters that a run may set, in order, with the defaults that its engine's name and objective bring along. */
export function runParams(run: RunSpec, task: Task): readonly Param[] {
  const { meta, presets } = engineById(run.engine);
  return paramsOf(meta, presets, lossOf(meta, run, task, "run"));
}

/** Throws coded errors with `path` in their facts. */
export function resolveRun(run: RunSpec, task: Task, path: string): ResolvedRun {
  const { meta, presets } = engineById(run.engine);
  if (!meta.tasks.includes(task)) {
    throw invalid(`${path}.engine`, `${meta.label} does not do ${task}. It does ${meta.tasks.join(", ")}.`);
  }
  const members = resolveMembers(meta, run, task, path);
  const chosen = lossOf(meta, run, task, path);
  const params = paramsOf(meta, presets, chosen);
  const values = resolveValues(params, run.values, `${path}.values`);
  return {
    meta,
    loss: chosen.loss,
    values,
    stages: resolveStages(run, params, values, path),
    defaultMetric: chosen.defaultMetric,
    scoreCount: chosen.scoreCount,
    rounds: run.rounds,
    earlyStopping: run.earlyStopping,
    ...(members && { members }),
  };
}

const MOST_MEMBERS = 8;

/** Undefined = it is no stack. Members train as many rounds as the stack does. */
function resolveMembers(
  meta: EngineMeta,
  run: RunSpec,
  task: Task,
  path: string,
): readonly ResolvedRun[] | undefined {
  const { members, stages, rounds, without } = run;
  const isStack = meta.learner === "members";
  const count = members?.length ?? 0;
  if (isStack ? count < 2 || count > MOST_MEMBERS : members !== undefined) {
    const what = isStack ? `A stack has 2 to ${MOST_MEMBERS} members` : `${meta.label} has no members`;
    throw invalid(`${path}.members`, `${what}, here are ${count}.`);
  }
  if (isStack && stages !== undefined) throw invalid(`${path}.stages`, "A stack has no branches.");
  return members?.map((member, at) => {
    const own = `${path}.members[${at}]`;
    if (engineById(member.engine).meta === meta) throw invalid(own, "A stack has no stack in it.");
    return resolveRun({ ...member, without, rounds, earlyStopping: null }, task, own);
  });
}

/** Parameters that decide round 0 or how rows are seen, which a branch shares with its past. */
const OF_ROUND_0 = [
  "base_score",
  "clip",
  "upscale",
  "scaling",
  "scale_target",
  "learner",
  "learner_2",
  "learner_3",
];

function resolveStages(
  run: RunSpec,
  params: readonly Param[],
  values: ParamValues,
  path: string,
): readonly StageSpec[] {
  let before = 0;
  const past = (run.stages ?? []).map((stage, index) => {
    const at = `${path}.stages[${index}]`;
    if (stage.until <= before || stage.until >= run.rounds) {
      throw invalid(
        `${at}.until`,
        `A branch's stages end in ascending rounds below its last, ${run.rounds}; one ends at ${stage.until}.`,
      );
    }
    before = stage.until;
    const resolved = resolveValues(params, stage.values, `${at}.values`);
    const changed = OF_ROUND_0.find((id) => resolved[id] !== values[id]);
    if (changed !== undefined) {
      throw invalid(
        `${path}.values.${changed}`,
        `A branch shares ${changed} with its past; it cannot change.`,
      );
    }
    return { values: resolved, until: stage.until };
  });
  return [...past, { values, until: run.rounds }];
}

function invalid(path: string, message: string): LabError {
  return new LabError("spec.invalid", message, { path });
}

function paramsOf(meta: EngineMeta, presets: ParamValues, loss: Loss): readonly Param[] {
  const changed: ParamValues = { ...loss.defaults, ...presets };
  return [...meta.params, ...loss.params].map((param) => {
    const value = changed[param.id];
    return value === undefined ? param : ({ ...param, default: value } as Param);
  });
}

function lossOf(meta: EngineMeta, run: RunSpec, task: Task, path: string): Loss {
  return meta.fits === "objective"
    ? objectiveLoss(meta, run, task, path)
    : distributionLoss(meta, run, task, path);
}

function objectiveLoss(meta: EngineMeta, run: RunSpec, task: Task, path: string): Loss {
  for (const name of ["distribution", "score"] as const) {
    if (run[name] !== null)
      throw invalid(`${path}.${name}`, `${meta.label} takes an objective, not a ${name}.`);
  }
  const objective: Objective | undefined =
    run.objective === null
      ? objectives.find((entry) => entry.tasks.includes(task))
      : objectiveById(run.objective);
  if (objective === undefined || !objective.tasks.includes(task)) {
    const fitting = objectives.filter((entry) => entry.tasks.includes(task)).map((entry) => entry.id);
    throw invalid(
      `${path}.objective`,
      `The objective ${run.objective ?? ""} does not fit ${task}. These do: ${fitting.join(", ")}.`,
    );
  }
  const isSeveral = task === "multioutput";
  return {
    loss: { objective: objective.id },
    // Weights of positive labels: no target of several is a label, and a stack's members have their own.
    params: isSeveral || meta.learner === "members" ? [] : objective.params,
    defaults: objective.treeDefaults,
    defaultMetric: isSeveral ? TARGETS_METRIC : objective.defaultMetric,
    scoreCount: (...counts) => objective.scoreCount(...counts),
  };
}

function distributionLoss(meta: EngineMeta, run: RunSpec, task: Task, path: string): Loss {
  if (run.objective !== null) {
    throw invalid(`${path}.objective`, `${meta.label} takes a distribution and a score, not an objective.`);
  }
  const family: FamilyEntry | undefined =
    run.distribution === null
      ? families.find((entry) => entry.tasks.includes(task))
      : familyEntry(run.distribution);
  if (family === undefined || !family.tasks.includes(task)) {
    const fitting = families.filter((entry) => entry.tasks.includes(task)).map((entry) => entry.id);
    throw invalid(
      `${path}.distribution`,
      `The distribution ${run.distribution ?? ""} does not fit ${task}. These do: ${fitting.join(", ")}.`,
    );
  }
  const rules = family.scores.map((rule) => rule.id);
  const score = run.score ?? rules[0];
  if (score === undefined || !rules.includes(score)) {
    throw new LabError(
      "spec.unknown-id",
      `There is no score "${shownInput(score ?? "")}" for ${family.label}. Known are: ${rules.join(", ")}.`,
      { path: `${path}.score`, value: score === undefined ? null : shownInput(score), fix: rules[0] ?? null },
    );
  }
  return {
    loss: { distribution: family.id, score },
    params: [],
    defaults: {},
    defaultMetric: family.defaultMetric,
    scoreCount: family.parameterCount,
  };
}
