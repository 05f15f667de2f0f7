import type { MissingTokens } from "./missing-tokens.ts";
import type { NumberFormat } from "./number-format.ts";

/** How a column's cells are to be kept while a file is read. */
export interface ColumnPlan {
  /** skip: the cells are not kept. */
  readonly mode: "number" | "text" | "skip";
  readonly format: NumberFormat;
  /** The user decided the mode: the cells do not change it. */
  readonly isForced: boolean;
  /** The user decided how numbers are written. */
  readonly isFormatGiven: boolean;
  readonly tokens: MissingTokens;
}
