import type { Delimiter, ReadRecipe } from "../core/read-recipe.ts";
import { asciiText, isDigit } from "./cell-values.ts";

/** What stands above the header or the first record, as far as single lines tell. */
export interface Preamble {
  /** Lines that are skipped: blank ones, `sep=`, comments. */
  readonly lineCount: number;
  /** The place of the first byte below them. */
  readonly start: number;
  /** From a line `sep=;`. */
  readonly delimiter: Delimiter | null;
  readonly comment: ReadRecipe["comment"];
  readonly commentCount: number;
  readonly blankCount: number;
  /** The last skipped line is a comment that may be the header; the place of its first byte. */
  readonly lastComment: number;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const MARKS: readonly NonNullable<ReadRecipe["comment"]>[] = ["#", "%", "//"];
const DELIMITERS: readonly string[] = [",", ";", "\t", "|", " "];
const LONGEST_LINE = 4096;
const MOST_LINES = 1000;

/** The place after the line that begins at `at`. */
export function nextLine(bytes: Uint8Array, at: number): number {
  let p = at;
  while (p < bytes.length && bytes[p] !== LINE_FEED && bytes[p] !== CARRIAGE_RETURN) p++;
  if (bytes[p] === CARRIAGE_RETURN && bytes[p + 1] === LINE_FEED) return p + 2;
  return Math.min(p + 1, bytes.length);
}

/** A line's text without its end and blanks around; bytes as code units. */
export function lineAt(bytes: Uint8Array, at: number): string {
  const end = Math.min(nextLine(bytes, at), at + LONGEST_LINE);
  return asciiText(bytes, at, end).trim();
}

/** Reads the lines above a table. A mark that every data line may begin with, like "#N/A", makes no comment. */
export function readPreamble(bytes: Uint8Array, given: ReadRecipe["comment"] | undefined): Preamble {
  let at = 0;
  let lineCount = 0;
  let commentCount = 0;
  let blankCount = 0;
  let delimiter: Delimiter | null = null;
  let comment = given ?? null;
  let lastComment = -1;
  while (at < bytes.length && lineCount < MOST_LINES) {
    const line = lineAt(bytes, at);
    const mark = commentMark(line);
    const separator = /^"?sep=(.|\\t)"?$/i.exec(line)?.[1] ?? null;
    if (separator !== null && delimiter === null && commentCount === 0) {
      const found = separator === "\\t" ? "\t" : separator;
      if (!DELIMITERS.includes(found)) break;
      delimiter = found as Delimiter;
      lastComment = -1;
    } else if (line === "") {
      blankCount++;
      lastComment = -1;
    } else if (mark !== null && given !== null && (comment === null || comment === mark)) {
      comment = mark;
      commentCount++;
      lastComment = at;
    } else break;
    at = nextLine(bytes, at);
    lineCount++;
  }
  return { lineCount, start: at, delimiter, comment, commentCount, blankCount, lastComment };
}

function commentMark(line: string): ReadRecipe["comment"] {
  const mark = MARKS.find((candidate) => line.startsWith(candidate)) ?? null;
  if (mark === null || /^#n\/a\b/i.test(line)) return null;
  const next = line.charCodeAt(mark.length);
  return mark === "%" && isDigit(next) ? null : mark;
}

/** The place below so many lines. */
export function skipLines(bytes: Uint8Array, count: number): number {
  let at = 0;
  for (let line = 0; line < count && at < bytes.length; line++) at = nextLine(bytes, at);
  return at;
}
