import { dropBlanks, parseNumber, skipBlanks } from "./cell-values.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { isPlain, numberParser } from "./number-format.ts";
import { createTextDictionary, internText, type TextDictionary } from "./text-dictionary.ts";

/**
 * A column that grows while a file is read. One that began with numbers keeps doubles, and texts only of the cells that
 * are none; one that began with text keeps codes. What it is in the end is decided over all rows.
 */
export interface ColumnBuilder {
  readonly plan: ColumnPlan;
  readonly parse: (bytes: Uint8Array, start: number, end: number) => number;
  readonly dictionary: TextDictionary;
  /** mode number: the value, NaN = missing or odd. */
  values: Float64Array;
  /** mode text: the code, -1 = missing. */
  codes: Int32Array;
  /** mode number: rows and codes of the cells that hold text. */
  oddRows: Uint32Array;
  oddCodes: Int32Array;
  oddCount: number;
  missingCount: number;
}

export function createColumnBuilder(plan: ColumnPlan, capacity: number): ColumnBuilder {
  return {
    plan,
    parse: isPlain(plan.format) ? parseNumber : numberParser(plan.format),
    dictionary: createTextDictionary(),
    values: new Float64Array(plan.mode === "number" ? capacity : 0),
    codes: new Int32Array(plan.mode === "text" ? capacity : 0),
    oddRows: new Uint32Array(0),
    oddCodes: new Int32Array(0),
    oddCount: 0,
    missingCount: 0,
  };
}

export function growColumn(column: ColumnBuilder, capacity: number): void {
  if (column.plan.mode === "number") {
    const values = new Float64Array(capacity);
    values.set(column.values);
    column.values = values;
  } else if (column.plan.mode === "text") {
    const codes = new Int32Array(capacity);
    codes.set(column.codes);
    column.codes = codes;
  }
}

/** A cell that the file does not have, or that holds a missing token. */
export function addMissing(column: ColumnBuilder, row: number): void {
  column.missingCount++;
  if (column.plan.mode === "number") column.values[row] = Number.NaN;
  else if (column.plan.mode === "text") column.codes[row] = -1;
}

export interface RawCell {
  bytes: Uint8Array;
  start: number;
  end: number;
  /** Blanks around a quoted text belong to it. */
  quoted: boolean;
}

export function addCell(column: ColumnBuilder, row: number, cell: RawCell): void {
  const { mode, tokens } = column.plan;
  const { bytes, start, end } = cell;
  if (mode === "skip") return;
  if (mode === "text") {
    if (tokens.isMissing(bytes, start, end)) addMissing(column, row);
    else column.codes[row] = internCell(column.dictionary, cell);
    return;
  }
  const value = column.parse(bytes, start, end);
  if (Number.isNaN(value)) {
    if (tokens.isMissing(bytes, start, end)) addMissing(column, row);
    else addOdd(column, row, cell);
  } else if (tokens.numbers?.has(value)) addMissing(column, row);
  else column.values[row] = value;
}

function addOdd(column: ColumnBuilder, row: number, cell: RawCell): void {
  column.values[row] = Number.NaN;
  if (column.oddCount === column.oddRows.length) {
    const capacity = Math.max(16, column.oddCount * 2);
    const rows = new Uint32Array(capacity);
    rows.set(column.oddRows);
    column.oddRows = rows;
    const codes = new Int32Array(capacity);
    codes.set(column.oddCodes);
    column.oddCodes = codes;
  }
  column.oddRows[column.oddCount] = row;
  column.oddCodes[column.oddCount++] = internCell(column.dictionary, cell);
}

function internCell(dictionary: TextDictionary, cell: RawCell): number {
  if (cell.quoted) return internText(dictionary, cell.bytes, cell.start, cell.end);
  const start = skipBlanks(cell.bytes, cell.start, cell.end);
  return internText(dictionary, cell.bytes, start, dropBlanks(cell.bytes, start, cell.end));
}
