import type { FailingCell, TableColumn } from "../core/table.ts";
import { dropBlanks, isMissing, parseNumber, skipBlanks } from "./cell-values.ts";
import { createTextDictionary, dictionaryTexts, internText, type TextDictionary } from "./text-dictionary.ts";
import type { TextDecode } from "./text-encoding.ts";

/**
 * A column that grows while a file is read. A column that began with numbers keeps doubles, and texts only of the
 * cells that are none; one that began with text keeps codes. What it is in the end is decided over all rows.
 */
export interface ColumnBuilder {
  readonly guess: "number" | "text";
  readonly dictionary: TextDictionary;
  /** guess number: the value, NaN = missing or odd. */
  values: Float64Array;
  /** guess text: the code, -1 = missing. */
  codes: Int32Array;
  /** guess number: rows and codes of the cells that hold text. */
  oddRows: Uint32Array;
  oddCodes: Int32Array;
  oddCount: number;
  missingCount: number;
}

/** A column is a number column when at most one in this many of its cells with a value fails. */
const CELLS_PER_FAILING = 10;
const LISTED_FAILING = 100;

export function createColumnBuilder(guess: "number" | "text", capacity: number): ColumnBuilder {
  return {
    guess,
    dictionary: createTextDictionary(),
    values: new Float64Array(guess === "number" ? capacity : 0),
    codes: new Int32Array(guess === "text" ? capacity : 0),
    oddRows: new Uint32Array(0),
    oddCodes: new Int32Array(0),
    oddCount: 0,
    missingCount: 0,
  };
}

export function growColumn(column: ColumnBuilder, capacity: number): void {
  if (column.guess === "number") {
    const values = new Float64Array(capacity);
    values.set(column.values);
    column.values = values;
  } else {
    const codes = new Int32Array(capacity);
    codes.set(column.codes);
    column.codes = codes;
  }
}

/** A cell that the file does not have. */
export function addMissing(column: ColumnBuilder, row: number): void {
  column.missingCount++;
  if (column.guess === "number") column.values[row] = Number.NaN;
  else column.codes[row] = -1;
}

export interface RawCell {
  bytes: Uint8Array;
  start: number;
  end: number;
  /** Blanks around a quoted text belong to it. */
  quoted: boolean;
}

export function addText(column: ColumnBuilder, row: number, cell: RawCell): void {
  if (isMissing(cell.bytes, cell.start, cell.end)) addMissing(column, row);
  else column.codes[row] = internCell(column.dictionary, cell);
}

/** For a cell of a number column that parseNumber gave NaN for. */
export function addOdd(column: ColumnBuilder, row: number, cell: RawCell): void {
  if (isMissing(cell.bytes, cell.start, cell.end)) {
    addMissing(column, row);
    return;
  }
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

/** A finished column; `wasRewritten`: numbers in a text column are in their shortest form, not as in the file. */
export interface FinishedColumn {
  readonly column: TableColumn;
  readonly wasRewritten: boolean;
}

interface Finish {
  readonly builder: ColumnBuilder;
  readonly name: string;
  readonly rowCount: number;
  readonly decode: TextDecode;
}

/** null where a text is not of the encoding that `decode` reads. */
export function finishColumn(finish: Finish): FinishedColumn | null {
  const texts = dictionaryTexts(finish.builder.dictionary, finish.decode);
  if (texts === null) return null;
  return finish.builder.guess === "number" ? finishNumbers(finish, texts) : finishTexts(finish, texts);
}

function finishNumbers({ builder, name, rowCount }: Finish, texts: readonly string[]): FinishedColumn {
  const { oddCount, oddRows, oddCodes } = builder;
  const values = builder.values.slice(0, rowCount);
  const valueCount = rowCount - builder.missingCount;
  if (oddCount * CELLS_PER_FAILING <= valueCount) {
    const failing = Array.from(oddRows.subarray(0, Math.min(oddCount, LISTED_FAILING)), (row, i) => {
      return { row, text: texts[oddCodes[i]!]! };
    });
    return {
      column: { kind: "number", name, values, failing, failingCount: oddCount },
      wasRewritten: false,
    };
  }
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(rowCount);
  let odd = 0;
  for (let row = 0; row < rowCount; row++) {
    let text: string;
    if (odd < oddCount && oddRows[odd] === row) text = texts[oddCodes[odd++]!]!;
    else if (Number.isNaN(values[row])) {
      codes[row] = -1;
      continue;
    } else text = String(values[row]);
    const code = codeOf.get(text) ?? codeOf.size;
    codeOf.set(text, code);
    codes[row] = code;
  }
  const dictionary = [...codeOf.keys()];
  return { column: { kind: "text", name, codes, dictionary }, wasRewritten: oddCount < valueCount };
}

function finishTexts({ builder, name, rowCount }: Finish, texts: readonly string[]): FinishedColumn {
  const { dictionary } = builder;
  const codes = builder.codes.slice(0, rowCount);
  const numbers = Float64Array.from(texts, (_, code) =>
    parseNumber(dictionary.bytes, dictionary.offsets[code]!, dictionary.offsets[code + 1]!),
  );
  let failingCount = 0;
  for (const code of codes) if (code >= 0 && Number.isNaN(numbers[code])) failingCount++;
  const valueCount = rowCount - builder.missingCount;
  if (failingCount * CELLS_PER_FAILING > valueCount) {
    return { column: { kind: "text", name, codes, dictionary: texts }, wasRewritten: false };
  }
  const failing: FailingCell[] = [];
  const values = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const code = codes[row]!;
    values[row] = code < 0 ? Number.NaN : numbers[code]!;
    if (code >= 0 && Number.isNaN(values[row]) && failing.length < LISTED_FAILING) {
      failing.push({ row, text: texts[code]! });
    }
  }
  return { column: { kind: "number", name, values, failing, failingCount }, wasRewritten: false };
}
