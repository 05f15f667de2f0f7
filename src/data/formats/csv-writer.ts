import type { ReadRecipe } from "../../core/read-recipe.ts";
import { utf8Bytes } from "../../core/utf8.ts";

/** What the text that formats are written out as is known to be. */
export const WRITTEN_CSV: Partial<ReadRecipe> = {
  encoding: "utf-8",
  delimiter: ",",
  quote: '"',
  escape: null,
  comment: null,
  skippedLines: 0,
  hasHeader: true,
  decimal: ".",
  thousands: null,
};

/** A cell to be written; null = no value. */
export type WrittenCell = string | number | bigint | boolean | null | undefined;

const CHUNK_CHARACTERS = 1 << 16;

/** Rows as CSV, in chunks. */
export async function* csvChunks(
  rows: Iterable<readonly WrittenCell[]> | AsyncIterable<readonly WrittenCell[]>,
): AsyncGenerator<Uint8Array> {
  let text = "";
  for await (const row of rows) {
    text += `${row.map(cellText).join(",")}\n`;
    if (text.length < CHUNK_CHARACTERS) continue;
    yield utf8Bytes(text);
    text = "";
  }
  if (text !== "") yield utf8Bytes(text);
}

function cellText(cell: WrittenCell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  const text = String(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
