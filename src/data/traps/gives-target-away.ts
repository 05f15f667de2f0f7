import type { TableColumn } from "../../core/table.ts";
import { crossBars, pointsOf } from "./evidence.ts";
import { correlation, distinctCount, midRanks } from "./ranks.ts";
import type { Trap, TrapFinder, TrapRequest } from "./trap.ts";
import { cellsOf, percent, type TrapRows, trapRows, usedColumns } from "./trap-rows.ts";

/** A rank correlation that no honest column reaches with a target of many values. */
const NEAR_COPY = 0.999;
const LEAST_ROWS = 50;
const LEAST_SHARE_KNOWN = 0.5;
const MANY_VALUES = 20;
/** At most this share of the rows outside of the largest class may be told wrong. */
const FORGIVEN = 0.02;
const LEAST_OUTSIDE = 20;
const ROWS_A_BIN = 8;
const MOST_BINS = 256;

/** Columns from which alone the target follows nearly exactly. */
export const givesTargetAway: TrapFinder = {
  kind: "gives-target-away",
  find(request) {
    const rows = trapRows(request);
    if (rows.rows.length < LEAST_ROWS) return [];
    const find = rows.classNames === null ? numberFinder(request, rows) : classFinder(request, rows);
    return usedColumns(request).flatMap((column) => find(column) ?? []);
  },
};

type Find = (column: TableColumn) => Trap | null;

function trapOf(name: string, sentence: string, evidence: Trap["evidence"]): Trap {
  return {
    kind: "gives-target-away",
    columns: [name],
    title: `${name} gives the target away`,
    sentence,
    note: "gives the target away",
    tone: "warn",
    evidence,
    advice: { kind: "leave-out", columns: [name] },
  };
}

const ADVICE = "If it is known only once the target is, a model with it will not work on new rows.";

function numberFinder({ target }: TrapRequest, { rows, labels, inSample }: TrapRows): Find {
  if (distinctCount(labels) < MANY_VALUES) return () => null;
  const targetRanks = midRanks(labels);
  return (column) => {
    if (column.kind === "text") return null;
    const cells = cellsOf(column, rows);
    if (distinctCount(cells) < MANY_VALUES) return null;
    const { r, count } = correlation(midRanks(cells), targetRanks);
    const isEnough = count >= LEAST_ROWS && count >= rows.length * LEAST_SHARE_KNOWN;
    if (!isEnough || Math.abs(r) < NEAR_COPY) return null;
    const direction = r > 0 ? "rises" : "falls";
    const shown = Math.round(Math.abs(r) * 10_000) / 10_000;
    return trapOf(
      column.name,
      `When ${column.name} rises, ${target} ${direction} with it in nearly every pair of rows (rank correlation ${shown}${inSample}). ${ADVICE}`,
      pointsOf(column.name, target, { x: cells, y: labels }),
    );
  };
}

function classFinder({ target }: TrapRequest, { rows, labels, classNames, inSample }: TrapRows): Find {
  const names = classNames ?? [];
  const outside = rows.length - largest(countsOf(labels, names.length));
  if (outside < LEAST_OUTSIDE) return () => null;
  const told = (cells: Float64Array, valueCount: number) => {
    const wrong = wrongRows(cells, labels, { valueCount, classCount: names.length });
    return wrong <= outside * FORGIVEN ? 1 - wrong / rows.length : null;
  };
  return (column) => {
    const cells = cellsOf(column, rows);
    const values = valuesOf(column, cells);
    const share = values === null ? null : told(values.cells, values.names.length);
    if (values !== null && share !== null) {
      const bars = { names: values.names, classNames: names, cells: values.cells, labels };
      return trapOf(
        column.name,
        `${column.name} alone tells ${target} in ${percent(share)} of the rows${inSample}. ${ADVICE}`,
        crossBars(column.name, bars),
      );
    }
    const isMissing = cells.map((cell) => (Number.isNaN(cell) ? 1 : 0));
    const missing = isMissing.reduce((sum, flag) => sum + flag, 0);
    if (missing < LEAST_OUTSIDE || rows.length - missing < LEAST_OUTSIDE) return null;
    const byMissing = told(isMissing, 2);
    if (byMissing === null) return null;
    const bars = { names: ["has a value", "is missing"], classNames: names, cells: isMissing, labels };
    return trapOf(
      column.name,
      `Whether ${column.name} is missing tells ${target} in ${percent(byMissing)} of the rows${inSample}. ${ADVICE}`,
      crossBars(column.name, bars),
    );
  };
}

/** The column's values as a short list; numbers of many values as bins of equal counts. Null = too many texts. */
function valuesOf(column: TableColumn, cells: Float64Array) {
  const most = Math.max(2, Math.floor(cells.length / ROWS_A_BIN));
  const distinct = [...new Set(cells)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (distinct.length < 2) return null;
  if (column.kind === "text" || distinct.length <= MANY_VALUES) {
    if (distinct.length > most) return null;
    const placeOf = new Map(distinct.map((value, place) => [value, place]));
    const names = distinct.map((value) =>
      column.kind === "text" ? column.dictionary[value]! : String(value),
    );
    return { names, cells: cells.map((value) => placeOf.get(value) ?? Number.NaN) };
  }
  const binCount = Math.min(MOST_BINS, most);
  const ranks = midRanks(cells);
  const known = ranks.reduce((count, rank) => count + (Number.isNaN(rank) ? 0 : 1), 0);
  const bins = ranks.map((rank) => Math.floor((rank * binCount) / Math.max(1, known)));
  const lowest = new Array<number>(binCount).fill(Number.POSITIVE_INFINITY);
  bins.forEach((bin, at) => {
    if (!Number.isNaN(bin)) lowest[bin] = Math.min(lowest[bin]!, cells[at]!);
  });
  return { names: lowest.map((value) => `from ${value}`), cells: bins };
}

/** Rows that the most frequent class of their value does not tell right; missing is a value of its own. */
function wrongRows(
  cells: Float64Array,
  labels: Float64Array,
  { valueCount, classCount }: { readonly valueCount: number; readonly classCount: number },
): number {
  const counts = Array.from({ length: valueCount + 1 }, () => new Array<number>(classCount).fill(0));
  cells.forEach((cell, at) => {
    counts[Number.isNaN(cell) ? valueCount : cell]![labels[at]!]!++;
  });
  return counts.reduce((wrong, row) => wrong + row.reduce((sum, count) => sum + count, 0) - largest(row), 0);
}

function countsOf(labels: Float64Array, classCount: number): number[] {
  const counts = new Array<number>(classCount).fill(0);
  for (const label of labels) counts[label]!++;
  return counts;
}

function largest(counts: readonly number[]): number {
  return counts.reduce((most, count) => Math.max(most, count), 0);
}
