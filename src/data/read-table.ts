import { LabError } from "../core/errors.ts";
import type { ReadReport, Table } from "../core/table.ts";
import { createByteScanner } from "./byte-scanner.ts";
import { LONGEST_SIGNATURE, refuseOtherFormats } from "./other-formats.ts";
import { type Delimiter, type Sniffed, sniff } from "./sniff.ts";
import { createTableReader, type TableReader } from "./table-reader.ts";
import { createUtf16Transcoder, type Utf16Transcoder } from "./text-encoding.ts";

export interface ReadOptions {
  /** Absent = found out. */
  readonly hasHeader?: boolean;
  readonly delimiter?: Delimiter;
  /** Called after every chunk. */
  readonly onProgress?: (bytesRead: number) => void;
  /** Asked before every chunk and after the last. */
  readonly cancelled?: () => boolean;
}

export interface ReadTable {
  readonly table: Table;
  readonly report: ReadReport;
}

/** The file's form is judged by this many bytes; more only while they hold less than two records. */
const HEAD_BYTES = 1 << 18;
const COMMA = 44;

/** Reads delimited text. Where chunks end changes nothing. Any bytes give a table or a LabError. */
export async function readTable(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
): Promise<ReadTable> {
  const intake = createIntake(options);
  let byteCount = 0;
  try {
    for await (const chunk of chunks) {
      throwIfCancelled(options);
      intake.push(chunk);
      byteCount += chunk.length;
      options.onProgress?.(byteCount);
    }
    throwIfCancelled(options);
    return intake.end();
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    throw new LabError(
      "read.too-large",
      "The table does not fit into memory. Nothing was kept. Open a file with fewer rows or columns.",
      { byteCount },
    );
  }
}

function throwIfCancelled({ cancelled }: ReadOptions): void {
  if (cancelled?.()) throw new LabError("read.cancelled", "Reading was cancelled. Nothing was kept.");
}

interface Intake {
  push(chunk: Uint8Array): void;
  end(): ReadTable;
}

/** Byte order mark, head, then the table: each hands on to the next. */
function createIntake(options: ReadOptions): Intake {
  let byteCount = 0;
  let start: Uint8Array = new Uint8Array(0);
  let mark: ByteOrderMark | null = null;
  let transcoder: Utf16Transcoder | null = null;
  const body = createBody(options);

  function takeMark(): ByteOrderMark {
    refuseOtherFormats(start);
    const found = byteOrderMark(start);
    if (found.encoding !== "utf-8") transcoder = createUtf16Transcoder(found.encoding === "utf-16le");
    const rest = start.subarray(found.size);
    body.push(transcoder ? transcoder.push(rest) : rest);
    return found;
  }

  return {
    push(chunk) {
      byteCount += chunk.length;
      if (mark) {
        body.push(transcoder ? transcoder.push(chunk) : chunk);
        return;
      }
      start = joinBytes([start, chunk]);
      if (start.length >= LONGEST_SIGNATURE) mark = takeMark();
    },
    end() {
      mark ??= takeMark();
      if (transcoder) body.push(transcoder.end());
      const { reader, sniffed } = body.end();
      const { table, encoding, raggedRowCount, notes } = reader.finish();
      if (table.rowCount === 0) throw emptyError(sniffed.hasHeader);
      const report: ReadReport = {
        byteCount,
        delimiter: sniffed.delimiter,
        encoding: mark.encoding === "utf-8" ? encoding : mark.encoding,
        hasHeader: sniffed.hasHeader,
        hadByteOrderMark: mark.size > 0,
        raggedRowCount,
        notes,
      };
      return { table, report };
    },
  };
}

interface ByteOrderMark {
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be";
  readonly size: number;
}

function byteOrderMark(bytes: Uint8Array): ByteOrderMark {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: "utf-8", size: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: "utf-16le", size: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: "utf-16be", size: 2 };
  return { encoding: "utf-8", size: 0 };
}

/** Holds the head back until the file's form is known, then feeds the table reader. */
function createBody(options: ReadOptions) {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let wanted = HEAD_BYTES;
  let opened: { readonly reader: TableReader; readonly sniffed: Sniffed } | null = null;

  function tryToOpen(isWhole: boolean): void {
    const all = joinBytes(held);
    held = [all];
    while (!opened && (isWhole || heldBytes >= wanted)) {
      const head = all.subarray(0, wanted);
      const { delimiter, hasHeader } = options;
      const sniffed = sniff(head, { delimiter, hasHeader, isWhole: isWhole && head.length === all.length });
      if (sniffed === null) {
        wanted *= 2;
        continue;
      }
      if (sniffed.columnCount === 0) break;
      opened = { reader: createTableReader(sniffed), sniffed };
      opened.reader.scanner.push(all);
      held = [];
    }
  }

  return {
    push(chunk: Uint8Array): void {
      if (opened) {
        opened.reader.scanner.push(chunk);
        return;
      }
      held.push(chunk.slice());
      heldBytes += chunk.length;
      if (heldBytes >= wanted) tryToOpen(false);
    },
    end() {
      if (!opened) tryToOpen(true);
      if (!opened) throw contentError(joinBytes(held));
      opened.reader.scanner.end();
      return opened;
    },
  };
}

/** Why there is not one record: an unclosed quote, or nothing at all. */
function contentError(bytes: Uint8Array): LabError {
  const scanner = createByteScanner(COMMA, { cell() {}, endRecord() {} });
  scanner.push(bytes);
  scanner.end();
  return emptyError(false);
}

function emptyError(hasHeader: boolean): LabError {
  return hasHeader
    ? new LabError(
        "read.empty",
        "The file has a header but no rows below it. Choose a file with data, or say that it has no header.",
      )
    : new LabError("read.empty", "The file is empty. Choose a file with a header line and rows below it.");
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
