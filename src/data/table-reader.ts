import { LabError } from "../core/errors.ts";
import type { DecimalMark, ReadRecipe } from "../core/read-recipe.ts";
import { type ByteScanner, createByteScanner } from "./byte-scanner.ts";
import { dropBlanks, skipBlanks } from "./cell-values.ts";
import { type ColumnBuilder, createColumnBuilder } from "./column-builder.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { type FinishedColumn, finishColumn } from "./finish-column.ts";
import { createTableSink, type SinkProgress } from "./table-sink.ts";
import { decodeLossyUtf8, decodeUtf8, decodeWindows1252, type TextDecode } from "./text-encoding.ts";

/** A file whose form is known, and what is to be kept of it. */
export interface ReaderRequest {
  readonly form: Pick<ReadRecipe, "delimiter" | "quote" | "escape" | "comment" | "hasHeader">;
  readonly plans: readonly ColumnPlan[];
  readonly hasTrailingDelimiter: boolean;
  readonly preferred: DecimalMark;
  /** null = strict UTF-8, else windows-1252. */
  readonly encoding: "utf-8" | "windows-1252" | null;
  readonly kept: Uint32Array | null;
  /** Room for so many rows is made at once; 0 = not known. */
  readonly expectedRows: number;
}

/** Builds the columns of a table out of the bytes of a file. */
export interface TableReader {
  readonly scanner: ByteScanner;
  readonly progress: SinkProgress;
  readonly builders: readonly ColumnBuilder[];
  finish(): ReadColumns;
}

export interface ReadColumns {
  /** Header cells as they stand; empty without a header. */
  readonly headers: readonly string[];
  readonly columns: readonly FinishedColumn[];
  readonly encoding: "utf-8" | "windows-1252";
  /** Texts that a forced UTF-8 could not decode. */
  readonly damagedCount: number;
}

export const MAX_COLUMNS = 50_000;
const FIRST_CELLS = 1 << 20;

/** Files lie about their size; a wrong guess must not take all memory. */
const MOST_FIRST_CELLS = 1 << 27;

function firstCapacity(expectedRows: number, columnCount: number): number {
  const least = Math.max(16, Math.min(4096, Math.floor(FIRST_CELLS / columnCount)));
  return Math.max(least, Math.min(expectedRows, Math.floor(MOST_FIRST_CELLS / columnCount)));
}

export function scanFormOf(form: ReaderRequest["form"]) {
  return {
    delimiter: form.delimiter.charCodeAt(0),
    quote: form.quote === null ? -1 : form.quote.charCodeAt(0),
    escaper: form.escape === null ? -1 : form.escape.charCodeAt(0),
    comment: form.comment === null ? [] : Array.from(form.comment, (unit) => unit.charCodeAt(0)),
  };
}

export function createTableReader(request: ReaderRequest): TableReader {
  const { form, plans } = request;
  if (plans.length > MAX_COLUMNS) {
    throw new LabError(
      "read.too-large",
      `The file has ${plans.length} columns; at most ${MAX_COLUMNS} can be read. Nothing was kept. Check the separator, or leave columns out.`,
      { columns: plans.length },
    );
  }
  const capacity = firstCapacity(request.expectedRows, plans.length);
  const builders = plans.map((plan) => createColumnBuilder(plan, capacity));
  const progress: SinkProgress = {
    headerCells: [],
    fileRowCount: 0,
    rowCount: 0,
    raggedRowCount: 0,
    firstRaggedRow: -1,
  };
  const scanForm = scanFormOf(form);
  const sink = createTableSink(
    {
      columns: builders,
      hasHeader: form.hasHeader,
      hasTrailingDelimiter: request.hasTrailingDelimiter,
      delimiter: scanForm.delimiter,
      quote: scanForm.quote,
      commentStart: scanForm.comment[0] ?? -1,
      kept: request.kept,
      capacity,
    },
    progress,
  );
  const scanner = createByteScanner(scanForm, sink);
  return { scanner, progress, builders, finish: () => finishColumns(request, builders, progress) };
}

function finishColumns(
  { encoding, preferred }: ReaderRequest,
  builders: readonly ColumnBuilder[],
  progress: SinkProgress,
): ReadColumns {
  const attempt = (decode: TextDecode) => decodeAll(builders, progress, { decode, preferred });
  if (encoding === "windows-1252") {
    return { ...attempt(decodeWindows1252)!, encoding, damagedCount: 0 };
  }
  const strict = attempt(decodeUtf8);
  if (strict !== null) return { ...strict, encoding: "utf-8", damagedCount: 0 };
  if (encoding === null) return { ...attempt(decodeWindows1252)!, encoding: "windows-1252", damagedCount: 0 };
  let damagedCount = 0;
  const lossy: TextDecode = (bytes, start, end) => {
    const text = decodeUtf8(bytes, start, end);
    if (text !== null) return text;
    damagedCount++;
    return decodeLossyUtf8(bytes, start, end);
  };
  return { ...attempt(lossy)!, encoding, damagedCount };
}

function decodeAll(
  builders: readonly ColumnBuilder[],
  progress: SinkProgress,
  { decode, preferred }: { readonly decode: TextDecode; readonly preferred: DecimalMark },
) {
  const headers: string[] = [];
  for (const bytes of progress.headerCells) {
    const start = skipBlanks(bytes, 0, bytes.length);
    const text = decode(bytes, start, dropBlanks(bytes, start, bytes.length));
    if (text === null) return null;
    headers.push(text);
  }
  const columns: FinishedColumn[] = [];
  for (const builder of builders) {
    const column = finishColumn({ builder, rowCount: progress.rowCount, decode, preferred });
    if (column === null) return null;
    columns.push(column);
  }
  return { headers, columns };
}
