import { LabError } from "../core/errors.ts";
import type { ReadReport, Table, TableColumn } from "../core/table.ts";
import { type ByteScanner, type CellSink, createByteScanner } from "./byte-scanner.ts";
import { dropBlanks, parseNumber, skipBlanks } from "./cell-values.ts";
import {
  addMissing,
  addOdd,
  addText,
  type ColumnBuilder,
  createColumnBuilder,
  type FinishedColumn,
  finishColumn,
  growColumn,
  type RawCell,
} from "./column-builder.ts";
import { uniqueColumnNames } from "./column-names.ts";
import type { Sniffed } from "./sniff.ts";
import { decodeUtf8, decodeWindows1252, type TextDecode } from "./text-encoding.ts";

/** Builds a table out of the bytes of a file whose form is known. */
export interface TableReader {
  readonly scanner: ByteScanner;
  finish(): ReadContent;
}

export interface ReadContent {
  readonly table: Table;
  readonly raggedRowCount: number;
  readonly encoding: "utf-8" | "windows-1252";
  readonly notes: string[];
}

const MAX_COLUMNS = 50_000;
const FIRST_CELLS = 1 << 20;

interface Progress {
  readonly headerCells: Uint8Array[];
  rowCount: number;
  raggedRowCount: number;
  firstRaggedRow: number;
}

function createSink(sniffed: Sniffed, columns: readonly ColumnBuilder[], progress: Progress): CellSink {
  const columnCount = columns.length;
  const raw: RawCell = { bytes: new Uint8Array(0), start: 0, end: 0, quoted: false };
  let capacity = firstCapacity(columnCount);
  let row = 0;
  let index = 0;
  let inHeader = sniffed.hasHeader;
  return {
    cell(bytes, start, end, quoted) {
      if (inHeader) {
        progress.headerCells.push(bytes.slice(start, end));
        return;
      }
      if (index < columnCount) {
        const column = columns[index]!;
        const value = column.guess === "number" ? parseNumber(bytes, start, end) : Number.NaN;
        if (!Number.isNaN(value)) {
          column.values[row] = value;
        } else {
          raw.bytes = bytes;
          raw.start = start;
          raw.end = end;
          raw.quoted = quoted;
          if (column.guess === "number") addOdd(column, row, raw);
          else addText(column, row, raw);
        }
      }
      index++;
    },
    endRecord() {
      if (inHeader) {
        inHeader = false;
        return;
      }
      if (index !== columnCount) {
        if (progress.raggedRowCount++ === 0) progress.firstRaggedRow = row;
        for (; index < columnCount; index++) addMissing(columns[index]!, row);
      }
      index = 0;
      progress.rowCount = ++row;
      if (row < capacity) return;
      capacity *= 2;
      for (const column of columns) growColumn(column, capacity);
    },
  };
}

function firstCapacity(columnCount: number): number {
  return Math.max(16, Math.min(4096, Math.floor(FIRST_CELLS / columnCount)));
}

export function createTableReader(sniffed: Sniffed): TableReader {
  if (sniffed.columnCount > MAX_COLUMNS) {
    throw new LabError(
      "read.too-large",
      `The file has ${sniffed.columnCount} columns; at most ${MAX_COLUMNS} can be read. Nothing was kept. Check the delimiter, or leave columns out.`,
      { columns: sniffed.columnCount },
    );
  }
  const columns = sniffed.guesses.map((guess) =>
    createColumnBuilder(guess, firstCapacity(sniffed.columnCount)),
  );
  const progress: Progress = { headerCells: [], rowCount: 0, raggedRowCount: 0, firstRaggedRow: -1 };
  const scanner = createByteScanner(sniffed.delimiter.charCodeAt(0), createSink(sniffed, columns, progress));
  return { scanner, finish: () => finishTable(columns, progress, sniffed.hasHeader) };
}

function finishTable(builders: ColumnBuilder[], progress: Progress, hasHeader: boolean): ReadContent {
  const { rowCount } = progress;
  const attempt = (decode: TextDecode) => decodeAll(builders, progress, decode);
  const asUtf8 = attempt(decodeUtf8);
  const { headers, finished } = asUtf8 ?? attempt(decodeWindows1252)!;
  const encoding: ReadReport["encoding"] = asUtf8 ? "utf-8" : "windows-1252";
  const { names, notes: nameNotes } = uniqueColumnNames(hasHeader ? headers : builders.map(() => ""));
  const columns = finished.map(({ column }, index) => ({ ...column, name: names[index]! }));
  const notes: string[] = [];
  if (encoding === "windows-1252") notes.push("The file is not valid UTF-8, so it was read as Windows-1252.");
  if (hasHeader) notes.push(...nameNotes);
  else notes.push("The first line looks like data, so the columns are named column_1, column_2 and so on.");
  if (progress.raggedRowCount > 0) notes.push(raggedNote(progress));
  columns.forEach((column, index) => {
    notes.push(...columnNotes(column, finished[index]!));
  });
  return { table: { rowCount, columns }, raggedRowCount: progress.raggedRowCount, encoding, notes };
}

function decodeAll(builders: readonly ColumnBuilder[], progress: Progress, decode: TextDecode) {
  const headers: string[] = [];
  for (const bytes of progress.headerCells) {
    const start = skipBlanks(bytes, 0, bytes.length);
    const text = decode(bytes, start, dropBlanks(bytes, start, bytes.length));
    if (text === null) return null;
    headers.push(text);
  }
  const finished: FinishedColumn[] = [];
  for (const builder of builders) {
    const column = finishColumn({ builder, name: "", rowCount: progress.rowCount, decode });
    if (column === null) return null;
    finished.push(column);
  }
  return { headers, finished };
}

function raggedNote(progress: Progress): string {
  const count = progress.raggedRowCount;
  const which = count === 1 ? "One row has" : `${count} rows have`;
  return `${which} fewer or more cells than there are columns (first: row ${progress.firstRaggedRow}); missing cells were left empty, cells too many were left out.`;
}

function columnNotes(column: TableColumn, finished: FinishedColumn): string[] {
  if (column.kind === "text") {
    if (hasDecimalCommas(column.dictionary)) {
      return [
        `Column "${column.name}" holds numbers with a decimal comma, which are read as text. Write them with a point.`,
      ];
    }
    return finished.wasRewritten
      ? [
          `Column "${column.name}" turned out to be text after its first rows; numbers in it are in their shortest form.`,
        ]
      : [];
  }
  const first = column.failing[0];
  if (!first) return [];
  const count = column.failingCount;
  const cells = count === 1 ? "one cell holds" : `${count} cells hold`;
  const shown = first.text.length > 40 ? `${first.text.slice(0, 40)}…` : first.text;
  return [
    `Column "${column.name}": ${cells} text instead of a number and ${count === 1 ? "counts" : "count"} as missing (first: row ${first.row}, "${shown}").`,
  ];
}

/** At least one text like "0,5", and no other text that is not a number. */
function hasDecimalCommas(texts: readonly string[]): boolean {
  return texts.some((text) => text.includes(",")) && texts.every((text) => /^[-+]?\d*,?\d+$/.test(text));
}
