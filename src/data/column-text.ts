import type { TableColumn } from "../core/table.ts";
import { utf8Bytes } from "../core/utf8.ts";
import { parseNumber } from "./cell-values.ts";

/** The number that a text stands for by the reader's rules, or NaN. */
export function numberOfText(text: string): number {
  const bytes = utf8Bytes(text);
  return parseNumber(bytes, 0, bytes.length);
}

/** A reader of a column's cells as numbers; NaN = missing or no number. */
export function numberReader(column: TableColumn): (row: number) => number {
  if (column.kind === "number") return (row) => column.values[row]!;
  const numbers = Float64Array.from(column.dictionary, numberOfText);
  return (row) => {
    const code = column.codes[row]!;
    return code < 0 ? Number.NaN : numbers[code]!;
  };
}

/** A reader of a column's cells as places in a list of texts; -1 = missing or not in the list. */
export function codeReader(column: TableColumn, list: readonly string[]): (row: number) => number {
  const placeOf = new Map(list.map((text, place) => [text, place]));
  if (column.kind === "number") {
    return (row) => {
      const value = column.values[row]!;
      return Number.isNaN(value) ? -1 : (placeOf.get(String(value)) ?? -1);
    };
  }
  const places = Int32Array.from(column.dictionary, (text) => placeOf.get(text) ?? -1);
  return (row) => {
    const code = column.codes[row]!;
    return code < 0 ? -1 : places[code]!;
  };
}

/** Distinct texts of some rows, in order of first appearance. */
export function distinctTexts(column: TableColumn, rows: Uint32Array): string[] {
  if (column.kind === "text") {
    const seen = new Uint8Array(column.dictionary.length);
    const texts: string[] = [];
    for (const row of rows) {
      const code = column.codes[row]!;
      if (code < 0 || seen[code] === 1) continue;
      seen[code] = 1;
      texts.push(column.dictionary[code]!);
    }
    return texts;
  }
  const values = new Set<number>();
  for (const row of rows) values.add(column.values[row]!);
  values.delete(Number.NaN);
  return Array.from(values, String);
}

/** By number where all texts are numbers, else by code unit. Texts of one number ("1", "1.0") go by code unit. */
export function sortTexts(texts: readonly string[]): string[] {
  const numbers = texts.map(numberOfText);
  const byNumber = numbers.every((value) => !Number.isNaN(value));
  const order = texts.map((_, index) => index);
  order.sort((left, right) => {
    const difference = byNumber ? numbers[left]! - numbers[right]! : 0;
    return difference || compareTexts(texts[left]!, texts[right]!) || left - right;
  });
  return order.map((index) => texts[index]!);
}

/** By code unit, never by locale. */
export function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
