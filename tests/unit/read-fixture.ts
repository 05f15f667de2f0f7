import type { Table } from "../../src/core/table.ts";
import { readFile } from "../../src/data/read-file.ts";
import type { ReadOptions } from "../../src/data/read-table.ts";

export const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A file's bytes in chunks of one size, as often as they are asked for. */
export function opened(bytes: Uint8Array, size = 1 << 16) {
  return async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
}

export function readBytes(
  content: string | Uint8Array,
  { name = "table.csv", size = 1 << 16, ...options }: ReadOptions & { name?: string; size?: number } = {},
) {
  const bytes = typeof content === "string" ? bytesOf(content) : content;
  return readFile({ open: opened(bytes, size), byteCount: bytes.length, name }, options);
}

/** Columns as they stand in the table, in order; null = missing. */
export function cellsOf(table: Table): [string, (string | number | null)[]][] {
  return table.columns.map((column) => [
    column.name,
    column.kind === "number"
      ? Array.from(column.values, (value) => (Number.isNaN(value) ? null : value))
      : Array.from(column.codes, (code) => (code < 0 ? null : column.dictionary[code]!)),
  ]);
}
