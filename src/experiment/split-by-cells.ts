import { LabError } from "../core/errors.ts";
import type { TableColumn } from "../core/table.ts";
import { groupsOf } from "../data/column-groups.ts";
import { numberReader } from "../data/column-text.ts";
import { dateReader } from "../data/date-reader.ts";
import { duplicateGroups } from "../data/duplicate-rows.ts";
import { columnNamed } from "../data/make-encoder.ts";
import { splitByGroup, splitByName, splitByTime, splitTogether } from "../data/split-kinds.ts";
import { type SplitRequest, splitRows } from "../data/split-rows.ts";
import type { SplitTableRequest, TableSplit } from "./split-table.ts";

/** Splits that what stands in the cells decides: a column, equal rows, queries. */
export function splitByCells(plain: SplitRequest, request: SplitTableRequest): TableSplit {
  const { rows, experiment } = request;
  switch (experiment.split.kind) {
    case "random":
      return randomParts(plain, request);
    case "time":
      return timeParts(plain, request);
    case "group":
      return { ...splitByGroup(plain, groupsOf(deciding(request), rows)), notes: [] };
    case "column":
      return { ...splitByName(plain, textsOf(deciding(request), rows)), notes: [] };
  }
}

function randomParts(plain: SplitRequest, { experiment, table, rows }: SplitTableRequest) {
  const { data } = experiment;
  if (data.query !== undefined)
    return { ...splitTogether(plain, groupsOf(columnNamed(table, data.query), rows)), notes: [] };
  const names = table.columns.map(({ name }) => name).filter((name) => !data.ignored.includes(name));
  const groups = duplicateGroups(table, names);
  const together = Int32Array.from(rows, (row) => groups[row]!);
  const hasDuplicates = new Set(together).size < rows.length;
  return { ...(hasDuplicates ? splitTogether(plain, together) : splitRows(plain)), notes: [] };
}

/** Rows without a date or number in the deciding column cannot be put in order: they train as the oldest would. */
function timeParts(plain: SplitRequest, request: SplitTableRequest) {
  const { rows } = request;
  const column = deciding(request);
  const order = Float64Array.from(rows, timeReader(column, request));
  const unknown = order.reduce((count, time) => count + (Number.isNaN(time) ? 1 : 0), 0);
  if (unknown === rows.length) throw unordered(column.name);
  const which = unknown === 1 ? "1 row has" : `${unknown} rows have`;
  const note = `${which} no time in "${column.name}" and ${unknown === 1 ? "counts" : "count"} as the oldest.`;
  return { ...splitByTime(plain, order), notes: unknown === 0 ? [] : [note] };
}

/** When rows of a table that is split by time were, in the order of `rows`; NaN = unknown, counts as oldest. */
export function timesOf(
  request: Pick<SplitTableRequest, "experiment" | "table">,
  rows: Uint32Array,
): Float64Array {
  return Float64Array.from(rows, timeReader(deciding(request), request));
}

function deciding({ experiment, table }: Pick<SplitTableRequest, "experiment" | "table">): TableColumn {
  return columnNamed(table, experiment.split.column ?? "");
}

function timeReader(
  column: TableColumn,
  { experiment }: Pick<SplitTableRequest, "experiment">,
): (row: number) => number {
  const date = experiment.data.dates.find((other) => other.column === column.name);
  return date ? dateReader(column, date.order) : numberReader(column);
}

function unordered(name: string): LabError {
  return new LabError(
    "data.split-invalid",
    `Column "${name}" holds no numbers or dates, so rows cannot be split by time with it. Choose another column, or say that it holds dates.`,
    { column: name },
  );
}

function textsOf(column: TableColumn, rows: Uint32Array): (string | null)[] {
  return Array.from(rows, (row) => {
    if (column.kind === "text") return column.dictionary[column.codes[row]!] ?? null;
    const value = column.values[row]!;
    return Number.isNaN(value) ? null : String(value);
  });
}
