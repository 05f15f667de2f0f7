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
}

/** What the reader guessed and did; every line of it can be shown. */
export interface ReadReport {
  readonly byteCount: number;
  readonly delimiter: "," | ";" | "\t" | "|";
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  readonly hasHeader: boolean;
  readonly hadByteOrderMark: boolean;
  /** Rows with fewer or more cells than the header; short ones are filled with missing, long ones cut. */
  readonly raggedRowCount: number;
  /** One plain sentence for each thing done that a reader of the file might not expect. */
  readonly notes: readonly string[];
}
