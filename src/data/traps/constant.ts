import type { Trap, TrapFinder } from "./trap.ts";
import { cellsOf, usedColumns } from "./trap-rows.ts";

const NEARLY = 0.001;
const MOST_VALUES = 1000;
/** So many are named one by one; more are one trap. */
const NAMED = 3;

/** Columns with one value in all, or all but a handful, of the rows. */
export const constant: TrapFinder = {
  kind: "constant",
  find(request) {
    const rows = Uint32Array.from({ length: request.table.rowCount }, (_, row) => row);
    const found = usedColumns(request).flatMap((column) => {
      const others = rowsBesideMost(cellsOf(column, rows));
      return others > rows.length * NEARLY ? [] : [{ name: column.name, others }];
    });
    if (found.length > NAMED) return [together(found.map(({ name }) => name))];
    return found.map(({ name, others }) => alone(name, others, rows.length));
  },
};

function rowsBesideMost(cells: Float64Array): number {
  const counts = new Map<number, number>();
  for (const cell of cells) {
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
    if (counts.size > MOST_VALUES) return cells.length;
  }
  return cells.length - Math.max(...counts.values());
}

function alone(name: string, others: number, rowCount: number): Trap {
  const exactly = others === 0;
  return {
    kind: "constant",
    columns: [name],
    title: `${name} hardly varies`,
    sentence: exactly
      ? `${name} is the same in every row, so nothing can be learnt from it.`
      : `${name} differs in ${others} of ${rowCount} rows only, so little can be learnt from it.`,
    note: exactly ? "the same in every row" : "nearly always the same",
    tone: "note",
    evidence: null,
    advice: { kind: "leave-out", columns: [name] },
  };
}

function together(names: readonly string[]): Trap {
  const shown = names.slice(0, NAMED).join(", ");
  return {
    kind: "constant",
    columns: names,
    title: `${names.length} columns hardly vary`,
    sentence: `${shown} and ${names.length - NAMED} more are the same in all rows or all but a handful, so little can be learnt from them.`,
    note: "nearly always the same",
    tone: "note",
    evidence: null,
    advice: { kind: "leave-out", columns: names },
  };
}
