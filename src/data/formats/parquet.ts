import { parquetMetadataAsync, parquetRead, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { LabError } from "../../core/errors.ts";
import { csvChunks, WRITTEN_CSV, type WrittenCell } from "./csv-writer.ts";
import type { Unpack } from "./format.ts";
import { gatherBytes } from "./gather-bytes.ts";

/** So many rows are turned into text at a time. */
const ROWS_AT_ONCE = 20_000;

export const unpackParquet: Unpack = async (packed) => {
  const bytes = await gatherBytes(packed);
  const file = {
    byteLength: bytes.length,
    slice: (start: number, end?: number) => bytes.slice(start, end).buffer as ArrayBuffer,
  };
  const metadata = await decoded(() => parquetMetadataAsync(file));
  const { children } = parquetSchema(metadata);
  const rowCount = Number(metadata.num_rows);
  const groupRows = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (!(rowCount >= 0 && rowCount === groupRows)) throw damaged("its row counts differ");
  const flat = children.filter((child) => child.children.length === 0);
  const nested = children.length - flat.length;
  const columns = flat.map(({ element }) => element.name);
  if (columns.length === 0) throw damaged("it has no plain columns");

  async function* rows(): AsyncGenerator<readonly WrittenCell[]> {
    yield columns;
    for (let rowStart = 0; rowStart < rowCount; rowStart += ROWS_AT_ONCE) {
      packed.throwIfCancelled();
      const rowEnd = Math.min(rowCount, rowStart + ROWS_AT_ONCE);
      let part: Record<string, unknown>[] = [];
      await decoded(() =>
        parquetRead({
          file,
          metadata,
          compressors,
          columns,
          rowStart,
          rowEnd,
          rowFormat: "object",
          onComplete: (read) => {
            part = read as Record<string, unknown>[];
          },
        }),
      );
      // a count that the pages do not bear out would never end
      if (part.length !== rowEnd - rowStart) throw damaged("it has fewer rows than it says");
      for (const row of part) yield columns.map((name) => cellOf(row[name]));
    }
  }

  return {
    open: () => csvChunks(rows()),
    byteCount: bytes.length * 2,
    name: packed.name,
    known: { ...WRITTEN_CSV, format: "parquet" },
    parts: [],
    notes: nested === 0 ? [] : [nestedNote(nested)],
  };
};

function nestedNote(count: number): string {
  return count === 1
    ? "1 column holds lists or records and is left out."
    : `${count} columns hold lists or records and are left out.`;
}

function cellOf(value: unknown): WrittenCell {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return value;
  if (typeof value === "string") return value;
  if (isDate(value)) return dateText(value);
  return null;
}

function isDate(value: unknown): value is { toISOString(): string; getTime(): number } {
  return typeof value === "object" && value !== null && "toISOString" in value;
}

/** A day without its midnight. */
function dateText(date: { toISOString(): string; getTime(): number }): string | null {
  if (Number.isNaN(date.getTime())) return null;
  return date
    .toISOString()
    .replace(/T00:00:00\.000Z$/, "")
    .replace(/\.000Z$/, "Z");
}

async function decoded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof LabError) throw thrown;
    throw damaged(thrown instanceof Error ? thrown.message : "unknown reason");
  }
}

function damaged(why: string): LabError {
  return new LabError(
    "read.format",
    `The Parquet file could not be read (${why.slice(0, 120)}). Nothing was kept. Write it again, or export it as CSV.`,
    { format: "parquet" },
  );
}
