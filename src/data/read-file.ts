import { LabError } from "../core/errors.ts";
import type { ReadChoices } from "../core/read-recipe.ts";
import type { UnpackedFile } from "./formats/format.ts";
import { unpackFile } from "./formats/unpack-file.ts";
import { type OpenFile, type ReadOptions, type ReadTable, readTable } from "./read-table.ts";

export interface FileToRead {
  readonly open: OpenFile;
  readonly byteCount: number;
  readonly name: string;
}

/** Reads a table of any known format: unpacked where it is packed, then as delimited text. */
export async function readFile(file: FileToRead, options: ReadOptions): Promise<ReadTable> {
  const unpacked = await openedFile(file, options);
  const { choices = {} } = options;
  const { table, report } = await readTable(unpacked.open, {
    ...options,
    choices: choicesFor(unpacked, choices),
    ...(unpacked.known.packing === undefined && { byteCount: unpacked.byteCount }),
  });
  const { known, parts, notes } = unpacked;
  const recipe = {
    ...report.recipe,
    format: known.format ?? "delimited",
    packing: known.packing ?? null,
    part: known.part ?? null,
  };
  return {
    table,
    report: { ...report, byteCount: file.byteCount, recipe, parts, notes: [...notes, ...report.notes] },
  };
}

/** The file as delimited text. Throws read.cancelled, read.format, read.bomb. */
export async function openedFile(
  { open, byteCount, name }: FileToRead,
  { choices = {}, cancelled }: ReadOptions,
): Promise<UnpackedFile> {
  return unpackFile({
    open,
    byteCount,
    name,
    part: choices.part ?? null,
    throwIfCancelled() {
      if (cancelled?.()) throw new LabError("read.cancelled", "Reading was cancelled. Nothing was kept.");
    },
  });
}

/** What the format knows stands, but for what a user can say of columns, missing texts and the header. */
export function choicesFor({ known }: UnpackedFile, choices: ReadChoices): ReadChoices {
  if (known.format === undefined) return choices;
  const { missing, columns, hasHeader, skippedLines } = choices;
  const named = new Set(columns?.map(({ name }) => name));
  return {
    ...known,
    ...(missing !== undefined && { missing }),
    ...(hasHeader !== undefined && known.hasHeader === undefined && { hasHeader }),
    ...(skippedLines !== undefined && known.skippedLines === undefined && { skippedLines }),
    columns: [...(known.columns ?? []).filter(({ name }) => !named.has(name)), ...(columns ?? [])],
  };
}
