import type { DecimalMark } from "../core/read-recipe.ts";
import { utf8Bytes } from "../core/utf8.ts";
import { type NumberFormat, numberParser, PLAIN_NUMBERS } from "./number-format.ts";

/** Cells of a column: a text and how often it stands there. */
export interface CountedText {
  readonly text: string;
  readonly count: number;
}

export interface FormatGuess {
  readonly format: NumberFormat;
  /** How many of the cells it reads as numbers. */
  readonly parsed: number;
  /** Cells that are read by a decimal point, and by a decimal comma; equal = the cells alone do not tell. */
  readonly byPoint: number;
  readonly byComma: number;
}

const MARKS: readonly Omit<NumberFormat, "affix">[] = [
  { decimal: ".", thousands: null },
  { decimal: ".", thousands: "," },
  { decimal: ",", thousands: null },
  { decimal: ",", thousands: "." },
  { decimal: ".", thousands: " " },
  { decimal: ",", thousands: " " },
  { decimal: ".", thousands: "'" },
  { decimal: ",", thousands: "'" },
];
/** Signs around numbers that do not change what is compared. */
const AFFIXES = ["$", "€", "£", "¥", "%"];
const AFFIX_SHARE = 0.9;
const NUMBER_BYTES = /\d/;

/**
 * The format that reads most cells as numbers; of equal ones the plainest, and where only the mark is open, the one
 * with `preferred`. Texts may be decoded or bytes as code units.
 */
export function guessNumberFormat(cells: readonly CountedText[], preferred: DecimalMark): FormatGuess {
  const plain = plainGuess(cells, preferred);
  if (plain !== null) return plain;
  const affix = commonAffix(cells);
  const best = { format: PLAIN_NUMBERS, parsed: -1 };
  let byPoint = 0;
  let byComma = 0;
  const encoded = cells
    .filter(({ text }) => NUMBER_BYTES.test(text))
    .map(({ text, count }) => ({ bytes: utf8Bytes(text), count }));
  for (const marks of MARKS) {
    const format: NumberFormat = { ...marks, affix };
    const parse = numberParser(format);
    let parsed = 0;
    for (const { bytes, count } of encoded) {
      if (!Number.isNaN(parse(bytes, 0, bytes.length))) parsed += count;
    }
    if (marks.decimal === ".") byPoint = Math.max(byPoint, parsed);
    else byComma = Math.max(byComma, parsed);
    const isPreferred = marks.decimal === preferred && best.format.decimal !== preferred;
    if (parsed > best.parsed || (parsed === best.parsed && isPreferred)) {
      best.format = format;
      best.parsed = parsed;
    }
  }
  return { ...best, byPoint, byComma };
}

const PLAIN_CELL = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i;
/** What thousands marks could look like, and zeros that make a code of it. */
const OPEN_CELL = /^[-+]?(\d{1,3}(\.\d{3})+|0\d.*)$/;

/** Cells that leave nothing open, as most do: plain numbers, of which none could have marks between thousands. */
function plainGuess(cells: readonly CountedText[], preferred: DecimalMark): FormatGuess | null {
  let total = 0;
  let withPoint = 0;
  for (const { text, count } of cells) {
    if (!PLAIN_CELL.test(text) || OPEN_CELL.test(text)) return null;
    total += count;
    if (text.includes(".")) withPoint += count;
  }
  const decimal = withPoint === 0 ? preferred : ".";
  return {
    format: { ...PLAIN_NUMBERS, decimal },
    parsed: total,
    byPoint: total,
    byComma: total - withPoint,
  };
}

/** A sign that stands on nearly all cells with digits. */
function commonAffix(cells: readonly CountedText[]): string | null {
  let total = 0;
  const counts = new Map<string, number>();
  for (const { text, count } of cells) {
    if (!NUMBER_BYTES.test(text)) continue;
    total += count;
    const trimmed = text.trim();
    for (const affix of AFFIXES) {
      const found = trimmed.replace(/^[-+\u2212]/, "").startsWith(affix) || trimmed.endsWith(affix);
      if (found) counts.set(affix, (counts.get(affix) ?? 0) + count);
    }
  }
  return AFFIXES.find((affix) => total > 0 && (counts.get(affix) ?? 0) >= total * AFFIX_SHARE) ?? null;
}

/** Whole numbers without a sign of which some begin with zeros are codes, not amounts. A few other texts may be among them. */
export function areZeroPadded(cells: readonly CountedText[], furtherDigits = 0): boolean {
  let padded = 0;
  let others = 0;
  let total = furtherDigits;
  for (const { text, count } of cells) {
    total += count;
    if (/^0\d+$/.test(text)) padded += count;
    else if (/^\d+$/.test(text)) continue;
    else if (/^[-+]?[\d.,]+$/.test(text)) return false;
    else others += count;
  }
  return padded > 0 && others * 10 <= total;
}
