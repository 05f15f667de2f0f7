import { inferTask } from "../../data/suggest-roles.ts";
import type { Lab } from "../lab.ts";
import type { ImportDraft } from "../lab-state.ts";
import { changeDraft } from "./change-draft.ts";

/** As many as an experiment may have beside the first. */
const MOST_FURTHER = 15;

/** Columns that can be predicted beside the target: numbers without another role. Nothing for a target of text. */
export function furtherTargets({ table, roles, split }: ImportDraft): string[] {
  const { target, targets = [], weight, censoring, query, dates } = roles;
  const isNumber = (name: string) => table.columns.find((column) => column.name === name)?.kind === "number";
  if (!isNumber(target) || censoring !== undefined || query !== undefined) return [];
  if (targets.length >= MOST_FURTHER) return [];
  const taken = new Set([target, ...targets, weight, split.column, ...dates.map(({ column }) => column)]);
  return table.columns.map(({ name }) => name).filter((name) => !taken.has(name) && isNumber(name));
}

/** Predicts these beside the target; none = the target alone, with the task that it suggests. */
export function chooseFurtherTargets(lab: Lab, names: readonly string[]): void {
  const { draft } = lab.store.getState().importing;
  if (draft === null) return;
  const { targets: _, censoring: __, query: ___, ...roles } = draft.roles;
  if (names.length === 0) {
    changeDraft(lab, { roles, task: inferTask(draft.table, roles.target) });
    return;
  }
  const ignored = roles.ignored.filter((name) => !names.includes(name));
  changeDraft(lab, { roles: { ...roles, ignored, targets: names }, task: "multioutput" });
}
