import type { ParamValue } from "../core/params.ts";
import { branchChanges, forkRound } from "../store/branches.ts";
import type { RunEntry, Setup } from "../store/lab-state.ts";
import { runWords as words } from "../words/runs.ts";
import { valueText } from "./controls/number-text.ts";

/** A setting's value in a sentence: numbers as the form shows them. */
export function settingText(value: ParamValue): string {
  if (value === null) return words.automatic;
  if (typeof value === "boolean") return value ? words.on : words.off;
  return valueText(value);
}

/** "rate 0.10 → 0.03": all that a branch changes; where it starts when nothing is changed yet. */
export function branchText(run: RunEntry, task: Setup["task"]): string {
  const changes = branchChanges(run.spec, task).map(({ label, before, after }) =>
    words.change(label.toLowerCase(), settingText(before), settingText(after)),
  );
  return changes.length === 0 ? words.branchFrom(forkRound(run.spec)) : changes.join(", ");
}
