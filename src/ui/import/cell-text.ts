import type { TableColumn } from "../../core/table.ts";

export const NO_VALUE = "–";

/** A cell as people read it; numbers keep all their digits. */
export function cellText(column: TableColumn, row: number): string {
  if (column.kind === "text") return column.dictionary[column.codes[row]!] ?? NO_VALUE;
  const value = column.values[row]!;
  return Number.isNaN(value) ? NO_VALUE : String(value).replace("-", "−");
}
