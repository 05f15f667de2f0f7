import type { Outcome } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import type { ColumnProfile } from "../data/column-profile.ts";
import type { RowFilter } from "../data/row-order.ts";
import type { Trap } from "../data/traps/trap.ts";
import type { Experiment } from "../experiment/spec.ts";

/** What is asked of a table on the way to an experiment: its data, task and split as they stand. */
export type DraftExperiment = Omit<Experiment, "runs">;

/**
 * Questions about the table that the data worker holds: the one it read or made last. Another id settles with
 * worker.unknown-id; `hold` makes a table known again after the worker was lost.
 */
export interface TableService {
  hold(tableId: string, table: Table): Promise<Outcome<void>>;
  /** One profile a column. */
  profiles(tableId: string): Promise<Outcome<readonly ColumnProfile[]>>;
  traps(tableId: string, draft: DraftExperiment): Promise<Outcome<readonly Trap[]>>;
  /** All rows in the order of a column, missing cells last. */
  sort(tableId: string, column: number, direction: "ascending" | "descending"): Promise<Outcome<Uint32Array>>;
  /** Rows that pass all filters, ascending. */
  filter(tableId: string, filters: readonly RowFilter[]): Promise<Outcome<Uint32Array>>;
}
