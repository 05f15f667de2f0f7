import type { Table } from "../../core/table.ts";
import type { Task } from "../../core/task.ts";
import type { TypedColumn } from "../column-type.ts";

/** What a search for traps looks at. Rows without target are left out of all of it. */
export interface TrapRequest {
  readonly table: Table;
  readonly types: readonly TypedColumn[];
  readonly target: string;
  readonly task: Task;
  /** Columns that are used as features; the others are looked at too where a trap is about why they are out. */
  readonly used: readonly string[];
  /** Rows of each set of the split as it would be drawn now; null before there is one. */
  readonly sets: { readonly train: Uint32Array; readonly test: Uint32Array } | null;
  /** The split goes by this column: then time order or groups are no trap any more. */
  readonly splitBy: string | null;
  readonly seed: number;
}

export type TrapKind =
  | "constant"
  | "id"
  | "gives-target-away"
  | "product-gives-target-away"
  | "duplicate-rows"
  | "time-order"
  | "rare-class"
  | "missing-class"
  | "drift";

/** Points or bars that show the trap, ready to be drawn; at most 400 points or 40 bars. */
export type Evidence =
  | {
      readonly kind: "points";
      readonly xLabel: string;
      readonly yLabel: string;
      readonly x: readonly number[];
      readonly y: readonly number[];
    }
  | {
      readonly kind: "bars";
      readonly label: string;
      readonly names: readonly string[];
      /** One list a series, as long as `names`. */
      readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
    };

export interface Trap {
  readonly kind: TrapKind;
  /** Columns it is about; empty = the rows as a whole. */
  readonly columns: readonly string[];
  /** "rent_per_m2 gives the target away" */
  readonly title: string;
  /** Evidence in numbers, why it matters, what is suggested: two or three plain sentences. */
  readonly sentence: string;
  /** A few words for the column's row in a table. */
  readonly note: string;
  /** warn = results would be wrong; note = worth knowing. */
  readonly tone: "warn" | "note";
  readonly evidence: Evidence | null;
  /** What would avoid it: columns to leave out, or another split. */
  readonly advice:
    | { readonly kind: "leave-out"; readonly columns: readonly string[] }
    | { readonly kind: "split-by-time"; readonly column: string }
    | { readonly kind: "keep-duplicates-together" }
    | null;
}

/** One way for a table to mislead. `find` is pure; it may look at a seeded sample of rows, and says so in the sentence. */
export interface TrapFinder {
  readonly kind: TrapKind;
  find(request: TrapRequest): readonly Trap[];
}
