import type { Table, TableColumn } from "../core/table.ts";
import type { Task } from "../core/task.ts";
import { groupsOf } from "./column-groups.ts";
import type { TypedColumn } from "./column-type.ts";
import { typeColumns } from "./column-types.ts";
import type { Roles } from "./encoder.ts";

/** Suggested roles, with a plain sentence for each decision that a user may want to change. */
export interface SuggestedRoles {
  readonly roles: Roles;
  readonly reasons: readonly RoleReason[];
}

export interface RoleReason {
  readonly column: string;
  readonly sentence: string;
}

/** Names by which tables call what is to be predicted, the surest first. */
const TARGET_NAMES = [
  "target",
  "relevance",
  "label",
  "class",
  "outcome",
  "response",
  "churn",
  "default",
  "survived",
  "diagnosis",
  "species",
  "quality",
  "income",
  "wage",
  "salary",
  "price",
  "charges",
  "cmedv",
  "medv",
  "median_house_value",
  "signal",
  "rating",
  "damage",
  "grade",
  "rent",
  "y",
];

/** Names of columns that say to which query a row belongs, and of grades. */
const QUERY_NAMES = ["qid", "query", "query_id", "queryid", "srch_id", "search_id"];
const GRADE_NAMES = ["relevance", "relevance_label", "rel", "label", "grade"];

const MOST_CLASSES = 20;

export function suggestRoles(
  table: Table,
  types: readonly TypedColumn[] = typeColumns(table),
): SuggestedRoles {
  const reasons: RoleReason[] = [];
  const unusable = new Map<string, string>();
  table.columns.forEach((column, index) => {
    const why = whyUnusable(column, types[index]!);
    if (why !== null) unusable.set(column.name, why);
  });
  const { column: target, why } = suggestTarget(table, unusable);
  reasons.push({ column: target.name, sentence: why });
  const ignored: string[] = [];
  for (const [name, sentence] of unusable) {
    if (name === target.name) continue;
    ignored.push(name);
    reasons.push({ column: name, sentence });
  }
  const dates = types.flatMap(({ date }) => (date === null || date.column === target.name ? [] : [date]));
  const query = suggestQuery(table, target);
  if (query !== null) {
    reasons.push({
      column: query,
      sentence: `"${query}" says to which query a row belongs, so the rows of each are ranked by "${target.name}".`,
    });
    const left = ignored.filter((name) => name !== query);
    const roles = { target: target.name, ignored: left, categorical: [], dates, weight: null };
    return { roles: { ...roles, task: "ranking", query }, reasons };
  }
  const task = inferTask(table, target.name);
  return { roles: { target: target.name, task, ignored, categorical: [], dates, weight: null }, reasons };
}

/** A column with the name of queries, some rows of which belong together, beside a target with the name of a grade. */
function suggestQuery(table: Table, target: TableColumn): string | null {
  if (target.kind !== "number" || !GRADE_NAMES.includes(target.name.toLowerCase())) return null;
  const found = table.columns.find(
    ({ name }) => name !== target.name && QUERY_NAMES.includes(name.toLowerCase()),
  );
  if (found === undefined) return null;
  const rows = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
  const count = new Set(groupsOf(found, rows)).size;
  return count > 1 && count < table.rowCount ? found.name : null;
}

function suggestTarget(table: Table, unusable: ReadonlyMap<string, string>) {
  const usable = table.columns.filter(({ name }) => !unusable.has(name));
  const last = usable.at(-1);
  if (last !== undefined && TARGET_NAMES.includes(last.name.toLowerCase())) {
    return { column: last, why: `"${last.name}" is the last column and has the usual name of a target.` };
  }
  for (const wanted of TARGET_NAMES) {
    const column = usable.find(({ name }) => name.toLowerCase() === wanted);
    if (column) return { column, why: `"${column.name}" is the usual name of a target.` };
  }
  const column = last ?? table.columns.at(-1)!;
  return { column, why: `"${column.name}" is the last column that can be predicted.` };
}

/** Why a column can hardly help to predict, or null. */
function whyUnusable(column: TableColumn, { type, why }: TypedColumn): string | null {
  if (type === "id" || type === "text") return why;
  const { distinct, known, rows } = countValues(column);
  if (known === 0) return "It has no value in any row.";
  return distinct === 1 && known === rows ? "It has the same value in all rows." : null;
}

/** `distinct` of numbers is 0, 1 or 2 = more than one. */
function countValues(column: TableColumn) {
  let known = 0;
  if (column.kind === "text") {
    for (const code of column.codes) if (code >= 0) known++;
    return { distinct: column.dictionary.length, known, rows: column.codes.length };
  }
  let distinct = 0;
  let first = Number.NaN;
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    if (known++ === 0) first = value;
    if (value !== first) distinct = 1;
  }
  return { distinct: known === 0 ? 0 : distinct + 1, known, rows: column.values.length };
}

/**
 * The task a target suggests. Text or two distinct numbers: classes; numbers that are exactly 0..K-1 or 1..K with
 * K of 3 to 20 and at most 5 % of the rows: classes; other numbers: regression.
 */
export function inferTask(table: Table, target: string): Task {
  const column = table.columns.find(({ name }) => name === target);
  if (!column) return "regression";
  if (column.kind === "text") return column.dictionary.length > 2 ? "multiclass" : "binary";
  const values = new Set<number>();
  let known = 0;
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    known++;
    if (values.size <= MOST_CLASSES) values.add(value);
  }
  const count = values.size;
  if (count === 2) return "binary";
  if (count < 3 || count > MOST_CLASSES || count > known * 0.05) return "regression";
  const start = values.has(0) ? 0 : 1;
  for (let k = 0; k < count; k++) if (!values.has(start + k)) return "regression";
  return "multiclass";
}
