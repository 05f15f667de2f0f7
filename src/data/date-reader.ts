import type { TableColumn } from "../core/table.ts";
import type { DateOrder, DatePart } from "./column-type.ts";
import { datePart, parseDate } from "./date-values.ts";

/** A reader of a column's cells as days since 1970-01-01 (UTC); NaN = missing or no date. */
export function dateReader(column: TableColumn, order: DateOrder): (row: number) => number {
  if (column.kind === "number") return (row) => parseDate(String(column.values[row]), order);
  const days = Float64Array.from(column.dictionary, (text) => parseDate(text, order));
  return (row) => {
    const code = column.codes[row]!;
    return code < 0 ? Number.NaN : days[code]!;
  };
}

/** A reader of one part of a column's dates; NaN = missing or no date. */
export function datePartReader(
  column: TableColumn,
  { order, part }: { readonly order: DateOrder; readonly part: DatePart },
): (row: number) => number {
  const read = dateReader(column, order);
  return (row) => {
    const days = read(row);
    return Number.isNaN(days) ? days : datePart(days, part);
  };
}
