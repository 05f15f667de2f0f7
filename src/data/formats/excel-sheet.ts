import { LabError } from "../../core/errors.ts";
import { civilFromDays } from "../date-values.ts";
import { attributeOf, scanXml } from "./xml-scan.ts";

export interface SheetContext {
  readonly strings: readonly string[];
  /** By cell style. */
  readonly isDate: readonly boolean[];
  readonly is1904: boolean;
}

export interface SheetRows {
  /** All of one length; wholly empty rows are left out. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly errorCount: number;
}

const MOST_COLUMNS = 16_384;
const MOST_CELLS = 100_000_000;

/** The cells of a worksheet as text: numbers as the file writes them, dates as ISO 8601, errors as no value. */
export function sheetRows(xml: string, context: SheetContext): SheetRows {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  let column = 0;
  let cell = { type: "", style: 0 };
  let text = "";
  let inValue = false;
  let inPronunciation = false;
  let errorCount = 0;
  let cellCount = 0;
  scanXml(xml, {
    open(name, attributes) {
      if (name === "row") {
        row = [];
        column = 0;
      } else if (name === "c") {
        const place = columnOf(attributeOf(attributes, "r"));
        if (place !== null) column = place;
        cell = {
          type: attributeOf(attributes, "t") ?? "n",
          style: Number(attributeOf(attributes, "s") ?? 0),
        };
        text = "";
      } else if (name === "v" || name === "t") inValue = true;
      else if (name === "rPh") inPronunciation = true;
    },
    close(name) {
      if (name === "v" || name === "t") inValue = false;
      else if (name === "rPh") inPronunciation = false;
      else if (name === "c") {
        if (cell.type === "e" && text !== "") errorCount++;
        const value = cellText(cell, text, context);
        if (value !== null && value !== "" && column < MOST_COLUMNS) {
          while (row.length < column) row.push(null);
          row[column] = value;
        }
        column++;
      } else if (name === "row" && row.length > 0) {
        cellCount += row.length;
        if (cellCount > MOST_CELLS) throw tooManyCells();
        rows.push(row);
      }
    },
    text(part) {
      if (inValue && !inPronunciation) text += part;
    },
  });
  const width = rows.reduce((most, { length }) => Math.max(most, length), 0);
  const first = rows.reduce((least, cells) => Math.min(least, firstFilled(cells)), width);
  return { rows: rows.map((cells) => padded(cells, width).slice(first)), errorCount };
}

/** Columns before the first filled one are margin. */
function firstFilled(cells: readonly (string | null)[]): number {
  const at = cells.findIndex((cell) => cell !== null);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

function padded(cells: (string | null)[], width: number): (string | null)[] {
  return cells.length === width ? cells : [...cells, ...new Array<null>(width - cells.length).fill(null)];
}

/** "BC23" is column 54; null = no place is given. */
function columnOf(reference: string | null): number | null {
  const letters = /^[A-Z]{1,3}/i.exec(reference ?? "")?.[0].toUpperCase();
  if (letters === undefined) return null;
  let column = 0;
  for (let i = 0; i < letters.length; i++) column = column * 26 + letters.charCodeAt(i) - 64;
  return column - 1;
}

function cellText(
  { type, style }: { readonly type: string; readonly style: number },
  text: string,
  { strings, isDate, is1904 }: SheetContext,
): string | null {
  if (text === "") return null;
  switch (type) {
    case "s":
      return strings[Number(text)] ?? null;
    case "b":
      return text === "1" ? "true" : "false";
    case "e":
      return null;
    case "n":
      return isDate[style] ? dateText(Number(text), is1904) : text;
    default:
      return text;
  }
}

const DAYS_1900_TO_1970 = 25_569;
const DAYS_1904_TO_1970 = 24_107;
/** The 29th of February 1900, which the 1900 system has and the calendar has not. */
const FALSE_LEAP_DAY = 60;
const SECONDS_A_DAY = 86_400;

/** A serial number as a date, a time, or both. */
function dateText(serial: number, is1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial > 3_000_000)
    return Number.isFinite(serial) ? String(serial) : null;
  const total = Math.round(serial * SECONDS_A_DAY);
  const days = Math.floor(total / SECONDS_A_DAY);
  const seconds = total - days * SECONDS_A_DAY;
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  if (days === 0 && !is1904) return time;
  const shift = is1904 ? DAYS_1904_TO_1970 : DAYS_1900_TO_1970 - (days < FALSE_LEAP_DAY ? 1 : 0);
  const { year, month, day } = civilFromDays(days - shift);
  const date = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return seconds === 0 ? date : `${date}T${time}`;
}

function tooManyCells(): LabError {
  return new LabError(
    "read.too-large",
    "The sheet has more than 100 million cells. Nothing was kept. Save it as CSV, which is read piece by piece.",
  );
}
