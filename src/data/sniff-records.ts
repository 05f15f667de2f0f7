import type { ReadRecipe } from "../core/read-recipe.ts";
import { createByteScanner } from "./byte-scanner.ts";
import { dropBlanks, parseNumber, skipBlanks } from "./cell-values.ts";
import type { MissingTokens } from "./missing-tokens.ts";
import { scanFormOf } from "./table-reader.ts";
import { decodeUtf8, decodeWindows1252 } from "./text-encoding.ts";

export interface SniffedCell {
  readonly kind: "missing" | "number" | "text";
  readonly text: string;
  readonly quoted: boolean;
}

export type SniffedRecord = readonly SniffedCell[];

export type SniffForm = Pick<ReadRecipe, "delimiter" | "quote" | "escape" | "comment">;

const SNIFFED_RECORDS = 200;
const PIECE_BYTES = 1 << 14;
const LINE_FEED = 10;
/** Digits with marks between, and a sign of money or percent: a number in some country. */
const NUMBER_LIKE = /^[-+\u2212]?[$€£¥]?\s?[-+]?\d[\d.,'\u2019 \u00a0\u202f]*[%€$£¥]?$/;
const LONGEST_TEXT = 200;

/** The first records; the last is left out unless the head is the whole file, as it may be cut. */
export function sniffRecords(
  head: Uint8Array,
  form: SniffForm,
  { tokens, isWhole }: { readonly tokens: MissingTokens; readonly isWhole: boolean },
): SniffedRecord[] {
  const records: SniffedRecord[] = [];
  let cells: SniffedCell[] = [];
  const scanner = createByteScanner(scanFormOf({ ...form, hasHeader: false }), {
    cell(bytes, start, end, quoted) {
      if (records.length >= SNIFFED_RECORDS) return;
      const text = textOf(bytes, start, end);
      if (tokens.isMissing(bytes, start, end)) cells.push({ kind: "missing", text, quoted });
      else {
        const isNumber = !Number.isNaN(parseNumber(bytes, start, end));
        cells.push({ kind: isNumber ? "number" : "text", text, quoted });
      }
    },
    endRecord() {
      if (records.length < SNIFFED_RECORDS) records.push(cells);
      cells = [];
    },
  });
  for (let at = 0; at < head.length && records.length < SNIFFED_RECORDS; at += PIECE_BYTES) {
    scanner.push(head.subarray(at, at + PIECE_BYTES));
  }
  // a line end for a last record without one; an unclosed quote is looked at when the file is read
  if (isWhole) scanner.push(Uint8Array.of(LINE_FEED));
  if (isWhole && records.length < SNIFFED_RECORDS) scanner.end();
  return records;
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  const from = skipBlanks(bytes, start, end);
  const to = Math.min(dropBlanks(bytes, from, end), from + LONGEST_TEXT);
  return decodeUtf8(bytes, from, to) ?? decodeWindows1252(bytes, from, to) ?? "";
}

/** The field count that most records have; ties go to the larger. */
export function usualFieldCount(records: readonly SniffedRecord[]): number {
  const counts = new Map<number, number>();
  for (const record of records) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
  let best = 0;
  for (const [fields, count] of counts) {
    const bestCount = counts.get(best) ?? 0;
    if (count > bestCount || (count === bestCount && fields > best)) best = fields;
  }
  return best;
}

/** A number, also one written as in another country: its file is still cut in the right places. */
export function looksNumeric(cell: SniffedCell): boolean {
  return cell.kind === "number" || (cell.kind === "text" && NUMBER_LIKE.test(cell.text));
}
