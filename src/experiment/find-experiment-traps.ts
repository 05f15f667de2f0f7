import { LabError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { typeColumns } from "../data/column-types.ts";
import { targetNames } from "../data/several-targets.ts";
import { findTraps } from "../data/traps/index.ts";
import type { Trap } from "../data/traps/trap.ts";
import { prepareSplit } from "./prepare-data.ts";
import type { Experiment } from "./spec.ts";

/** The traps of a table for an experiment that is still being decided. */
export async function findExperimentTraps(table: Table, draft: Omit<Experiment, "runs">): Promise<Trap[]> {
  const { data, task, split, seed } = draft;
  const used = table.columns
    .map(({ name }) => name)
    .filter(
      (name) =>
        ![...targetNames(data), data.weight, data.censoring?.column, data.query, ...data.ignored].includes(
          name,
        ),
    );
  return findTraps({
    table,
    types: typeColumns(table),
    target: data.target,
    task,
    used,
    sets: await setsOf(table, draft),
    splitBy: split.column,
    seed,
  });
}

/** A draft may not be splittable yet; its other traps are still worth knowing. */
async function setsOf(table: Table, draft: Omit<Experiment, "runs">) {
  try {
    const { train, test } = await prepareSplit(draft, table);
    return { train, test };
  } catch (thrown) {
    if (thrown instanceof LabError) return null;
    throw thrown;
  }
}
