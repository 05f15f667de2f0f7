import type { Table, TableColumn } from "../../core/table.ts";
import { inferTask } from "../../data/suggest-roles.ts";
import type { Lab } from "../lab.ts";
import type { ImportDraft } from "../lab-state.ts";
import { changeDraft } from "./change-draft.ts";

type EventRoles = Pick<ImportDraft["roles"], "target" | "weight">;

/** Columns that can say whether an event was seen: of two values at most. Nothing for a target of text. */
export function eventColumns(table: Table, { target, weight }: EventRoles): string[] {
  if (table.columns.find(({ name }) => name === target)?.kind !== "number") return [];
  return table.columns
    .filter((column) => column.name !== target && column.name !== weight && saysWhether(column))
    .map(({ name }) => name);
}

function saysWhether(column: TableColumn): boolean {
  if (column.kind === "text") return column.dictionary.length <= 2;
  return (
    column.failingCount === 0 &&
    column.values.every((value) => Number.isNaN(value) || value === 0 || value === 1)
  );
}

/** The target is the time until an event that this column saw or did not; null = it is a plain number again. */
export function chooseEvent(lab: Lab, column: string | null): void {
  const { draft } = lab.store.getState().importing;
  if (draft === null) return;
  const { censoring: _, query: __, targets: ___, ...roles } = draft.roles;
  if (column === null) {
    changeDraft(lab, { roles, task: inferTask(draft.table, roles.target) });
    return;
  }
  const ignored = roles.ignored.filter((name) => name !== column);
  changeDraft(lab, {
    roles: { ...roles, ignored, censoring: { kind: "event", column } },
    task: "survival",
  });
}
