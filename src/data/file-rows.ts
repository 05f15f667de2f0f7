import type { Table } from "../core/table.ts";

/** Rows of the file that rows of a table were read from: other ones where the table is a sample. */
export function fileRows({ rowNumbers }: Pick<Table, "rowNumbers">, rows: Uint32Array): Uint32Array {
  return rowNumbers === undefined ? rows : rows.map((row) => rowNumbers[row]!);
}
