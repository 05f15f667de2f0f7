import type { Delimiter, ReadRecipe } from "../core/read-recipe.ts";
import { asciiText } from "./cell-values.ts";
import type { MissingTokens } from "./missing-tokens.ts";
import { looksNumeric, type SniffedRecord, sniffRecords, usualFieldCount } from "./sniff-records.ts";

const DELIMITERS: readonly Delimiter[] = [",", ";", "\t", "|", " "];
/** Blanks stand between words too: they part cells only where nothing else does. */
const BLANK_WEIGHT = 0.4;
const BLANK_CONSISTENT = 0.9;
const BLANK_NUMERIC = 0.3;
/** Enough to see how quotes are used. */
const QUOTE_BYTES = 1 << 16;

export interface ChosenDelimiter {
  readonly delimiter: Delimiter;
  readonly records: readonly SniffedRecord[];
  /** Of the candidate with most records: fewer than two tell too little. */
  readonly mostRecords: number;
}

export interface DelimiterRequest {
  readonly head: Uint8Array;
  readonly isWhole: boolean;
  readonly given: Delimiter | null;
  readonly form: Pick<ReadRecipe, "quote" | "escape" | "comment">;
  readonly tokens: MissingTokens;
}

export function chooseDelimiter({ head, isWhole, given, form, tokens }: DelimiterRequest): ChosenDelimiter {
  let best: { delimiter: Delimiter; records: readonly SniffedRecord[] } = {
    delimiter: given ?? ",",
    records: [],
  };
  let bestScore = -1;
  let mostRecords = 0;
  for (const delimiter of given === null ? DELIMITERS : [given]) {
    const records = sniffRecords(head, { ...form, delimiter }, { tokens, isWhole });
    mostRecords = Math.max(mostRecords, records.length);
    const score = records.length === 0 ? -1 : delimiterScore(records, delimiter);
    if (score <= bestScore) continue;
    bestScore = score;
    best = { delimiter, records };
  }
  return { ...best, mostRecords };
}

/** Consistency of field counts, weighed by how many cells are numbers and a little by how many fields there are. */
function delimiterScore(records: readonly SniffedRecord[], delimiter: Delimiter): number {
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
  const share = consistent / records.length;
  const numericShare = filled === 0 ? 0 : numeric / filled;
  const first = records[0]!.length;
  const firstFits = first === usual || (first === usual - 1 && usual > 2) ? 1 : 0.5;
  const score = firstFits * share * (1 + numericShare) * (1 - 1 / (usual + 1));
  if (delimiter !== " ") return score;
  const isTable = share >= BLANK_CONSISTENT && numericShare >= BLANK_NUMERIC && firstFits === 1;
  return isTable ? score * BLANK_WEIGHT : 0;
}

/** Which sign quotes cells, and whether a backslash keeps a quote from closing; by how they stand beside separators. */
export function guessQuote(head: Uint8Array): Pick<ReadRecipe, "quote" | "escape"> {
  const text = asciiText(head, 0, Math.min(head.length, QUOTE_BYTES));
  if (!text.includes('"')) {
    const wrapped = text.match(/(^|[,;\t|\n])[ ]*'[^'\n]*'[ ]*(?=[,;\t|\r\n]|$)/g)?.length ?? 0;
    const marks = text.match(/'/g)?.length ?? 0;
    return { quote: wrapped >= 3 && wrapped * 2 === marks ? "'" : '"', escape: null };
  }
  const kept = text.match(/[^\\\n]\\"(?=[^,;\t|\r\n])/g)?.length ?? 0;
  const closing = text.match(/\\"(?=[,;\t|\r\n])/g)?.length ?? 0;
  return { quote: '"', escape: kept >= 2 && kept > closing ? "\\" : null };
}
