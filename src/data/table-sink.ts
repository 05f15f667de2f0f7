import type { CellSink } from "./byte-scanner.ts";
import { POWERS } from "./cell-values.ts";
import { addCell, addMissing, type ColumnBuilder, growColumn, type RawCell } from "./column-builder.ts";
import { longDecimal } from "./exact-decimal.ts";
import { isPlain } from "./number-format.ts";
import { FIRST_HASH, HASH_FACTOR, internText } from "./text-dictionary.ts";

/** What a sink counts while cells arrive. */
export interface SinkProgress {
  readonly headerCells: Uint8Array[];
  /** Rows of the file, and rows that are kept. */
  fileRowCount: number;
  rowCount: number;
  raggedRowCount: number;
  firstRaggedRow: number;
}

export interface SinkRequest {
  readonly columns: readonly ColumnBuilder[];
  readonly hasHeader: boolean;
  /** Every row ends with a delimiter, so that an empty cell too many is none. */
  readonly hasTrailingDelimiter: boolean;
  readonly delimiter: number;
  readonly quote: number;
  readonly commentStart: number;
  /** Rows of the file to keep, ascending; null = all. */
  readonly kept: Uint32Array | null;
  readonly capacity: number;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;

/** How the cells of a column are taken in the fast loop. */
const SLOW = 0;
const NUMBER = 1;
const TEXT = 2;

/** Puts cells into columns. Plain numbers go from bytes to doubles in one pass without leaving the loop. */
export function createTableSink(request: SinkRequest, progress: SinkProgress): CellSink {
  const { columns, delimiter, quote, commentStart, kept, hasTrailingDelimiter } = request;
  const columnCount = columns.length;
  const raw: RawCell = { bytes: new Uint8Array(0), start: 0, end: 0, quoted: false };
  const kinds = Uint8Array.from(columns, ({ plan }) => {
    if (plan.mode === "text") return TEXT;
    return plan.mode === "number" && isPlain(plan.format) && plan.tokens.numbers === null ? NUMBER : SLOW;
  });
  const mayBeMissing = new Uint8Array(256);
  for (const { plan } of columns) {
    for (let byte = 0; byte < 256; byte++) mayBeMissing[byte]! |= plan.tokens.firsts[byte]!;
  }
  const dictionaries = columns.map(({ dictionary }) => dictionary);
  const stops = new Uint8Array(256);
  stops[delimiter] = stops[LINE_FEED] = stops[CARRIAGE_RETURN] = 1;
  let values = columns.map((column) => column.values);
  let codes = columns.map((column) => column.codes);
  let { capacity } = request;
  let row = 0;
  let index = 0;
  let keptAt = 0;
  let lines = 0;
  let inHeader = request.hasHeader;
  let isKept = kept === null || kept[0] === 0;

  function cell(bytes: Uint8Array, start: number, end: number, quoted: boolean): void {
    if (inHeader) {
      progress.headerCells.push(bytes.slice(start, end));
      return;
    }
    if (isKept && index < columnCount) {
      raw.bytes = bytes;
      raw.start = start;
      raw.end = end;
      raw.quoted = quoted;
      addCell(columns[index]!, row, raw);
    } else if (index === columnCount && hasTrailingDelimiter && end === start && !quoted) return;
    index++;
  }

  function endRecord(): void {
    if (inHeader) {
      inHeader = false;
      return;
    }
    if (index !== columnCount) {
      if (progress.raggedRowCount++ === 0) progress.firstRaggedRow = progress.fileRowCount;
      if (isKept) for (; index < columnCount; index++) addMissing(columns[index]!, row);
    }
    index = 0;
    const fileRow = ++progress.fileRowCount;
    if (isKept) progress.rowCount = ++row;
    if (kept !== null) {
      if (isKept) keptAt++;
      isKept = kept[keptAt] === fileRow;
    }
    if (row < capacity) return;
    capacity *= 2;
    for (const column of columns) growColumn(column, capacity);
    values = columns.map((column) => column.values);
    codes = columns.map((column) => column.codes);
  }

  /** The cell that begins at `p`, of any kind, when it ends plainly; returns where its stop stands, -1 = not plain. */
  function takeCell(bytes: Uint8Array, p: number, end: number): number {
    let q = p;
    if (bytes[q] === quote) {
      for (q++; q < end && bytes[q] !== quote; q++) if (bytes[q] === LINE_FEED || bytes[q] === 92) return -1;
      if (q >= end || stops[bytes[q + 1]!] === 0) return -1;
      if (bytes[q + 1] === CARRIAGE_RETURN && bytes[q + 2] !== LINE_FEED) return -1;
      cell(bytes, p + 1, q, true);
      return q + 1;
    }
    while (bytes[q] === SPACE) q++;
    if (bytes[q] === quote) return -1;
    while (stops[bytes[q]!] === 0) q++;
    if (bytes[q] === CARRIAGE_RETURN && bytes[q + 1] !== LINE_FEED) return -1;
    cell(bytes, p, q, false);
    return q;
  }

  function takePlain(bytes: Uint8Array, start: number, end: number): number {
    if (inHeader) return start;
    const keepsAll = kept === null;
    let p = start;
    let column = index;
    while (p < end) {
      let byte = bytes[p]!;
      // blank lines, comments and lines of blanks are for the scanner
      if (column === 0 && (byte <= SPACE || byte === commentStart)) break;
      let q = p;
      const kind = column < columnCount && isKept ? kinds[column]! : SLOW;
      if (kind === NUMBER) {
        if (byte === SPACE) while (byte === SPACE) byte = bytes[++q]!;
        const sign = byte;
        if (sign === MINUS || sign === PLUS) byte = bytes[++q]!;
        const from = q;
        // nine digits each, which 32-bit integers hold
        let high = 0;
        let low = 0;
        let digits = 0;
        let digit = byte - ZERO;
        while (digit >= 0 && digit <= 9) {
          if (digits < 9) high = (Math.imul(high, 10) + digit) | 0;
          else low = low * 10 + digit;
          digits++;
          digit = bytes[++q]! - ZERO;
        }
        const isPadded = digits > 1 && bytes[from] === ZERO;
        let decimals = 0;
        let first = from;
        if (digit === POINT - ZERO) {
          const point = q;
          // a point alone is no number
          first++;
          // the zero of "0.5" needs no place
          if (digits === 1 && high === 0) digits = 0;
          digit = bytes[++q]! - ZERO;
          while (digit >= 0 && digit <= 9) {
            if (digits < 9) high = (Math.imul(high, 10) + digit) | 0;
            else low = low * 10 + digit;
            digits++;
            digit = bytes[++q]! - ZERO;
          }
          decimals = q - point - 1;
        }
        byte = bytes[q]!;
        const isEnd =
          byte === delimiter ||
          byte === LINE_FEED ||
          (byte === CARRIAGE_RETURN && bytes[q + 1] === LINE_FEED);
        let value = Number.NaN;
        if (isEnd && q > first && !isPadded) {
          if (digits <= 9) value = decimals === 0 ? high : high / POWERS[decimals]!;
          else if (digits <= 15) value = (high * POWERS[digits - 9]! + low) / POWERS[decimals]!;
          else if (digits <= 18) value = longDecimal(high, low, POWERS[digits - 9]!, POWERS[decimals]!);
        }
        // what is no number, or not certain to the last bit, goes the long way
        if (Number.isNaN(value)) q = takeSlowly(bytes, p, end, column);
        else values[column]![row] = sign === MINUS && value !== 0 ? -value : value;
      } else if (kind === TEXT && byte > SPACE && byte !== quote) {
        let hash = FIRST_HASH;
        while (stops[byte] === 0) {
          hash = Math.imul(hash ^ byte, HASH_FACTOR);
          byte = bytes[++q]!;
        }
        const isPlain = (byte !== CARRIAGE_RETURN || bytes[q + 1] === LINE_FEED) && q > p;
        if (!isPlain || bytes[q - 1]! <= SPACE || mayBeMissing[bytes[p]!] === 1) {
          q = takeSlowly(bytes, p, end, column);
        } else codes[column]![row] = internText(dictionaries[column]!, bytes, p, q, hash);
      } else q = takeSlowly(bytes, p, end, column);
      if (q < 0) break;
      column++;
      byte = bytes[q]!;
      if (byte === delimiter) {
        p = q + 1;
        // an empty cell behind the last column does not count, as `cell` has decided
        if (kind === SLOW) column = index;
        continue;
      }
      if (kind === SLOW) column = index;
      lines++;
      p = byte === LINE_FEED ? q + 1 : q + 2;
      if (column === columnCount && keepsAll && row + 1 < capacity) {
        row++;
        progress.fileRowCount = progress.rowCount = row;
      } else {
        index = column;
        endRecord();
      }
      column = 0;
    }
    index = column;
    return p;
  }

  function takeSlowly(bytes: Uint8Array, p: number, end: number, column: number): number {
    index = column;
    return takeCell(bytes, p, end);
  }

  return { cell, endRecord, takePlain, plainLines: () => lines };
}
