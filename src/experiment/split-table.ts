import type { Table } from "../core/table.ts";
import { type RowSplit, type SplitRequest, splitRows } from "../data/split-rows.ts";
import type { Experiment } from "./spec.ts";

export interface SplitTableRequest {
  /** Its data, task, split and seed. */
  readonly experiment: Pick<Experiment, "data" | "task" | "split" | "seed">;
  readonly table: Table;
  /** Rows with a known target, ascending, and their labels or class indices. */
  readonly rows: Uint32Array;
  readonly labels: Float64Array;
  /** Test rows come from another table: none is split off. */
  readonly hasTestTable: boolean;
}

/** What the sets became, and what is to be said about it. */
export type TableSplit = RowSplit & { readonly notes: readonly string[] };

/** Shares out the labelled rows as an experiment says; every set ascends. Throws where the column cannot decide. */
export async function splitTable(request: SplitTableRequest): Promise<TableSplit> {
  const { experiment, rows, labels, hasTestTable } = request;
  const { split, task, seed, data } = experiment;
  const shares = hasTestTable ? { ...split, test: 0 } : split;
  const { validation, test, calibration, fold } = shares;
  // Test rows of another table leave nothing to take a fold for.
  const cut = fold === undefined || hasTestTable ? {} : { fold };
  const plain: SplitRequest = { labels, rows, task, split: { validation, test, calibration, ...cut }, seed };
  if (split.kind === "random" && data.query === undefined && !split.duplicatesTogether) {
    return { ...splitRows(plain), notes: [] };
  }
  const { splitByCells } = await import("./split-by-cells.ts");
  return splitByCells(plain, request);
}
