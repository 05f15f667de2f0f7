import type { DecimalMark } from "../core/read-recipe.ts";
import type { FailingCell, TableColumn } from "../core/table.ts";
import type { ColumnBuilder } from "./column-builder.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { areZeroPadded, type CountedText, guessNumberFormat } from "./guess-number-format.ts";
import { isPlain, type NumberFormat, numberParser } from "./number-format.ts";
import { dictionaryTexts } from "./text-dictionary.ts";
import type { TextDecode } from "./text-encoding.ts";

/** A column is a number column when at most one in this many of its cells with a value fails. */
const CELLS_PER_FAILING = 10;
const LISTED_FAILING = 100;
/** So many distinct texts tell how a column writes its numbers. */
const JUDGED_TEXTS = 1000;

export interface FinishRequest {
  readonly builder: ColumnBuilder;
  readonly rowCount: number;
  readonly decode: TextDecode;
  readonly preferred: DecimalMark;
}

/** A column as it ends up; `format` is how its numbers were read. Null column = its texts are not of the encoding. */
export interface FinishedColumn {
  readonly column: TableColumn;
  readonly format: NumberFormat;
  readonly isZeroPadded: boolean;
  /** The first records misled: the file has to be read again with this plan for the column. */
  readonly next: ColumnPlan | null;
}

export function finishColumn(request: FinishRequest): FinishedColumn | null {
  const { builder } = request;
  const texts = dictionaryTexts(builder.dictionary, request.decode);
  if (texts === null) return null;
  return builder.plan.mode === "number" ? finishNumbers(request, texts) : finishTexts(request, texts);
}

function finishNumbers(request: FinishRequest, texts: readonly string[]): FinishedColumn {
  const { builder, rowCount } = request;
  const { oddCount, plan } = builder;
  const values = trimmed(builder.values, rowCount);
  const done = { format: plan.format, isZeroPadded: false, next: null };
  if (oddCount > 0 && !plan.isForced) {
    const next = betterPlan(request, texts, values);
    if (next !== null) return { ...done, column: emptyColumn(rowCount), next };
  }
  const failingRows = builder.oddRows.slice(0, oddCount);
  const failing = Array.from(failingRows.subarray(0, LISTED_FAILING), (row, i) => ({
    row,
    text: texts[builder.oddCodes[i]!]!,
  }));
  return { ...done, column: numberColumn(values, failing, failingRows) };
}

/** Whether another way of reading suits the odd cells, and the numbers, better. */
function betterPlan(
  { builder, rowCount, preferred }: FinishRequest,
  texts: readonly string[],
  values: Float64Array,
): ColumnPlan | null {
  const { plan, oddCount } = builder;
  const valueCount = rowCount - builder.missingCount;
  const numberCount = valueCount - oddCount;
  const odd = countTexts(texts, builder.oddCodes.subarray(0, oddCount));
  const { whole, isUnsigned } = wholeNumbers(values);
  if (isPlain(plan.format) && isUnsigned && whole === numberCount && areZeroPadded(odd, numberCount)) {
    return { ...plan, mode: "text" };
  }
  const asText: ColumnPlan | null =
    oddCount * CELLS_PER_FAILING > valueCount ? { ...plan, mode: "text" } : null;
  if (plan.isFormatGiven) return asText;
  const guess = guessNumberFormat(odd.slice(0, JUDGED_TEXTS), preferred);
  const keeps = guess.format.decimal === plan.format.decimal ? numberCount : whole;
  const isBetter = guess.parsed + keeps > numberCount && guess.parsed > 0 && !isPlain(guess.format);
  const failing = valueCount - guess.parsed - keeps;
  if (isBetter && failing * CELLS_PER_FAILING <= valueCount) return { ...plan, format: guess.format };
  return asText;
}

function wholeNumbers(values: Float64Array): { readonly whole: number; readonly isUnsigned: boolean } {
  let whole = 0;
  let isUnsigned = true;
  for (const value of values) {
    if (Math.floor(value) === value) whole++;
    if (value < 0) isUnsigned = false;
  }
  return { whole, isUnsigned };
}

function finishTexts(request: FinishRequest, texts: readonly string[]): FinishedColumn {
  const { builder, rowCount, preferred } = request;
  const codes = trimmed(builder.codes, rowCount);
  const { plan } = builder;
  const column: TableColumn = { kind: "text", name: "", codes, dictionary: texts };
  const asText = { column, format: plan.format, isZeroPadded: false, next: null };
  if (plan.isForced) return asText;
  const counted = countTexts(texts, codes);
  if (areZeroPadded(counted)) return { ...asText, isZeroPadded: true };
  const format = plan.isFormatGiven
    ? plan.format
    : guessNumberFormat(counted.slice(0, JUDGED_TEXTS), preferred).format;
  const numbers = numbersOf(builder, format);
  const failingCodes = numbers.map(Number.isNaN);
  let failingCount = 0;
  for (const code of codes) if (code >= 0 && failingCodes[code]) failingCount++;
  const valueCount = rowCount - builder.missingCount;
  if (failingCount * CELLS_PER_FAILING > valueCount) return asText;
  const values = new Float64Array(rowCount);
  const failingRows = new Uint32Array(failingCount);
  const failing: FailingCell[] = [];
  let failed = 0;
  for (let row = 0; row < rowCount; row++) {
    const code = codes[row]!;
    values[row] = code < 0 ? Number.NaN : numbers[code]!;
    if (code < 0 || !failingCodes[code]) continue;
    failingRows[failed++] = row;
    if (failing.length < LISTED_FAILING) failing.push({ row, text: texts[code]! });
  }
  return { ...asText, column: numberColumn(values, failing, failingRows), format };
}

/** Little room to spare is left as it is; more is given back. */
function trimmed<T extends Float64Array | Int32Array>(cells: T, rowCount: number): T {
  const isTight = cells.length <= rowCount * 1.1;
  return (isTight ? cells.subarray(0, rowCount) : cells.slice(0, rowCount)) as T;
}

function numbersOf({ dictionary }: ColumnBuilder, format: NumberFormat): number[] {
  const parse = numberParser(format);
  return Array.from({ length: dictionary.size }, (_, code) =>
    parse(dictionary.bytes, dictionary.offsets[code]!, dictionary.offsets[code + 1]!),
  );
}

function numberColumn(
  values: Float64Array,
  failing: readonly FailingCell[],
  failingRows: Uint32Array,
): TableColumn {
  const failingCount = failingRows.length;
  return {
    kind: "number",
    name: "",
    values,
    failing,
    failingCount,
    ...(failingCount > 0 && { failingRows }),
  };
}

function emptyColumn(rowCount: number): TableColumn {
  return numberColumn(new Float64Array(rowCount), [], new Uint32Array(0));
}

function countTexts(texts: readonly string[], codes: Int32Array): CountedText[] {
  const counts = new Float64Array(texts.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  return texts.map((text, code) => ({ text, count: counts[code]! }));
}
