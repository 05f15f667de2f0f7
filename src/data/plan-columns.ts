import type { ColumnReading, DecimalMark, Delimiter, ReadChoices } from "../core/read-recipe.ts";
import type { ColumnPlan } from "./column-plan.ts";
import {
  areZeroPadded,
  type CountedText,
  type FormatGuess,
  guessNumberFormat,
} from "./guess-number-format.ts";
import { type MissingTokens, missingTokens } from "./missing-tokens.ts";
import type { NumberFormat } from "./number-format.ts";
import type { SniffedRecord } from "./sniff-records.ts";

export interface PlanRequest {
  readonly names: readonly string[];
  /** The first records below the header. */
  readonly body: readonly SniffedRecord[];
  readonly columnCount: number;
  readonly delimiter: Delimiter;
  readonly choices: ReadChoices;
  readonly tokens: MissingTokens;
}

/** A column is one of numbers when at most one in ten cells is none. */
const NUMBER_SHARE = 0.9;

/** How each column is read first, and which decimal mark decides where cells leave it open. */
export function planColumns(request: PlanRequest): {
  readonly plans: readonly ColumnPlan[];
  readonly preferred: DecimalMark;
} {
  const { names, body, columnCount, choices, tokens } = request;
  const columns = Array.from({ length: columnCount }, (_, column) => cellsOf(body, column, tokens));
  const preferred = choices.decimal ?? fileDecimal(columns, request.delimiter);
  const plans = columns.map((cells, column) =>
    planColumn(cells, preferred, {
      reading: choices.columns?.find(({ name }) => name === names[column]) ?? null,
      choices,
      tokens,
    }),
  );
  return { plans, preferred };
}

function cellsOf(body: readonly SniffedRecord[], column: number, tokens: MissingTokens): CountedText[] {
  const counts = new Map<string, number>();
  for (const record of body) {
    const cell = record[column];
    if (cell === undefined || cell.kind === "missing") continue;
    if (tokens.numbers?.has(Number(cell.text))) continue;
    counts.set(cell.text, (counts.get(cell.text) ?? 0) + 1);
  }
  return Array.from(counts, ([text, count]) => ({ text, count }));
}

/** The mark that columns which tell agree on; where none tells and there are commas, the one that goes with `;`. */
function fileDecimal(columns: readonly (readonly CountedText[])[], delimiter: Delimiter): DecimalMark {
  let point = 0;
  let comma = 0;
  let hasCommas = false;
  for (const cells of columns) {
    const guess = guessNumberFormat(cells, ".");
    if (guess.parsed < countOf(cells) * NUMBER_SHARE) continue;
    if (cells.some(({ text }) => text.includes(","))) hasCommas = true;
    if (guess.byPoint > guess.byComma) point++;
    else if (guess.byComma > guess.byPoint) comma++;
  }
  if (point !== comma) return point > comma ? "." : ",";
  return delimiter === ";" && hasCommas ? "," : ".";
}

function countOf(cells: readonly CountedText[]): number {
  return cells.reduce((sum, { count }) => sum + count, 0);
}

interface PlanColumn {
  readonly reading: ColumnReading | null;
  readonly choices: ReadChoices;
  readonly tokens: MissingTokens;
}

function planColumn(
  cells: readonly CountedText[],
  preferred: DecimalMark,
  { reading, choices, tokens }: PlanColumn,
): ColumnPlan {
  const guess = guessNumberFormat(cells, preferred);
  const format = chosenFormat(guess, reading, choices);
  const isNumber = guess.parsed >= countOf(cells) * NUMBER_SHARE && !areZeroPadded(cells);
  return {
    mode: reading?.kind ?? (isNumber ? "number" : "text"),
    format,
    isForced: reading?.kind !== undefined,
    isFormatGiven: choices.decimal !== undefined || reading?.decimal !== undefined,
    tokens: reading?.missing === undefined ? tokens : missingTokens(reading.missing),
  };
}

/** The column's own marks, else the file's where the user named them, else what the cells say. */
function chosenFormat(
  { format }: FormatGuess,
  reading: ColumnReading | null,
  choices: ReadChoices,
): NumberFormat {
  const thousands = reading?.thousands === undefined ? choices.thousands : reading.thousands;
  return {
    decimal: reading?.decimal ?? choices.decimal ?? format.decimal,
    thousands: thousands === undefined ? format.thousands : thousands,
    affix: reading?.affix ?? format.affix,
  };
}
