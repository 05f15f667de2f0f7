import type { ReadRecipe } from "./read-recipe.ts";

/**
 * A table as it was read, before any decision of a model: for viewing, targets, export and fingerprint.
 * Rows are data rows in file order, 0-based; nothing is dropped.
 */
export type TableColumn =
  | {
      readonly kind: "number";
      readonly name: string;
      /** float64, NaN = missing or failing; -0 is stored as 0. */
      readonly values: Float64Array;
      /** Cells that hold text which is neither a number nor a missing token; they count as missing. */
      readonly failing: readonly FailingCell[];
      /** How many cells fail in all; `failing` lists the first 100. */
      readonly failingCount: number;
      /** All rows whose cell fails, ascending; absent = none. */
      readonly failingRows?: Uint32Array;
    }
  | {
      readonly kind: "text";
      readonly name: string;
      /** Index into `dictionary`, -1 = missing. */
      readonly codes: Int32Array;
      /** Distinct texts in order of first appearance. */
      readonly dictionary: readonly string[];
    };

export interface FailingCell {
  readonly row: number;
  readonly text: string;
}

export interface Table {
  readonly rowCount: number;
  readonly columns: readonly TableColumn[];
  /** Row of the file (0-based, ascending) of each row, where the table is a sample of it; absent = the same number. */
  readonly rowNumbers?: Uint32Array;
}

/** What the reader guessed and did; every line of it can be shown. */
export interface ReadReport {
  readonly byteCount: number;
  readonly recipe: ReadRecipe;
  readonly hadByteOrderMark: boolean;
  /** Rows of the file; more than the table has where it is a sample. */
  readonly fileRowCount: number;
  /** Rows with fewer or more cells than the header; short ones are filled with missing, long ones cut. */
  readonly raggedRowCount: number;
  /** Parts of the file that can be chosen: files of a zip archive, sheets of a workbook; empty where there is one. */
  readonly parts: readonly string[];
  /** One plain sentence for each thing done that a reader of the file might not expect. */
  readonly notes: readonly string[];
}
