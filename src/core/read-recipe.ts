/**
 * How the bytes of a file became a table: every guess of the reader, resolved. A part of the experiment; the same
 * bytes read by the same recipe give the same table on every machine.
 */
export interface ReadRecipe {
  /** What the bytes hold once they are unpacked. */
  readonly format: "delimited" | "excel" | "parquet" | "json" | "arff" | "libsvm";
  readonly packing: "gzip" | "zip" | null;
  /** File inside a zip archive or sheet of a workbook; null where there is only one. */
  readonly part: string | null;
  readonly encoding: Encoding;
  /** " " = runs of blanks and tabs. */
  readonly delimiter: Delimiter;
  readonly quote: '"' | "'" | null;
  /** What stands before a quote that does not close, beside a doubled quote. */
  readonly escape: "\\" | null;
  /** Lines that begin with it are skipped. */
  readonly comment: "#" | "%" | "//" | null;
  /** Lines above the header or the first record that are skipped: titles, blank lines, comments, `sep=`. */
  readonly skippedLines: number;
  readonly hasHeader: boolean;
  readonly decimal: DecimalMark;
  readonly thousands: ThousandsMark;
  /** Texts that mean "no value", compared trimmed and without regard to case; an empty cell always does. */
  readonly missing: readonly string[];
  /** Columns that are read otherwise than the file as a whole, by their final name, in file order. */
  readonly columns: readonly ColumnReading[];
}

/** Absent members: as the file as a whole, and found out from the cells. */
export interface ColumnReading {
  readonly name: string;
  /** number: cells that are no numbers fail; text: every cell is kept as written. */
  readonly kind?: "number" | "text";
  readonly decimal?: DecimalMark;
  readonly thousands?: ThousandsMark;
  /** A sign before or after every number that is taken off, such as "$" or "%". */
  readonly affix?: string;
  readonly missing?: readonly string[];
}

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
export type Delimiter = "," | ";" | "\t" | "|" | " ";
export type DecimalMark = "." | ",";
export type ThousandsMark = "," | "." | " " | "'" | null;

/** What a user overrules; the rest is found out. A whole recipe reads a file as it was read before. */
export type ReadChoices = Partial<ReadRecipe>;

/** Rows that stand for a file too large to keep: drawn by seed, in equal shares of each value of a column. */
export interface SampleSpec {
  readonly rows: number;
  readonly seed: number;
  /** Column whose values keep their shares; null = all rows alike. */
  readonly stratify: string | null;
}
