import { LabError } from "../core/errors.ts";
import type { ReadChoices } from "../core/read-recipe.ts";
import type { TableEstimate } from "./data-service.ts";
import { type OpenFile, readTable } from "./read-table.ts";

const LOOKED_AT_BYTES = 1 << 20;
const LARGE_BYTES = 200 * 1024 * 1024;
const LARGE_ROWS = 2_000_000;
const MOST_MEMORY = 2 * 1024 * 1024 * 1024;
const NUMBER_BYTES = 8;
const CODE_BYTES = 4;

/** What a text of `byteCount` bytes will need as a table, judged by its first megabyte. */
export async function estimateTable(
  open: OpenFile,
  byteCount: number,
  choices: ReadChoices,
): Promise<TableEstimate> {
  const { table, report } = await readTable(() => firstBytes(open), { choices: { ...choices } });
  const rows = Math.max(1, Math.round((table.rowCount * byteCount) / Math.max(1, report.byteCount)));
  let rowBytes = 0;
  let textBytes = 0;
  for (const column of table.columns) {
    rowBytes += column.kind === "number" ? NUMBER_BYTES : CODE_BYTES;
    // texts that keep being new take room of their own
    if (column.kind !== "text" || column.dictionary.length < table.rowCount / 2) continue;
    textBytes += 2 * column.dictionary.reduce((sum, text) => sum + text.length, 0);
  }
  const memoryBytes = Math.round(rows * (rowBytes + textBytes / table.rowCount));
  return {
    rows,
    columns: table.columns.length,
    columnNames: table.columns.map(({ name }) => name),
    memoryBytes,
    isLarge: byteCount > LARGE_BYTES || rows > LARGE_ROWS,
    isTooLarge: memoryBytes > MOST_MEMORY,
  };
}

/** Ends at a line's end, so that no row is cut. */
async function* firstBytes(open: OpenFile): AsyncGenerator<Uint8Array> {
  let left = LOOKED_AT_BYTES;
  for await (const chunk of open()) {
    if (chunk.length <= left) {
      yield chunk;
      left -= chunk.length;
      continue;
    }
    const lineEnd = chunk.lastIndexOf(10, left);
    if (lineEnd >= 0) yield chunk.subarray(0, lineEnd + 1);
    else if (left === LOOKED_AT_BYTES) throw tooLong();
    return;
  }
}

function tooLong(): LabError {
  return new LabError(
    "read.too-large",
    "The first line is longer than a megabyte, so this is hardly a table. Nothing was kept. Check the file.",
  );
}
