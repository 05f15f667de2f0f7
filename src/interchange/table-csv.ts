import type { ReadRecipe } from "../core/read-recipe.ts";
import type { Table } from "../core/table.ts";
import { csvCell, csvLines } from "./csv-text.ts";

/** Stands for a cell that held text which is no number: what it held trains nothing, that it failed may drop its row. */
const FAILED = "?";

/** A table as CSV, in pieces: numbers as the shortest text that reads back to the same number, missing cells empty. */
export function tableCsv({ columns, rowCount }: Table): Generator<string, void> {
  const texts = columns.map((column) => {
    if (column.kind === "text") {
      const cells = column.dictionary.map(csvCell);
      return (row: number) => cells[column.codes[row]!] ?? "";
    }
    const failing = new Set(column.failingRows);
    return (row: number) => {
      const value = column.values[row]!;
      if (!Number.isNaN(value)) return String(value);
      return failing.has(row) ? FAILED : "";
    };
  });
  return csvLines(
    columns.map(({ name }) => name),
    rowCount,
    (row) => texts.map((text) => text(row)),
  );
}

/** Reads `tableCsv` back to the very same table: nothing is left to guess. */
export function recipeOfTableCsv({ columns }: Table): ReadRecipe {
  return {
    format: "delimited",
    packing: null,
    part: null,
    encoding: "utf-8",
    delimiter: ",",
    quote: '"',
    escape: null,
    comment: null,
    skippedLines: 0,
    hasHeader: true,
    decimal: ".",
    thousands: null,
    missing: [],
    columns: columns.map(({ name, kind }) => ({ name, kind })),
  };
}
