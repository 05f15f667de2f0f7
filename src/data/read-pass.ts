import { LabError } from "../core/errors.ts";
import type { Encoding } from "../core/read-recipe.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { refuseOtherFormats } from "./other-formats.ts";
import type { OpenFile, ReadOptions } from "./read-table.ts";
import { refuseBinary } from "./refuse-binary.ts";
import { type Sniffed, sniff } from "./sniff.ts";
import { createTableReader, type TableReader } from "./table-reader.ts";
import { createUtf16Transcoder, type Utf16Transcoder } from "./text-encoding.ts";

/** What one pass over a file keeps. */
export interface PassRequest {
  /** Rows of the file, ascending; null = all. */
  readonly kept: Uint32Array | null;
  /** Columns whose plan an earlier pass has found, by place. */
  readonly plans: ReadonlyMap<number, ColumnPlan>;
  /** Rows are only counted, and no column but this one is kept, as text; null = none at all. Absent = all are kept. */
  readonly onlyColumn?: string | null;
}

export interface PassResult {
  readonly sniffed: Sniffed;
  readonly reader: TableReader;
  readonly mark: ByteOrderMark;
  readonly byteCount: number;
}

export interface ByteOrderMark {
  readonly encoding: Exclude<Encoding, "windows-1252">;
  readonly size: number;
}

/** The file's form is judged by this many bytes; more only while they hold less than two records. */
const HEAD_BYTES = 1 << 18;
const MOST_HEAD_BYTES = 1 << 26;
/** Enough to tell UTF-16 and binary files from text. */
const START_BYTES = 1 << 12;

/** Reads the bytes of a file once, to its end. */
export async function readPass(
  open: OpenFile,
  options: ReadOptions,
  request: PassRequest,
): Promise<PassResult> {
  const intake = createIntake(options, request);
  let byteCount = 0;
  for await (const chunk of open()) {
    throwIfCancelled(options);
    intake.push(chunk);
    byteCount += chunk.length;
    options.onProgress?.(byteCount);
  }
  throwIfCancelled(options);
  return { ...intake.end(), byteCount };
}

function throwIfCancelled({ cancelled }: ReadOptions): void {
  if (cancelled?.()) throw new LabError("read.cancelled", "Reading was cancelled. Nothing was kept.");
}

/** Byte order mark, head, then the table: each hands on to the next. */
function createIntake(options: ReadOptions, request: PassRequest) {
  let start: Uint8Array = new Uint8Array(0);
  let mark: ByteOrderMark | null = null;
  let transcoder: Utf16Transcoder | null = null;
  const body = createBody(options, request);

  function takeMark(): ByteOrderMark {
    const found = byteOrderMark(start, options.choices?.encoding);
    refuseOtherFormats(start);
    if (found.encoding === "utf-8") refuseBinary(start.subarray(0, START_BYTES));
    else transcoder = createUtf16Transcoder(found.encoding === "utf-16le");
    const rest = start.subarray(found.size);
    body.push(transcoder ? transcoder.push(rest) : rest);
    return found;
  }

  return {
    push(chunk: Uint8Array) {
      if (mark) {
        body.push(transcoder ? transcoder.push(chunk) : chunk);
        return;
      }
      start = joinBytes([start, chunk]);
      if (start.length >= START_BYTES) mark = takeMark();
    },
    end() {
      mark ??= takeMark();
      if (transcoder) body.push(transcoder.end());
      return { ...body.end(), mark };
    },
  };
}

function byteOrderMark(bytes: Uint8Array, given: Encoding | undefined): ByteOrderMark {
  const found = markOf(bytes);
  if (given === undefined) return found.size > 0 ? found : { encoding: utf16ByZeros(bytes), size: 0 };
  const encoding = given === "windows-1252" ? "utf-8" : given;
  return { encoding, size: found.encoding === encoding ? found.size : 0 };
}

function markOf(bytes: Uint8Array): ByteOrderMark {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: "utf-8", size: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: "utf-16le", size: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: "utf-16be", size: 2 };
  return { encoding: "utf-8", size: 0 };
}

/** Text of mostly ASCII in UTF-16 has a zero in every pair of bytes, always on the same side. */
function utf16ByZeros(bytes: Uint8Array): ByteOrderMark["encoding"] {
  const pairs = Math.min(START_BYTES, bytes.length) >> 1;
  const zeros = [0, 0];
  for (let i = 0; i < pairs * 2; i++) if (bytes[i] === 0) zeros[i & 1]!++;
  if (pairs < 2) return "utf-8";
  if (zeros[1]! > pairs * 0.7 && zeros[0] === 0) return "utf-16le";
  if (zeros[0]! > pairs * 0.7 && zeros[1] === 0) return "utf-16be";
  return "utf-8";
}

/** Holds the head back until the file's form is known, then feeds the table reader. */
function createBody(options: ReadOptions, request: PassRequest) {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let wanted = HEAD_BYTES;
  let opened: { readonly reader: TableReader; readonly sniffed: Sniffed } | null = null;
  const { choices = {} } = options;

  function tryToOpen(isWhole: boolean): void {
    const all = joinBytes(held);
    held = [all];
    while (!opened && (isWhole || heldBytes >= wanted)) {
      const head = all.subarray(0, wanted);
      const isAll = (isWhole && head.length === all.length) || wanted >= MOST_HEAD_BYTES;
      const sniffed = sniff(head, { choices, isWhole: isAll });
      if (sniffed === null) {
        wanted *= 2;
        continue;
      }
      if (sniffed.plans.length === 0) break;
      const reader = openReader(sniffed, expectedRows(head.subarray(sniffed.start), options.byteCount));
      opened = { reader, sniffed };
      reader.scanner.push(all.subarray(sniffed.start));
      held = [];
    }
  }

  function openReader(sniffed: Sniffed, rows: number): TableReader {
    const { form, preferred } = sniffed;
    const { encoding } = choices;
    return createTableReader({
      form,
      plans: plansOf(sniffed, request),
      hasTrailingDelimiter: sniffed.hasTrailingDelimiter,
      preferred,
      encoding: encoding === "utf-8" || encoding === "windows-1252" ? encoding : null,
      kept: request.kept,
      expectedRows: request.kept?.length ?? rows,
    });
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
      if (!opened) {
        throw new LabError(
          "read.empty",
          "The file is empty. Choose a file with a header line and rows below it.",
        );
      }
      opened.reader.scanner.end();
      return opened;
    },
  };
}

const LINE_FEED = 10;
/** Lines are not equally long; a little more room is cheaper than growing. */
const SPARE = 1.02;

/** About how many rows a text of so many bytes has; 0 = its size is not known. */
function expectedRows(head: Uint8Array, byteCount: number | undefined): number {
  if (byteCount === undefined) return 0;
  let lines = 0;
  for (let at = head.indexOf(LINE_FEED); at >= 0; at = head.indexOf(LINE_FEED, at + 1)) lines++;
  return Math.ceil((lines * byteCount * SPARE) / Math.max(1, head.length)) + 1;
}

function plansOf({ plans, names }: Sniffed, request: PassRequest): ColumnPlan[] {
  const { onlyColumn } = request;
  return plans.map((plan, index) => {
    if (onlyColumn === undefined) return request.plans.get(index) ?? plan;
    const mode = onlyColumn !== null && names[index] === onlyColumn ? "text" : "skip";
    return { ...plan, mode, isForced: true };
  });
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
