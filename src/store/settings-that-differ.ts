import { engineById } from "../boosting/engines/index.ts";
import type { ParamValue } from "../core/params.ts";
import { runParams } from "../experiment/resolve-run.ts";
import { runWords } from "../words/runs.ts";
import type { RunEntry, Setup } from "./lab-state.ts";

const words = runWords.settings;

export interface SettingLine {
  readonly label: string;
  /** One a run; undefined = the run has no such setting. */
  readonly values: readonly (ParamValue | undefined)[];
}

/** All settings of the runs: parameters in the order of their forms, then loss, columns left out and budget. */
export function settingLines(runs: readonly RunEntry[], task: Setup["task"]): SettingLine[] {
  const labels = new Map<string, string>();
  const byRun = runs.map((run) => {
    const values = new Map<string, ParamValue>();
    for (const param of runParams(run.spec, task)) {
      // One id is not one thing: the rate of a net's optimiser is none of boosting.
      const key = `${param.id} ${param.label}`;
      labels.set(key, param.label);
      values.set(key, run.spec.values[param.id] ?? param.default);
    }
    return values;
  });
  const lines: SettingLine[] = [...labels].map(([key, label]) => ({
    label,
    values: byRun.map((values) => values.get(key)),
  }));
  const more = (label: string, of: (run: RunEntry) => ParamValue) =>
    lines.push({ label, values: runs.map(of) });
  more(words.engine, ({ spec }) => engineById(spec.engine).meta.label);
  more(words.objective, ({ spec }) => spec.objective);
  more(words.distribution, ({ spec }) => spec.distribution);
  more(words.score, ({ spec }) => spec.score);
  more(words.members, ({ spec }) => spec.members?.map(({ engine }) => engine).join(", ") ?? null);
  more(words.without, ({ spec }) => spec.without.join(", ") || null);
  more(words.rounds, ({ spec }) => spec.rounds);
  more(words.fork, ({ spec }) => spec.stages?.at(-1)?.until ?? null);
  return lines;
}

/** Settings in which runs differ. */
export function settingsThatDiffer(runs: readonly RunEntry[], task: Setup["task"]): SettingLine[] {
  return settingLines(runs, task).filter(
    ({ values }) => new Set(values.filter((value) => value !== undefined)).size > 1,
  );
}
