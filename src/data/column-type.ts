/** What a column means, whatever its cells are stored as. */
export type ColumnType = "number" | "category" | "boolean" | "date" | "text" | "id";

/** In which order a date is written; "iso" covers everything that begins with a year of four digits. */
export type DateOrder = "iso" | "dmy" | "mdy";

/** A column of features made from a date. */
export type DatePart = "ordinal" | "year" | "month" | "day" | "weekday" | "hour";

/** A text or number column whose cells are dates. */
export interface DateColumn {
  readonly column: string;
  readonly order: DateOrder;
  /** At least one; "ordinal" is days since 1970-01-01 in UTC, with a fraction where there are times. */
  readonly parts: readonly DatePart[];
}

/** The type of a column as its cells suggest it, and one sentence why. */
export interface TypedColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly why: string;
  /** For dates. */
  readonly date: DateColumn | null;
}
