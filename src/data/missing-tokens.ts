import { utf8Bytes } from "../core/utf8.ts";
import { asciiText, dropBlanks, parseNumber, skipBlanks } from "./cell-values.ts";

/** Texts that mean "no value" unless the user says otherwise; an empty cell always does. */
export const DEFAULT_MISSING: readonly string[] = [
  "na",
  "n/a",
  "#n/a",
  "nan",
  "null",
  "none",
  "nil",
  "?",
  ".",
  "-",
  "--",
];

/** Missing tokens, ready to be looked for. */
export interface MissingTokens {
  isMissing(bytes: Uint8Array, start: number, end: number): boolean;
  /** 1 = a token may begin with this byte. */
  readonly firsts: Uint8Array;
  /** Numbers that are tokens too, such as -999; null = there are none. */
  readonly numbers: ReadonlySet<number> | null;
}

/** Compared without blanks around and without regard to the case of ASCII letters. */
export function missingTokens(tokens: readonly string[]): MissingTokens {
  const keys = new Set<string>();
  const numbers = new Set<number>();
  const firsts = new Uint8Array(256);
  let longest = 0;
  for (const token of tokens) {
    const bytes = lowerBytes(token.trim());
    const number = parseNumber(bytes, 0, bytes.length);
    if (!Number.isNaN(number)) numbers.add(number);
    keys.add(asciiText(bytes, 0, bytes.length));
    longest = Math.max(longest, bytes.length);
    if (bytes.length > 0) firsts[bytes[0]!] = 1;
  }
  for (let byte = 97; byte <= 122; byte++) firsts[byte - 32] = firsts[byte]!;
  return {
    firsts,
    numbers: numbers.size === 0 ? null : numbers,
    isMissing(bytes, start, end) {
      const from = skipBlanks(bytes, start, end);
      if (from === end) return true;
      if (firsts[bytes[from]!] === 0) return false;
      const to = dropBlanks(bytes, from, end);
      if (to - from > longest) return false;
      let key = "";
      for (let i = from; i < to; i++) key += String.fromCharCode(lowerByte(bytes[i]!));
      return keys.has(key);
    },
  };
}

function lowerByte(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte | 32 : byte;
}

/** UTF-8 bytes as they stand in a file. */
function lowerBytes(text: string): Uint8Array {
  return utf8Bytes(text).map(lowerByte);
}
