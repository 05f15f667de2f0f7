import type { ReadReport, Table, TableColumn } from "../core/table.ts";
import { isPlain, type NumberFormat } from "./number-format.ts";
import type { TableReader } from "./table-reader.ts";

export interface NotesRequest {
  readonly table: Table;
  readonly formats: readonly NumberFormat[];
  readonly zeroPadded: readonly string[];
  readonly reader: TableReader;
  readonly recipe: ReadReport["recipe"];
  readonly isEncodingGiven: boolean;
  readonly hadByteOrderMark: boolean;
  readonly damagedCount: number;
}

/** Why a column of digits is no number. */
export function leadingZerosNote(name: string): string {
  return `Column "${name}" has leading zeros, so it is kept as text.`;
}

/** One sentence for each thing done to the cells that one might not expect. */
export function readNotes(request: NotesRequest): string[] {
  const { table, recipe, reader, zeroPadded } = request;
  const notes: string[] = [];
  if (recipe.encoding === "windows-1252" && !request.isEncodingGiven) {
    notes.push("The file is not valid UTF-8, so it was read as Windows-1252.");
  }
  if (recipe.encoding.startsWith("utf-16") && !request.isEncodingGiven && !request.hadByteOrderMark) {
    notes.push(`Every other byte is zero, so the file was read as ${recipe.encoding.toUpperCase()}.`);
  }
  if (request.damagedCount > 0) {
    notes.push(`${request.damagedCount} texts are not valid UTF-8; bytes that are none became "\ufffd".`);
  }
  notes.push(...lineNotes(reader));
  notes.push(...formatNotes(request));
  for (const name of zeroPadded) {
    notes.push(leadingZerosNote(name));
  }
  for (const column of table.columns) notes.push(...columnNotes(column));
  return notes;
}

function lineNotes({ scanner, progress }: TableReader): string[] {
  const notes: string[] = [];
  const comments = scanner.commentCount();
  if (comments > 0) {
    notes.push(
      comments === 1
        ? "1 comment line among the rows is skipped."
        : `${comments} comment lines among the rows are skipped.`,
    );
  }
  const stray = scanner.strayQuoteLines();
  if (stray.length > 0) {
    const which = stray.length === 1 ? "A quotation mark is" : `${stray.length} quotation marks are`;
    notes.push(
      `${which} never closed (first: line ${stray[0]}), so ${stray.length === 1 ? "it counts" : "they count"} as plain characters.`,
    );
  }
  if (progress.raggedRowCount > 0) {
    const count = progress.raggedRowCount;
    const which = count === 1 ? "One row has" : `${count} rows have`;
    notes.push(
      `${which} fewer or more cells than there are columns (first: row ${progress.firstRaggedRow}); missing cells were left empty, cells too many were left out.`,
    );
  }
  return notes;
}

/** Columns by how they write numbers, where that is not plain. */
function formatNotes({ table, formats }: NotesRequest): string[] {
  const byFormat = new Map<string, string[]>();
  table.columns.forEach((column, index) => {
    const format = formats[index]!;
    if (column.kind !== "number" || isPlain(format)) return;
    const names = byFormat.get(formatText(format)) ?? [];
    names.push(`"${column.name}"`);
    byFormat.set(formatText(format), names);
  });
  return Array.from(byFormat, ([text, names]) => {
    const shown = names.slice(0, 5).join(", ");
    const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
    return `Numbers with ${text}: ${shown}${more}.`;
  });
}

function formatText({ decimal, thousands, affix }: NumberFormat): string {
  const marks: { readonly [mark: string]: string } = {
    ",": "a comma",
    ".": "a point",
    " ": "a blank",
    "'": "an apostrophe",
  };
  const parts: string[] = [];
  if (decimal === ",") parts.push("a decimal comma");
  if (thousands !== null) parts.push(`${marks[thousands]} between thousands`);
  if (affix !== null) parts.push(`the sign ${affix}, which is taken off`);
  return parts.join(" and ");
}

const SENTINELS = [-1, -9, -99, -999, -9999, 999, 9999, 99999];
const LEAST_SENTINELS = 3;

function columnNotes(column: TableColumn): string[] {
  if (column.kind === "text") return [];
  const notes: string[] = [];
  const first = column.failing[0];
  if (first) {
    const count = column.failingCount;
    const cells = count === 1 ? "one cell holds" : `${count} cells hold`;
    const shown = first.text.length > 40 ? `${first.text.slice(0, 40)}…` : first.text;
    notes.push(
      `Column "${column.name}": ${cells} text instead of a number and ${count === 1 ? "counts" : "count"} as missing (first: row ${first.row}, "${shown}").`,
    );
  }
  const sentinel = sentinelIn(column.values);
  if (sentinel !== null) {
    notes.push(
      `Column "${column.name}": ${sentinel.count} cells are ${sentinel.value}, far from all others. If that means "no value", add it to the column's missing tokens.`,
    );
  }
  return notes;
}

const LOOKED_AT_ROWS = 5000;

/** Few rows tell whether a column is worth a look at all of them. */
function sentinelIn(values: Float64Array): ReturnType<typeof sentinelOf> {
  const step = Math.max(1, Math.ceil(values.length / LOOKED_AT_ROWS));
  const few =
    step === 1
      ? values
      : Float64Array.from({ length: Math.ceil(values.length / step) }, (_, at) => values[at * step]!);
  if (sentinelOf(few) === null) return null;
  return step === 1 ? sentinelOf(few) : sentinelOf(values);
}

/** A value of the usual kind that lies alone at an end: several times, and farther off than all others are apart. */
function sentinelOf(values: Float64Array): { readonly value: number; readonly count: number } | null {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  for (const value of [least, most]) {
    if (!SENTINELS.includes(value)) continue;
    let count = 0;
    let nearest = value === least ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    for (const other of values) {
      if (other === value) count++;
      else if (value === least && other < nearest) nearest = other;
      else if (value === most && other > nearest) nearest = other;
    }
    const spread = value === least ? most - nearest : nearest - least;
    const isAlone =
      Number.isFinite(nearest) && Math.abs(nearest - value) > spread && (value > 0 || nearest >= 0);
    if (count >= LEAST_SENTINELS && isAlone) return { value, count };
  }
  return null;
}
