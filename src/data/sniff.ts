import type { ReadReport } from "../core/table.ts";
import { createByteScanner } from "./byte-scanner.ts";
import { asciiText, isMissing, parseNumber } from "./cell-values.ts";

export type Delimiter = ReadReport["delimiter"];

/** What the first records of a file tell about all of it. */
export interface Sniffed {
  readonly delimiter: Delimiter;
  readonly hasHeader: boolean;
  readonly columnCount: number;
  /** Per column, from the records after the header. */
  readonly guesses: readonly ("number" | "text")[];
}

interface SniffedCell {
  readonly kind: "missing" | "number" | "text";
  /** Bytes as code units: good for comparison, whatever the encoding. */
  readonly key: string;
}

type SniffedRecord = readonly SniffedCell[];

const SNIFFED_RECORDS = 200;
const DELIMITERS: readonly Delimiter[] = [",", ";", "\t", "|"];
const PIECE_BYTES = 1 << 14;
const COMMA = 44;
const LINE_FEED = 10;

function kindOf(bytes: Uint8Array, start: number, end: number): SniffedCell["kind"] {
  if (isMissing(bytes, start, end)) return "missing";
  if (!Number.isNaN(parseNumber(bytes, start, end))) return "number";
  return "text";
}

/** The first records; the last is left out unless the head is the whole file, as it may be cut. */
function sniffRecords(head: Uint8Array, delimiter: Delimiter, isWhole: boolean): SniffedRecord[] {
  const records: SniffedRecord[] = [];
  let cells: SniffedCell[] = [];
  const scanner = createByteScanner(delimiter.charCodeAt(0), {
    cell(bytes, start, end) {
      if (records.length >= SNIFFED_RECORDS) return;
      cells.push({ kind: kindOf(bytes, start, end), key: asciiText(bytes, start, end) });
    },
    endRecord() {
      if (records.length < SNIFFED_RECORDS) records.push(cells);
      cells = [];
    },
  });
  for (let at = 0; at < head.length && records.length < SNIFFED_RECORDS; at += PIECE_BYTES) {
    scanner.push(head.subarray(at, at + PIECE_BYTES));
  }
  // a line end for a last record without one; the real reading says what is wrong with an unclosed quote
  if (isWhole) scanner.push(Uint8Array.of(LINE_FEED));
  return records;
}

/** The field count that most records have; ties go to the larger. */
function usualFieldCount(records: readonly SniffedRecord[]): number {
  const counts = new Map<number, number>();
  for (const record of records) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
  let best = 0;
  for (const [fields, count] of counts) {
    const bestCount = counts.get(best) ?? 0;
    if (count > bestCount || (count === bestCount && fields > best)) best = fields;
  }
  return best;
}

/** A number, also one with a decimal comma: its file is still cut in the right places. */
function looksNumeric(cell: SniffedCell): boolean {
  if (cell.kind === "number") return true;
  if (cell.kind === "missing" || !cell.key.includes(",")) return false;
  const bytes = Uint8Array.from(cell.key, (unit) => unit.charCodeAt(0));
  const comma = bytes.indexOf(COMMA);
  bytes[comma] = 46;
  return !Number.isNaN(parseNumber(bytes, 0, bytes.length));
}

/** Consistency of field counts, weighed by how many cells are numbers and a little by how many fields there are. */
function delimiterScore(records: readonly SniffedRecord[]): number {
  const usual = usualFieldCount(records);
  if (usual < 2) return 0;
  let consistent = 0;
  let numeric = 0;
  let filled = 0;
  for (const record of records) {
    if (record.length === usual) consistent++;
    for (const cell of record) {
      if (cell.kind === "missing") continue;
      filled++;
      if (looksNumeric(cell)) numeric++;
    }
  }
  const numericShare = filled === 0 ? 0 : numeric / filled;
  const firstFits = records[0]!.length === usual ? 1 : 0.5;
  return firstFits * (consistent / records.length) * (1 + numericShare) * (1 - 1 / (usual + 1));
}

/** Whether the first record names the columns, judged by how it differs from what stands below it. */
function looksLikeHeader(records: readonly SniffedRecord[]): boolean {
  const first = records[0]!;
  const body = records.slice(1);
  if (body.length === 0) return first.every((cell) => cell.kind === "text");
  let votes = 0;
  let reappears = false;
  first.forEach((cell, column) => {
    const below = body.map((record) => record[column]).filter((other) => other && other.kind !== "missing");
    const numbers = below.filter((other) => other?.kind === "number").length;
    if (below.length > 0 && numbers >= below.length * 0.9) votes += cell.kind === "number" ? -1 : 1;
    else if (cell.kind === "number") votes -= 1;
    else if (below.some((other) => other?.key === cell.key)) reappears = true;
  });
  if (votes !== 0) return votes > 0;
  return !reappears && first.every((cell) => cell.kind !== "number");
}

function guessKinds(body: readonly SniffedRecord[], columnCount: number): ("number" | "text")[] {
  return Array.from({ length: columnCount }, (_, column) => {
    let numbers = 0;
    let texts = 0;
    for (const record of body) {
      const kind = record[column]?.kind;
      if (kind === "number") numbers++;
      else if (kind === "text") texts++;
    }
    return texts > (numbers + texts) * 0.1 ? "text" : "number";
  });
}

export interface SniffOptions {
  readonly delimiter?: Delimiter | undefined;
  readonly hasHeader?: boolean | undefined;
  /** The head is all of the file. */
  readonly isWhole: boolean;
}

/** null = the head holds too little to tell: give more of the file. */
export function sniff(head: Uint8Array, options: SniffOptions): Sniffed | null {
  const candidates = options.delimiter === undefined ? DELIMITERS : [options.delimiter];
  let delimiter = candidates[0]!;
  let records: SniffedRecord[] = [];
  let bestScore = -1;
  let mostRecords = 0;
  for (const candidate of candidates) {
    const found = sniffRecords(head, candidate, options.isWhole);
    mostRecords = Math.max(mostRecords, found.length);
    const score = found.length === 0 ? -1 : delimiterScore(found);
    if (score <= bestScore) continue;
    bestScore = score;
    delimiter = candidate;
    records = found;
  }
  if (!options.isWhole && mostRecords < 2) return null;
  if (records.length === 0) return { delimiter, hasHeader: false, columnCount: 0, guesses: [] };
  const hasHeader = options.hasHeader ?? looksLikeHeader(records);
  const columnCount = hasHeader ? records[0]!.length : usualFieldCount(records);
  const guesses = guessKinds(hasHeader ? records.slice(1) : records, columnCount);
  return { delimiter, hasHeader, columnCount, guesses };
}
