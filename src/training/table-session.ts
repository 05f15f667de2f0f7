import { LabError, type Outcome, reportOf } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { profileTable } from "../data/column-profile.ts";
import { filterRows, sortRows } from "../data/row-order.ts";
import { findExperimentTraps } from "../experiment/find-experiment-traps.ts";
import type { TableService } from "./table-service.ts";

/** The questions, and what the worker tells: which table it holds. */
export interface TableSession extends Omit<TableService, "hold"> {
  keep(tableId: string, table: Table): void;
}

/** Holds the newest table and answers questions about it. Knows nothing of how calls reach it. */
export function createTableSession(): TableSession {
  let held: { readonly id: string; readonly table: Table } | null = null;

  async function answer<T>(tableId: string, work: (table: Table) => T | Promise<T>): Promise<Outcome<T>> {
    try {
      if (held?.id !== tableId) throw unknownTable(tableId);
      return { ok: true, value: await work(held.table) };
    } catch (thrown) {
      return { ok: false, error: reportOf(thrown, "worker.failed") };
    }
  }

  return {
    keep(id, table) {
      held = { id, table };
    },
    profiles: (tableId) => answer(tableId, profileTable),
    traps: (tableId, draft) => answer(tableId, (table) => findExperimentTraps(table, draft)),
    sort: (tableId, column, direction) =>
      answer(tableId, (table) => sortRows(table.columns[column]!, direction)),
    filter: (tableId, filters) => answer(tableId, (table) => filterRows(table, filters)),
  };
}

function unknownTable(tableId: string): LabError {
  return new LabError(
    "worker.unknown-id",
    "The worker does not hold this table any more. What is on screen is kept; open the table again.",
    { tableId },
  );
}
