import { createRandomSource } from "../../core/random.ts";
import type { TableColumn } from "../../core/table.ts";
import { codeReader, distinctTexts, numberReader, sortTexts } from "../column-text.ts";
import { columnNamed } from "../make-encoder.ts";
import type { TrapRequest } from "./trap.ts";

/** The rows that traps are looked for in: those with a target, at most 20,000 by seed, ascending. */
export interface TrapRows {
  readonly rows: Uint32Array;
  /** Label or class index of each of `rows`. */
  readonly labels: Float64Array;
  /** In the order of the indices; null for numbers. */
  readonly classNames: readonly string[] | null;
  /** " in a sample of 20,000 rows", or nothing. */
  readonly inSample: string;
}

const MOST_ROWS = 20_000;

export function trapRows(request: TrapRequest): TrapRows {
  const { table, target, task, seed } = request;
  const column = columnNamed(table, target);
  const all = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
  const isClasses = task === "binary" || task === "multiclass";
  const classNames = isClasses ? sortTexts(distinctTexts(column, all)) : null;
  const read = classNames === null ? numberReader(column) : classReader(column, classNames);
  const known = all.filter((row) => !Number.isNaN(read(row)));
  const rows = sampled(known, seed);
  return {
    rows,
    labels: Float64Array.from(rows, read),
    classNames,
    inSample: rows.length < known.length ? ` in a sample of ${MOST_ROWS} rows` : "",
  };
}

function classReader(column: TableColumn, classNames: readonly string[]): (row: number) => number {
  const read = codeReader(column, classNames);
  return (row) => {
    const code = read(row);
    return code < 0 ? Number.NaN : code;
  };
}

function sampled(rows: Uint32Array, seed: number): Uint32Array {
  if (rows.length <= MOST_ROWS) return rows;
  const random = createRandomSource(seed, "traps");
  const draws = Float64Array.from(rows, (row) => random.uniform(row));
  const limit = Float64Array.from(draws).sort()[MOST_ROWS - 1]!;
  return rows.filter((_, at) => draws[at]! <= limit).slice(0, MOST_ROWS);
}

/** Cells of a column in these rows as numbers: codes for text; NaN = missing. */
export function cellsOf(column: TableColumn, rows: Uint32Array): Float64Array {
  if (column.kind === "number") return Float64Array.from(rows, (row) => column.values[row]!);
  return Float64Array.from(rows, (row) => (column.codes[row]! < 0 ? Number.NaN : column.codes[row]!));
}

/** Used columns with a table of their own, in file order. */
export function usedColumns({ table, used }: TrapRequest): TableColumn[] {
  const names = new Set(used);
  return table.columns.filter(({ name }) => names.has(name));
}

/** "99.8 %" */
export function percent(share: number): string {
  const shown = Math.round(share * 1000) / 10;
  return `${shown} %`;
}
