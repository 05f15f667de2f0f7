import { longDecimal } from "./exact-decimal.ts";

const SPACE = 32;
const TAB = 9;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const SMALL_E = 101;

/** Powers of ten that a double holds exactly. */
export const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

const LONGEST_NUMBER = 1000;

export function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 57;
}

export function skipBlanks(bytes: Uint8Array, start: number, end: number): number {
  let from = start;
  while (from < end && (bytes[from] === SPACE || bytes[from] === TAB)) from++;
  return from;
}

export function dropBlanks(bytes: Uint8Array, start: number, end: number): number {
  let to = end;
  while (to > start && (bytes[to - 1] === SPACE || bytes[to - 1] === TAB)) to--;
  return to;
}

/**
 * The number that a cell holds, or NaN. Decimal only; a zero before another digit makes it text ("007"), as do
 * hexadecimal digits, "Infinity" and what overflows. Exact: at most 15 digits and a power of ten within 22 are one
 * multiplication or division of exact doubles; the rest goes through Number().
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  let p = skipBlanks(bytes, start, end);
  const first = bytes[p]!;
  if (p < end && (first === MINUS || first === PLUS)) p++;
  let mantissa = 0;
  const wholeStart = p;
  while (p < end && isDigit(bytes[p]!)) mantissa = mantissa * 10 + (bytes[p++]! - ZERO);
  let digits = p - wholeStart;
  if (digits > 1 && bytes[wholeStart] === ZERO) return Number.NaN;
  let exponent = 0;
  if (p < end && bytes[p] === POINT) {
    const fractionStart = ++p;
    while (p < end && isDigit(bytes[p]!)) mantissa = mantissa * 10 + (bytes[p++]! - ZERO);
    exponent = fractionStart - p;
    digits -= exponent;
  }
  if (digits === 0) return Number.NaN;
  if (p < end && (bytes[p]! | 32) === SMALL_E) {
    const exponentEnd = endOfExponent(bytes, p, end);
    if (exponentEnd < 0) return Number.NaN;
    exponent += exponentOf(bytes, p + 1, exponentEnd);
    p = exponentEnd;
  }
  if (p < end && dropBlanks(bytes, p, end) > p) return Number.NaN;
  if (digits > 15 || exponent > 22 || exponent < -22) return longNumber(bytes, start, p);
  const value = exponent < 0 ? mantissa / POWERS[-exponent]! : mantissa * POWERS[exponent]!;
  return first === MINUS && value !== 0 ? -value : value;
}

/** The place after an exponent that begins at `at`, or -1 when it is none. */
function endOfExponent(bytes: Uint8Array, at: number, end: number): number {
  let p = at + 1;
  if (p < end && (bytes[p] === MINUS || bytes[p] === PLUS)) p++;
  const digitsStart = p;
  while (p < end && isDigit(bytes[p]!)) p++;
  return p === digitsStart ? -1 : p;
}

function exponentOf(bytes: Uint8Array, start: number, end: number): number {
  let size = 0;
  for (let p = start; p < end; p++) if (isDigit(bytes[p]!)) size = size * 10 + (bytes[p]! - ZERO);
  return bytes[start] === MINUS ? -size : size;
}

/** For more than 15 digits: those without an exponent are read as a pair of doubles, the rest by Number(). */
function longNumber(bytes: Uint8Array, start: number, end: number): number {
  let p = skipBlanks(bytes, start, end);
  const first = bytes[p]!;
  if (first === MINUS || first === PLUS) p++;
  let point = end;
  for (let at = p; at < end; at++) {
    if (bytes[at] === POINT) point = at;
    else if (!isDigit(bytes[at]!)) return slowNumber(bytes, start, end);
  }
  const value = longDigits(bytes, p, { end, point });
  return first === MINUS && value !== 0 ? -value : value;
}

const HIGH_DIGITS = 15;
const MOST_DIGITS = 19;
const MOST_DECIMALS = 22;

/** The value of more than 15 digits with at most one point among them, at `point` (= end: there is none). */
export function longDigits(
  bytes: Uint8Array,
  start: number,
  { end, point }: { readonly end: number; readonly point: number },
): number {
  const decimals = point < end ? end - point - 1 : 0;
  const lowDigits = end - start - (point < end ? 1 : 0) - HIGH_DIGITS;
  if (lowDigits > MOST_DIGITS - HIGH_DIGITS || decimals > MOST_DECIMALS) return slowNumber(bytes, start, end);
  let p = start;
  let high = 0;
  for (let left = HIGH_DIGITS; left > 0; p++) {
    if (p === point) continue;
    high = high * 10 + (bytes[p]! - ZERO);
    left--;
  }
  let low = 0;
  for (; p < end; p++) if (p !== point) low = low * 10 + (bytes[p]! - ZERO);
  const value = longDecimal(high, low, POWERS[lowDigits]!, POWERS[decimals]!);
  return Number.isNaN(value) ? slowNumber(bytes, start, end) : value;
}

function slowNumber(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > LONGEST_NUMBER) return Number.NaN;
  const value = Number(asciiText(bytes, start, end));
  return Number.isFinite(value) ? value + 0 : Number.NaN;
}

/** Bytes as a text of equal code units; for ASCII, and as a key for any bytes. */
export function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]!);
  return text;
}
