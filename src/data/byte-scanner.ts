import { LabError } from "../core/errors.ts";
import { unquote } from "./unquote.ts";

/** Gets what a scanner finds. The bytes of a cell (quotes taken off) are valid only during the call. */
export interface CellSink {
  cell(bytes: Uint8Array, start: number, end: number, quoted: boolean): void;
  endRecord(): void;
  /**
   * Takes whole cells and records from a cell's start on, and returns where it stops: at a cell's start, at most `end`.
   * Everything before `end` is whole lines. Absent = every cell comes through `cell`.
   */
  takePlain?(bytes: Uint8Array, start: number, end: number): number;
  /** Lines that `takePlain` has taken so far. */
  plainLines?(): number;
}

/** The form of a file, as far as cutting it into cells goes. */
export interface ScanForm {
  /** A byte; 32 = runs of blanks and tabs. */
  readonly delimiter: number;
  /** A byte, -1 = none. */
  readonly quote: number;
  /** A byte before a quote that does not close; -1 = none. */
  readonly escaper: number;
  /** Bytes with which skipped lines begin; empty = none. */
  readonly comment: readonly number[];
}

/** Cuts delimited bytes into cells. State carries over from push to push, so where chunks end changes nothing. */
export interface ByteScanner {
  push(chunk: Uint8Array): void;
  end(): void;
  /** Comment lines that were skipped. */
  readonly commentCount: () => number;
  /** Lines on which a quote had to be taken as a plain character. */
  readonly strayQuoteLines: () => readonly number[];
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const TAB = 9;
const PIECE_BYTES = 1 << 18;
/** A quote that does not close within so many bytes is no quote. */
const LONGEST_QUOTED = 1 << 20;
const LONGEST_CELL = 1 << 24;

/** Where in a cell the scan stands. */
const START = 0;
const PLAIN = 1;
const QUOTED = 2;
const QUOTE_SEEN = 3;
const TAIL = 4;
const COMMENT = 5;

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== SPACE && bytes[i] !== TAB) return false;
  return true;
}

export function createByteScanner(form: ScanForm, sink: CellSink): ByteScanner {
  const { delimiter, quote, escaper, comment } = form;
  const isBlankRun = delimiter === SPACE;
  const stops = new Uint8Array(256);
  stops[delimiter] = stops[LINE_FEED] = stops[CARRIAGE_RETURN] = 1;
  if (isBlankRun) stops[TAB] = 1;
  let buffer = new Uint8Array(PIECE_BYTES * 2);
  let length = 0;
  let position = 0;
  let cellStart = 0;
  let state = START;
  let isRecordStart = true;
  let afterCarriageReturn = false;
  let ownLine = 1;
  let quoteLine = 1;
  let commentCount = 0;
  const strayLines: number[] = [];

  function append(piece: Uint8Array): void {
    const kept = length - cellStart;
    if (kept > LONGEST_CELL) throw cellTooLong(line());
    if (kept + piece.length > buffer.length) {
      const larger = new Uint8Array(Math.max(buffer.length * 2, kept + piece.length));
      larger.set(buffer.subarray(cellStart, length));
      buffer = larger;
    } else {
      buffer.copyWithin(0, cellStart, length);
    }
    buffer.set(piece, kept);
    position -= cellStart;
    length = kept + piece.length;
    cellStart = 0;
  }

  const line = () => ownLine + (sink.plainLines?.() ?? 0);

  function endLine(stop: number): void {
    ownLine++;
    afterCarriageReturn = stop === CARRIAGE_RETURN;
    isRecordStart = true;
  }

  /** Ends the cell at `end`, where `stop` was met. */
  function finish(start: number, end: number, stop: number): void {
    const quoted = state === QUOTED || state === QUOTE_SEEN || state === TAIL;
    const isLineEnd = stop === LINE_FEED || stop === CARRIAGE_RETURN;
    if (end - start > LONGEST_CELL) throw cellTooLong(line());
    const isNothing = !quoted && (isBlankRun || (isLineEnd && isRecordStart)) && isBlank(buffer, start, end);
    if (!isNothing) {
      sink.cell(buffer, start, quoted ? unquote(buffer, { start, end, quote, escaper }) : end, quoted);
      isRecordStart = false;
    }
    state = START;
    if (!isLineEnd) return;
    if (!isRecordStart) sink.endRecord();
    endLine(stop);
  }

  /** Skips blanks before a cell and finds out how it begins; returns where the scan goes on. */
  function open(from: number): number {
    let p = from;
    if (afterCarriageReturn && buffer[p] === LINE_FEED) cellStart = ++p;
    afterCarriageReturn = false;
    if (isRecordStart && comment.length > 0 && p === cellStart) {
      const found = commentAt(p);
      if (found === null) return -1;
      if (found) {
        state = COMMENT;
        return p;
      }
    }
    while (p < length && (buffer[p] === SPACE || (isBlankRun && buffer[p] === TAB))) p++;
    if (p === length) return p;
    if (isBlankRun) cellStart = p;
    if (buffer[p] !== quote) {
      state = PLAIN;
      return p;
    }
    state = QUOTED;
    cellStart = p;
    quoteLine = line();
    return p + 1;
  }

  /** Whether a comment begins here; null = too few bytes to tell. */
  function commentAt(at: number): boolean | null {
    for (let i = 0; i < comment.length; i++) {
      if (at + i >= length) return null;
      if (buffer[at + i] !== comment[i]) return false;
    }
    return true;
  }

  /** Moves on inside a quoted cell; returns where it stopped. */
  function scanQuoted(from: number): number {
    let p = from;
    const end = Math.min(length, cellStart + LONGEST_QUOTED);
    while (p < end && state === QUOTED) {
      const byte = buffer[p++]!;
      if (byte === quote) state = QUOTE_SEEN;
      else if (byte === LINE_FEED) ownLine++;
      else if (byte === escaper) {
        if (p === length) return p - 1;
        if (buffer[p] === quote || buffer[p] === escaper) p++;
      }
    }
    if (state === QUOTED) return p - cellStart >= LONGEST_QUOTED ? takeBack() : p;
    if (p < length && state === QUOTE_SEEN && stops[buffer[p]!] === 0) {
      const byte = buffer[p]!;
      if (byte === quote) state = QUOTED;
      else if (byte !== SPACE && byte !== TAB && line() !== quoteLine) return takeBack();
      else state = TAIL;
      p++;
    }
    return p;
  }

  /** The quote that opened this cell never closed as one should: it is a plain character, and the scan goes back to it. */
  function takeBack(): number {
    strayLines.push(quoteLine);
    ownLine -= line() - quoteLine;
    state = PLAIN;
    return cellStart + 1;
  }

  /** Cuts cells that end at a delimiter, the most of any file; returns where something else begins. */
  function scanPlainCells(from: number): number {
    if (sink.takePlain !== undefined && wholeLines > from) {
      const at = sink.takePlain(buffer, from, wholeLines);
      if (at > from) {
        // the sink ends records itself, so what came last tells whether a record is open
        isRecordStart = buffer[at - 1] === LINE_FEED;
        cellStart = at;
      }
      return at;
    }
    const bytes = buffer;
    const end = length;
    let start = from;
    for (let p = from; p < end; p++) {
      const byte = bytes[p]!;
      if (byte === delimiter) {
        sink.cell(bytes, start, p, false);
        isRecordStart = false;
        start = p + 1;
      } else if (byte <= CARRIAGE_RETURN || (p === start && (byte === SPACE || byte === quote))) break;
      else if (p === start && isRecordStart && byte === comment[0]) break;
    }
    cellStart = start;
    return start;
  }

  /** The place after the last line feed in the buffer. */
  let wholeLines = 0;

  function scan(): void {
    let p = position;
    wholeLines = sink.takePlain === undefined ? 0 : buffer.lastIndexOf(LINE_FEED, length - 1) + 1;
    while (p < length) {
      if (state === START) {
        if (!afterCarriageReturn && !isBlankRun && p === cellStart) p = scanPlainCells(p);
        if (p < length) p = open(p);
        if (p < 0) {
          p = cellStart;
          break;
        }
      } else if (state === COMMENT) {
        while (p < length && buffer[p] !== LINE_FEED && buffer[p] !== CARRIAGE_RETURN) p++;
        cellStart = p;
        if (p === length) break;
        commentCount++;
        state = START;
        endLine(buffer[p]!);
        cellStart = ++p;
      } else if (state === QUOTED || (state === QUOTE_SEEN && stops[buffer[p]!] === 0)) {
        const before = p;
        p = scanQuoted(p);
        if (p === before && state === QUOTED) break;
      } else {
        while (p < length && stops[buffer[p]!] === 0) p++;
        if (p === length) break;
        finish(cellStart, p, buffer[p]!);
        p++;
        cellStart = p;
      }
    }
    position = p;
  }

  return {
    push(chunk) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        append(chunk.subarray(at, at + PIECE_BYTES));
        scan();
      }
    },
    end() {
      while (state === QUOTED) {
        position = takeBack();
        scan();
      }
      if (state === COMMENT) commentCount++;
      else if (length > cellStart || !isRecordStart) finish(cellStart, length, LINE_FEED);
    },
    commentCount: () => commentCount,
    strayQuoteLines: () => strayLines,
  };
}

function cellTooLong(line: number): LabError {
  return new LabError(
    "read.too-large",
    `One cell, on line ${line}, holds more than 16 megabytes, so this is hardly a table. Nothing was kept. Check the separator.`,
    { line },
  );
}
