import type { Table, TableColumn } from "../../core/table.ts";
import { inferTask } from "../../data/suggest-roles.ts";
import type { Lab } from "../lab.ts";
import type { ImportDraft } from "../lab-state.ts";
import { changeDraft } from "./change-draft.ts";

type QueryRoles = Pick<ImportDraft["roles"], "target" | "weight">;

/** Columns whose values can be queries: some come twice, and there are at least two. Nothing for a target of text. */
export function queryColumns(table: Table, { target, weight }: QueryRoles): string[] {
  if (table.columns.find(({ name }) => name === target)?.kind !== "number") return [];
  return table.columns
    .filter((column) => column.name !== target && column.name !== weight && hasGroups(column, table.rowCount))
    .map(({ name }) => name);
}

function hasGroups(column: TableColumn, rowCount: number): boolean {
  if (column.kind === "text") return column.dictionary.length > 1 && column.dictionary.length < rowCount;
  const distinct = new Set<number>();
  for (const value of column.values) {
    if (!Number.isInteger(value)) {
      if (Number.isNaN(value)) continue;
      return false;
    }
    distinct.add(value);
  }
  return distinct.size > 1 && distinct.size < rowCount;
}

/** The target grades the documents of the queries in this column; null = rows stand alone again. */
export function chooseQuery(lab: Lab, column: string | null): void {
  const { draft } = lab.store.getState().importing;
  if (draft === null) return;
  const { censoring: _, query: __, targets: ___, ...roles } = draft.roles;
  if (column === null) {
    changeDraft(lab, { roles, task: inferTask(draft.table, roles.target) });
    return;
  }
  const ignored = roles.ignored.filter((name) => name !== column);
  changeDraft(lab, { roles: { ...roles, ignored, query: column }, task: "ranking" });
}
