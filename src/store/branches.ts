import { canonicalJson } from "../core/canonical-json.ts";
import type { ParamValue, ParamValues } from "../core/params.ts";
import { runParams } from "../experiment/resolve-run.ts";
import type { RunSpec } from "../experiment/spec.ts";
import type { RunEntry, Setup } from "./lab-state.ts";

/** The last round that a run shares with its past; 0 = it is no branch. */
export function forkRound(spec: RunSpec): number {
  return spec.stages?.at(-1)?.until ?? 0;
}

/** The run after so many of its rounds, with the same values until they are changed. */
export function branchSpec(spec: RunSpec, round: number): RunSpec {
  const stages = (spec.stages ?? []).filter((stage) => stage.until < round);
  return {
    ...spec,
    stages: [...stages, { values: valuesAt(spec, round), until: round }],
    rounds: Math.max(spec.rounds, round + 1),
  };
}

/** The values that a round was trained with. */
export function valuesAt(spec: RunSpec, round: number): ParamValues {
  return spec.stages?.find((stage) => round <= stage.until)?.values ?? spec.values;
}

/** Text that differs when a branch's past would be trained to other rounds than those that it shares. */
export function pastKeyOf(setup: Setup, spec: RunSpec): string {
  const { metrics: _, stopMetric: __, ...decides } = setup;
  return canonicalJson({ ...decides, version: 3, run: { ...spec, values: {}, earlyStopping: null } });
}

export interface ChangedValue {
  readonly id: string;
  readonly label: string;
  readonly before: ParamValue;
  readonly after: ParamValue;
}

/** What a branch does differently from its past, in the order of the form. */
export function branchChanges(spec: RunSpec, task: Setup["task"]): ChangedValue[] {
  const past = spec.stages?.at(-1)?.values;
  if (past === undefined) return [];
  return runParams(spec, task).flatMap((param) => {
    const [before, after] = [past[param.id] ?? param.default, spec.values[param.id] ?? param.default];
    return before === after ? [] : [{ id: param.id, label: param.label, before, after }];
  });
}

/** Runs with each branch right below its parent, as the legend lists them, and how deep each stands. */
export function familyOrder(runs: readonly RunEntry[]): { readonly run: RunEntry; readonly depth: number }[] {
  const ids = new Set(runs.map((run) => run.id));
  const ordered: { run: RunEntry; depth: number }[] = [];
  const visit = (run: RunEntry, depth: number) => {
    ordered.push({ run, depth });
    for (const child of runs) if (child.parentId === run.id) visit(child, depth + 1);
  };
  for (const run of runs) if (run.parentId === null || !ids.has(run.parentId)) visit(run, 0);
  return ordered;
}
