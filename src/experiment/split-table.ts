import { LabError } from "../core/errors.ts";
import type { Table, TableColumn } from "../core/table.ts";
import { groupsOf } from "../data/column-groups.ts";
import { numberReader } from "../data/column-text.ts";
import { dateReader } from "../data/date-reader.ts";
import { duplicateGroups } from "../data/duplicate-rows.ts";
import { columnNamed } from "../data/make-encoder.ts";
import {
  type RowSplit,
  type SplitRequest,
  splitByGroup,
  splitByName,
  splitByTime,
  splitRows,
  splitTogether,
} from "../data/split-rows.ts";
import type { Experiment } from "./spec.ts";

export interface SplitTableRequest {
  /** Its data, task, split and seed. */
  readonly experiment: Pick<Experiment, "data" | "task" | "split" | "seed">;
  readonly table: Table;
  /** Rows with a known target, ascending, and their labels or class indices. */
  readonly rows: Uint32Array;
  readonly labels: Float64Array;
  /** Test rows come from another table: none is split off. */
  readonly hasTestTable: boolean;
}

/** Shares out the labelled rows as an experiment says; every set ascends. Throws where the column cannot decide. */
export function splitTable(request: SplitTableRequest): RowSplit & { readonly notes: readonly string[] } {
  const { experiment, rows, labels, hasTestTable } = request;
  const { split, task, seed } = experiment;
  const shares = hasTestTable ? { ...split, test: 0 } : split;
  const { validation, test, calibration, fold } = shares;
  // Test rows of another table leave nothing to take a fold for.
  const cut = fold === undefined || hasTestTable ? {} : { fold };
  const plain: SplitRequest = { labels, rows, task, split: { validation, test, calibration, ...cut }, seed };
  switch (split.kind) {
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
  const { data, split } = experiment;
  if (data.query !== undefined)
    return { ...splitTogether(plain, groupsOf(columnNamed(table, data.query), rows)), notes: [] };
  if (!split.duplicatesTogether) return { ...splitRows(plain), notes: [] };
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
