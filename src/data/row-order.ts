import { LabError } from "../core/errors.ts";
import type { Table, TableColumn } from "../core/table.ts";
import { compareTexts } from "./column-text.ts";

/** What rows have to be like to be shown. */
export type RowFilter = {
  /** Place of the column. */
  readonly column: number;
} & (
  | { readonly kind: "contains"; readonly text: string }
  | { readonly kind: "range"; readonly min: number; readonly max: number }
  | { readonly kind: "missing" }
  | { readonly kind: "failing" }
);

/** All rows by the values of a column; equal ones in file order, missing ones last either way. */
export function sortRows(column: TableColumn, direction: "ascending" | "descending"): Uint32Array {
  const keys = column.kind === "number" ? column.values : ranksOf(column);
  const sign = direction === "ascending" ? 1 : -1;
  const rows = Uint32Array.from(keys, (_, row) => row);
  return rows.sort((left, right) => {
    const [a, b] = [keys[left]!, keys[right]!];
    if (Number.isNaN(a) || Number.isNaN(b))
      return Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || left - right;
    return sign * (a - b) || left - right;
  });
}

/** Each cell's place in the order of texts; NaN = missing. */
function ranksOf({ codes, dictionary }: Extract<TableColumn, { kind: "text" }>): Float64Array {
  const order = Array.from(dictionary.keys());
  order.sort((left, right) => compareTexts(dictionary[left]!, dictionary[right]!) || left - right);
  const rank = new Float64Array(dictionary.length);
  order.forEach((code, at) => {
    rank[code] = at;
  });
  return Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : rank[code]!));
}

/** Rows that pass every filter, ascending. */
export function filterRows(table: Table, filters: readonly RowFilter[]): Uint32Array {
  const isOut = new Uint8Array(table.rowCount);
  for (const filter of filters) {
    const column = table.columns[filter.column];
    if (column === undefined) throw unknownColumn(filter.column);
    const passes = testOf(column, filter);
    for (let row = 0; row < table.rowCount; row++) if (!passes(row)) isOut[row] = 1;
  }
  return Uint32Array.from(isOut.keys()).filter((row) => isOut[row] === 0);
}

function testOf(column: TableColumn, filter: RowFilter): (row: number) => boolean {
  switch (filter.kind) {
    case "missing":
      return (row) => (column.kind === "text" ? column.codes[row]! < 0 : Number.isNaN(column.values[row]!));
    case "failing": {
      const rows = new Set(column.kind === "number" ? column.failingRows : []);
      return (row) => rows.has(row);
    }
    case "range":
      if (column.kind === "text") return () => false;
      return (row) => column.values[row]! >= filter.min && column.values[row]! <= filter.max;
    case "contains":
      return containsTest(column, filter.text.toLowerCase());
  }
}

function containsTest(column: TableColumn, wanted: string): (row: number) => boolean {
  if (column.kind === "number") return (row) => String(column.values[row]!).toLowerCase().includes(wanted);
  const holds = column.dictionary.map((text) => text.toLowerCase().includes(wanted));
  return (row) => column.codes[row]! >= 0 && holds[column.codes[row]!]!;
}

function unknownColumn(column: number): LabError {
  return new LabError("data.column-missing", `The table has no column number ${column + 1}.`, { column });
}
