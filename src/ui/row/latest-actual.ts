import type { Table } from "../../core/table.ts";
import { upperReader } from "../../data/censoring.ts";
import type { RunStart } from "../../experiment/recording.ts";

/**
 * The latest that a row's target can have been: the target itself where it was seen, infinite where it was only seen not to
 * have come yet. NaN where the table has no such columns, as after a change of the data.
 */
export function latestActual(table: Table | null, start: RunStart, row: number, actual: number): number {
  const { name, censoring } = start.header.encoder.target;
  if (censoring === undefined) return actual;
  const column = (wanted: string) => table?.columns.find((one) => one.name === wanted);
  const [time, bound] = [column(name), column(censoring.column)];
  if (time === undefined || bound === undefined) return Number.NaN;
  try {
    return upperReader(time, bound, censoring)(row);
  } catch {
    // Cells that are no bound belong to another table than the run was trained on.
    return Number.NaN;
  }
}
