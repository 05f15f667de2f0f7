import type { TableColumn } from "../../core/table.ts";
import type { Evidence, Trap, TrapFinder } from "./trap.ts";
import { cellsOf, percent, usedColumns } from "./trap-rows.ts";

const LEAST_ROWS = 50;
const MOST_ROWS = 20_000;
/** Smaller differences matter little, however sure they are. */
const LEAST_DISTANCE = 0.15;
/** Two-sample Kolmogorov-Smirnov factor for a level of about 0.00002, to be shared by many columns. */
const FACTOR = 2.4;
const BINS = 12;
const NAMED = 8;

/** Columns that look different in the rows that train and in those that test. */
export const drift: TrapFinder = {
  kind: "drift",
  find(request) {
    const { sets } = request;
    if (sets === null || Math.min(sets.train.length, sets.test.length) < LEAST_ROWS) return [];
    const [train, test] = [thinned(sets.train), thinned(sets.test)];
    const limit = Math.max(
      LEAST_DISTANCE,
      FACTOR * Math.sqrt((train.length + test.length) / (train.length * test.length)),
    );
    return usedColumns(request).flatMap((column) => {
      const sides = { train: cellsOf(column, train), test: cellsOf(column, test) };
      const distance =
        column.kind === "number" ? ksDistance(sides) : totalVariation(sides, column.dictionary.length);
      return distance < limit ? [] : [driftTrap(column, distance, sides)];
    });
  },
};

interface Sides {
  readonly train: Float64Array;
  readonly test: Float64Array;
}

function driftTrap(column: TableColumn, distance: number, sides: Sides): Trap {
  return {
    kind: "drift",
    columns: [column.name],
    title: `${column.name} differs between train and test`,
    sentence: `Train and test rows differ in ${column.name} (distance ${percent(distance)} of at most 100 %). The test then asks about rows of another kind than were learnt; that may be what you want, as with a split by time, but the error will be larger than on rows like those that train.`,
    note: "differs between train and test",
    tone: "note",
    evidence: column.kind === "number" ? numberBars(column.name, sides) : textBars(column, sides),
    advice: null,
  };
}

function thinned(rows: Uint32Array): Uint32Array {
  const step = Math.ceil(rows.length / MOST_ROWS);
  return step <= 1 ? rows : rows.filter((_, at) => at % step === 0);
}

const knownSorted = (cells: Float64Array) => cells.filter((cell) => !Number.isNaN(cell)).sort();

/** The largest distance between the two distribution functions. */
function ksDistance({ train, test }: Sides): number {
  const [left, right] = [knownSorted(train), knownSorted(test)];
  if (left.length === 0 || right.length === 0) return 0;
  let [i, j, most] = [0, 0, 0];
  while (i < left.length && j < right.length) {
    const value = Math.min(left[i]!, right[j]!);
    while (i < left.length && left[i]! === value) i++;
    while (j < right.length && right[j]! === value) j++;
    most = Math.max(most, Math.abs(i / left.length - j / right.length));
  }
  return most;
}

/** Half the sum of differences between shares. */
function totalVariation({ train, test }: Sides, valueCount: number): number {
  // many rare values differ by chance alone
  if (valueCount > Math.min(train.length, test.length) / 20) return 0;
  const [left, right] = [sharesOf(train, valueCount), sharesOf(test, valueCount)];
  return left.reduce((sum, share, at) => sum + Math.abs(share - right[at]!), 0) / 2;
}

function sharesOf(cells: Float64Array, valueCount: number): number[] {
  const counts = new Array<number>(valueCount).fill(0);
  for (const cell of cells) if (!Number.isNaN(cell)) counts[cell]!++;
  const known = Math.max(
    1,
    counts.reduce((sum, count) => sum + count, 0),
  );
  return counts.map((count) => count / known);
}

function numberBars(label: string, { train, test }: Sides): Evidence {
  const all = knownSorted(Float64Array.from([...train, ...test]));
  const [from, to] = [all[Math.floor(all.length * 0.01)]!, all[Math.floor((all.length - 1) * 0.99)]!];
  const width = (to - from) / BINS || 1;
  const shares = (cells: Float64Array) =>
    sharesOf(
      cells.map((cell) => Math.min(BINS - 1, Math.max(0, Math.floor((cell - from) / width)))),
      BINS,
    );
  const names = Array.from({ length: BINS }, (_, bin) =>
    String(Math.round((from + bin * width) * 100) / 100),
  );
  return {
    kind: "bars",
    label,
    names,
    series: [
      { name: "train", values: shares(train) },
      { name: "test", values: shares(test) },
    ],
  };
}

function textBars(
  { name, dictionary }: Extract<TableColumn, { kind: "text" }>,
  { train, test }: Sides,
): Evidence {
  const [left, right] = [sharesOf(train, dictionary.length), sharesOf(test, dictionary.length)];
  const order = Array.from(dictionary.keys());
  order.sort((a, b) => left[b]! + right[b]! - left[a]! - right[a]! || a - b);
  const shown = order.slice(0, NAMED);
  return {
    kind: "bars",
    label: name,
    names: shown.map((code) => dictionary[code]!),
    series: [
      { name: "train", values: shown.map((code) => left[code]!) },
      { name: "test", values: shown.map((code) => right[code]!) },
    ],
  };
}
