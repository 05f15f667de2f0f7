import type { DecimalMark, ThousandsMark } from "../core/read-recipe.ts";
import { dropBlanks, isDigit, parseNumber, skipBlanks } from "./cell-values.ts";

/** How a column writes its numbers. */
export interface NumberFormat {
  readonly decimal: DecimalMark;
  readonly thousands: ThousandsMark;
  /** A sign that is taken off before or after the number, such as "$" or "%"; null = none. */
  readonly affix: string | null;
}

export const PLAIN_NUMBERS: NumberFormat = { decimal: ".", thousands: null, affix: null };

export function isPlain({ decimal, thousands, affix }: NumberFormat): boolean {
  return decimal === "." && thousands === null && affix === null;
}

const MINUS = 45;
const POINT = 46;
const COMMA = 44;
const SPACE = 32;
const APOSTROPHE = 39;
const LONGEST = 64;

/** A reader of cells in a format; NaN = no number. Blanks may be hard or narrow ones, a minus U+2212. */
export function numberParser(
  format: NumberFormat,
): (bytes: Uint8Array, start: number, end: number) => number {
  const scratch = new Uint8Array(LONGEST);
  const affixes = format.affix === null ? [] : affixBytes(format.affix);
  const decimal = format.decimal === "," ? COMMA : POINT;
  const thousands = format.thousands === null ? -1 : format.thousands.charCodeAt(0);
  return (bytes, start, end) => {
    let from = skipSpaces(bytes, start, end);
    let to = dropSpaces(bytes, from, end);
    let length = 0;
    const signEnd = endOfSign(bytes, from, to);
    if (signEnd > from) {
      scratch[length++] = bytes[from] === 43 ? 43 : MINUS;
      from = signEnd;
    }
    for (const affix of affixes) {
      if (startsWith(bytes, from, to, affix)) from = skipSpaces(bytes, from + affix.length, to);
      else if (endsWith(bytes, from, to, affix)) to = dropSpaces(bytes, from, to - affix.length);
      else continue;
      break;
    }
    if (length === 0) {
      const inner = endOfSign(bytes, from, to);
      if (inner > from) {
        scratch[length++] = bytes[from] === 43 ? 43 : MINUS;
        from = inner;
      }
    }
    if (to - from > LONGEST - 2) return Number.NaN;
    const end2 = copyDigits(bytes, { from, to }, { scratch, length, decimal, thousands });
    return end2 < 0 ? Number.NaN : parseNumber(scratch, 0, end2);
  };
}

interface Copy {
  readonly scratch: Uint8Array;
  readonly length: number;
  readonly decimal: number;
  readonly thousands: number;
}

/** Copies a number without its thousands marks and with a point; -1 where marks stand in wrong places. */
function copyDigits(
  bytes: Uint8Array,
  { from, to }: { readonly from: number; readonly to: number },
  { scratch, length, decimal, thousands }: Copy,
): number {
  let at = length;
  let p = from;
  let run = 0;
  let groups = 0;
  while (p < to) {
    const byte = bytes[p]!;
    if (isDigit(byte)) {
      scratch[at++] = byte;
      run++;
      p++;
      continue;
    }
    const mark = thousands < 0 ? 0 : markLength(bytes, p, to, thousands);
    if (mark === 0) break;
    if (run === 0 || run > 3 || (groups > 0 && run !== 3)) return -1;
    groups++;
    run = 0;
    p += mark;
  }
  if (groups > 0 && run !== 3) return -1;
  if (p < to && bytes[p] === decimal) {
    scratch[at++] = POINT;
    p++;
  }
  for (; p < to; p++) {
    const byte = bytes[p]!;
    if (byte === POINT || byte === COMMA) return -1;
    scratch[at++] = byte;
  }
  return at;
}

/** How many bytes the thousands mark takes here; 0 = there is none. */
function markLength(bytes: Uint8Array, at: number, to: number, thousands: number): number {
  if (thousands === SPACE) return spaceLength(bytes, at, to);
  if (bytes[at] === thousands) return 1;
  const isCurly = bytes[at] === 0xe2 && bytes[at + 1] === 0x80 && bytes[at + 2] === 0x99 && at + 2 < to;
  return thousands === APOSTROPHE && isCurly ? 3 : 0;
}

/** Blank, tab, no-break space (also of windows-1252), thin and narrow no-break space. */
function spaceLength(bytes: Uint8Array, at: number, to: number): number {
  const byte = bytes[at];
  if (byte === SPACE || byte === 9 || byte === 0xa0) return 1;
  if (byte === 0xc2 && bytes[at + 1] === 0xa0 && at + 1 < to) return 2;
  const third = bytes[at + 2];
  const isThin = byte === 0xe2 && bytes[at + 1] === 0x80 && (third === 0xaf || third === 0x89);
  return isThin && at + 2 < to ? 3 : 0;
}

function skipSpaces(bytes: Uint8Array, start: number, end: number): number {
  let from = skipBlanks(bytes, start, end);
  for (let length = spaceLength(bytes, from, end); from < end && length > 0; ) {
    from += length;
    length = spaceLength(bytes, from, end);
  }
  return from;
}

function dropSpaces(bytes: Uint8Array, start: number, end: number): number {
  let to = dropBlanks(bytes, start, end);
  for (;;) {
    if (to > start && bytes[to - 1] === 0xa0 && (to - 1 === start || bytes[to - 2] !== 0xc2)) to--;
    else if (to - 2 >= start && spaceLength(bytes, to - 2, to) === 2) to -= 2;
    else if (to - 3 >= start && spaceLength(bytes, to - 3, to) === 3) to -= 3;
    else if (to > start && (bytes[to - 1] === SPACE || bytes[to - 1] === 9)) to--;
    else return to;
  }
}

/** The place after + or - or U+2212, or `from`. */
function endOfSign(bytes: Uint8Array, from: number, to: number): number {
  if (from >= to) return from;
  if (bytes[from] === MINUS || bytes[from] === 43) return from + 1;
  const isMinus = bytes[from] === 0xe2 && bytes[from + 1] === 0x88 && bytes[from + 2] === 0x92;
  return isMinus && from + 2 < to ? from + 3 : from;
}

function startsWith(bytes: Uint8Array, from: number, to: number, affix: readonly number[]): boolean {
  return to - from > affix.length && affix.every((byte, i) => bytes[from + i] === byte);
}

function endsWith(bytes: Uint8Array, from: number, to: number, affix: readonly number[]): boolean {
  const start = to - affix.length;
  return start > from && affix.every((byte, i) => bytes[start + i] === byte);
}

/** A sign in UTF-8 and, for € and £ and ¥, in windows-1252. */
function affixBytes(affix: string): readonly (readonly number[])[] {
  const code = affix.charCodeAt(0);
  if (affix === "€") return [[0xe2, 0x82, 0xac], [0x80]];
  if (affix === "£" || affix === "¥") return [[0xc2, code], [code]];
  return [Array.from(affix, (unit) => unit.charCodeAt(0))];
}
