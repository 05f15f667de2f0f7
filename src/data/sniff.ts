import type { DecimalMark, ReadChoices, ReadRecipe } from "../core/read-recipe.ts";
import { uniqueColumnNames } from "./column-names.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { DEFAULT_MISSING, missingTokens } from "./missing-tokens.ts";
import { planColumns } from "./plan-columns.ts";
import { lineAt, nextLine, readPreamble, skipLines } from "./preamble.ts";
import { chooseDelimiter, guessQuote } from "./sniff-delimiter.ts";
import { looksLikeHeader, titleRecordCount } from "./sniff-header.ts";
import { type SniffedRecord, sniffRecords, usualFieldCount } from "./sniff-records.ts";

export type SniffedForm = Pick<
  ReadRecipe,
  "delimiter" | "quote" | "escape" | "comment" | "skippedLines" | "hasHeader" | "missing"
>;

/** What the first records of a file tell about all of it. */
export interface Sniffed {
  readonly form: SniffedForm;
  /** Place of the first byte that is read, in the head. */
  readonly start: number;
  /** The header lacks a name for the first column, which names the rows. */
  readonly hasRowNames: boolean;
  readonly hasTrailingDelimiter: boolean;
  /** As the table will have them, so far as the head is decoded right. */
  readonly names: readonly string[];
  readonly plans: readonly ColumnPlan[];
  readonly preferred: DecimalMark;
  /** One sentence for each thing that a reader of the file might not expect. */
  readonly notes: readonly string[];
}

export interface SniffOptions {
  readonly choices: ReadChoices;
  /** The head is all of the file. */
  readonly isWhole: boolean;
}

/** null = the head holds too little to tell: give more of the file. */
export function sniff(head: Uint8Array, { choices, isWhole }: SniffOptions): Sniffed | null {
  const missing = choices.missing ?? DEFAULT_MISSING;
  const tokens = missingTokens(missing);
  const top = topOf(head, choices);
  const guessed = guessQuote(head.subarray(top.start));
  const quoting = {
    quote: choices.quote === undefined ? guessed.quote : choices.quote,
    escape: choices.escape === undefined ? guessed.escape : choices.escape,
  };
  const { comment } = top;
  const chosen = chooseDelimiter({
    head: head.subarray(top.start),
    isWhole,
    given: choices.delimiter ?? top.delimiter,
    form: { ...quoting, comment },
    tokens,
  });
  const { delimiter } = chosen;
  if (!isWhole && chosen.mostRecords < 2) return null;
  let start = top.start;
  let skippedLines = top.skippedLines;
  let { records } = chosen;
  const notes = [...top.notes];
  if (choices.skippedLines === undefined) {
    const titles = titleLines(head, { start, records });
    if (titles.lineCount > 0) {
      notes.push(titleNote(titles.lineCount, lineAt(head, start)));
      start = titles.start;
      skippedLines += titles.lineCount;
      const form = { ...quoting, comment, delimiter };
      records = sniffRecords(head.subarray(start), form, { tokens, isWhole });
    }
  }
  const inComment = headerInComment({
    head,
    top,
    records,
    choices,
    form: { ...quoting, comment: null, delimiter },
  });
  if (inComment !== null) {
    start = inComment.start;
    skippedLines--;
    records = [inComment.header, ...records];
    notes.pop();
  }
  const hasHeader =
    records.length > 0 && (choices.hasHeader ?? (inComment !== null || looksLikeHeader(records)));
  const shape = shapeOf(records, hasHeader);
  const names = namesOf(records, hasHeader, shape);
  const plan = planColumns({
    names,
    body: hasHeader ? records.slice(1) : records,
    columnCount: shape.columnCount,
    delimiter,
    choices,
    tokens,
  });
  const form = { ...quoting, delimiter, comment, skippedLines, hasHeader, missing };
  return { form, start, names, ...shape, ...plan, notes };
}

interface Top {
  readonly start: number;
  readonly skippedLines: number;
  readonly delimiter: ReadRecipe["delimiter"] | null;
  readonly comment: ReadRecipe["comment"];
  readonly lastComment: number;
  readonly notes: string[];
}

function topOf(head: Uint8Array, choices: ReadChoices): Top {
  if (choices.skippedLines !== undefined) {
    const comment = choices.comment ?? null;
    const below = skipLines(head, choices.skippedLines);
    const start = choices.hasHeader === false ? below : below + markLength(head, below, comment);
    return {
      start,
      skippedLines: choices.skippedLines,
      delimiter: null,
      comment,
      lastComment: -1,
      notes: [],
    };
  }
  const found = readPreamble(head, choices.comment);
  const notes: string[] = [];
  if (found.delimiter !== null) notes.push('The first line names the separator ("sep=") and is skipped.');
  if (found.commentCount > 0) {
    const which = found.commentCount === 1 ? "1 comment line" : `${found.commentCount} comment lines`;
    notes.push(`${which} above the table ${found.commentCount === 1 ? "is" : "are"} skipped.`);
  }
  return { ...found, skippedLines: found.lineCount, notes };
}

/** How many lines the titles above the header take. */
function titleLines(
  head: Uint8Array,
  { start, records }: { readonly start: number; readonly records: readonly SniffedRecord[] },
) {
  const titles = titleRecordCount(records, usualFieldCount(records));
  let at = start;
  let lineCount = 0;
  for (let record = 0; record < titles; lineCount++) {
    if (lineAt(head, at) !== "") record++;
    at = nextLine(head, at);
  }
  while (titles > 0 && at < head.length && lineAt(head, at) === "") {
    at = nextLine(head, at);
    lineCount++;
  }
  return { lineCount, start: at };
}

function titleNote(lineCount: number, first: string): string {
  const shown = first.replace(/[,;\t|]+$/, "").slice(0, 40);
  const which = lineCount === 1 ? "1 line" : `${lineCount} lines`;
  return `${which} above the column names ${lineCount === 1 ? "is" : "are"} skipped ("${shown}").`;
}

interface HeaderInComment {
  readonly start: number;
  readonly header: SniffedRecord;
}

/** A comment line right above data that has as many fields as the data, all of them text, is the header. */
function headerInComment(request: {
  readonly head: Uint8Array;
  readonly top: Top;
  readonly records: readonly SniffedRecord[];
  readonly choices: ReadChoices;
  readonly form: Parameters<typeof sniffRecords>[1];
}): HeaderInComment | null {
  const { head, top, records, choices, form } = request;
  const usual = usualFieldCount(records);
  if (top.lastComment < 0 || top.comment === null || usual < 2 || choices.hasHeader === false) return null;
  if (looksLikeHeader(records)) return null;
  const mark = top.comment;
  const line = head.subarray(top.lastComment + mark.length, nextLine(head, top.lastComment));
  const tokens = missingTokens([]);
  const [header] = sniffRecords(line, form, { tokens, isWhole: true });
  const isHeader = header?.length === usual && header.every(({ kind }) => kind === "text");
  return isHeader ? { start: top.lastComment + mark.length, header } : null;
}

/** The header may begin with the mark of comments; then it is read behind it. */
function markLength(head: Uint8Array, at: number, comment: ReadRecipe["comment"]): number {
  return comment !== null && lineAt(head, at).startsWith(comment) ? comment.length : 0;
}

/** Rows of one length are what a file means; fewer are accidents. */
const USUAL_SHARE = 0.9;

/** How the header and the rows differ in length, where that has a meaning. */
function shapeOf(records: readonly SniffedRecord[], hasHeader: boolean) {
  const body = hasHeader ? records.slice(1) : records;
  const usual = usualFieldCount(body);
  const header = records[0]?.length ?? 0;
  const none = { columnCount: header, hasRowNames: false, hasTrailingDelimiter: false };
  if (body.length === 0) return none;
  const full = body.filter((record) => record.length === usual);
  if (full.length < body.length * USUAL_SHARE) return hasHeader ? none : { ...none, columnCount: usual };
  const lastIsEmpty = usual > 1 && full.every((record) => isEmpty(record.at(-1)));
  if (!hasHeader) {
    return lastIsEmpty && full.length > 1
      ? { ...none, columnCount: usual - 1, hasTrailingDelimiter: true }
      : { ...none, columnCount: usual };
  }
  if (lastIsEmpty && header === usual && isEmpty(records[0]!.at(-1))) {
    return { ...none, columnCount: usual - 1, hasTrailingDelimiter: true };
  }
  if (header !== usual - 1) return none;
  if (lastIsEmpty) return { ...none, hasTrailingDelimiter: true };
  return { columnCount: usual, hasRowNames: true, hasTrailingDelimiter: false };
}

function isEmpty(cell: SniffedRecord[number] | undefined): boolean {
  return cell === undefined || (cell.text === "" && !cell.quoted);
}

/** Names as the table will have them; only to find what the user said about a column. */
function namesOf(
  records: readonly SniffedRecord[],
  hasHeader: boolean,
  { columnCount, hasRowNames }: { readonly columnCount: number; readonly hasRowNames: boolean },
): string[] {
  const cells = hasHeader ? records[0]!.map(({ text }) => text) : [];
  const given = Array.from(
    { length: columnCount },
    (_, column) => cells[hasRowNames ? column - 1 : column] ?? "",
  );
  return uniqueColumnNames(given).names;
}
