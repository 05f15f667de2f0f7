import type { TableColumn } from "../core/table.ts";

/** A number for each row, equal where the values are; rows without a value are one group. */
export function groupsOf(column: TableColumn, rows: Uint32Array): Int32Array {
  if (column.kind === "text") return Int32Array.from(rows, (row) => column.codes[row]!);
  const codes = new Map<number, number>();
  return Int32Array.from(rows, (row) => {
    const value = column.values[row]!;
    if (Number.isNaN(value)) return -1;
    const code = codes.get(value) ?? codes.size;
    codes.set(value, code);
    return code;
  });
}

export function hasValue(column: TableColumn, row: number): boolean {
  return column.kind === "text" ? column.codes[row]! >= 0 : !Number.isNaN(column.values[row]!);
}
