import type { Table, TableColumn } from "../core/table.ts";
import type { DateOrder } from "./column-type.ts";
import { typeColumns } from "./column-types.ts";
import { dateReader } from "./date-reader.ts";

/** What a reader wants to see of a column before using it. Counts are over all rows. */
export interface ColumnProfile {
  readonly name: string;
  /** Cells without a value; failing cells of a number column are among them. */
  readonly missing: number;
  readonly failing: number;
  /** Counted up to `MOST_DISTINCT`. */
  readonly distinct: number;
  /** The first distinct values, as texts. */
  readonly examples: readonly string[];
  /** Null for text. The median is that of at most 20,000 rows, spread over the table. */
  readonly numbers: { readonly min: number; readonly max: number; readonly median: number } | null;
  readonly bars: ProfileBars;
}

export type ProfileBars =
  | {
      readonly kind: "range";
      readonly from: number;
      readonly to: number;
      /** Of bins of equal width. */
      readonly counts: readonly number[];
      /** Values beyond the range, which few extreme ones would stretch. */
      readonly outside: number;
    }
  | {
      readonly kind: "values";
      readonly names: readonly string[];
      readonly counts: readonly number[];
      /** Cells of all other values. */
      readonly others: number;
    };

export const MOST_DISTINCT = 1000;
const EXAMPLES = 3;
const BINS = 24;
const NAMED_VALUES = 12;
const SAMPLED_ROWS = 20_000;
const OUTER_SHARE = 0.005;
/** A range so many times wider than that of the inner values is cut to theirs. */
const STRETCH = 4;

type TextColumn = Extract<TableColumn, { kind: "text" }>;
type NumberColumn = Extract<TableColumn, { kind: "number" }>;

/** Dates have the bars of their days. */
export function profileTable(table: Table): ColumnProfile[] {
  const types = typeColumns(table);
  return table.columns.map((column, at) => {
    const profile = column.kind === "text" ? profileTexts(column) : profileNumbers(column);
    const { date } = types[at]!;
    return date === null ? profile : { ...profile, numbers: null, bars: dateBars(column, date.order) };
  });
}

function dateBars(column: TableColumn, order: DateOrder): ProfileBars {
  const read = dateReader(column, order);
  const rowCount = column.kind === "number" ? column.values.length : column.codes.length;
  const days = Float64Array.from({ length: rowCount }, (_, row) => read(row));
  const sorted = days.filter((day) => !Number.isNaN(day)).sort();
  return binned(days, sorted, { min: sorted[0]!, max: sorted.at(-1)! });
}

function profileTexts({ name, codes, dictionary }: TextColumn): ColumnProfile {
  const counts = new Float64Array(dictionary.length);
  let known = 0;
  for (const code of codes) {
    if (code < 0) continue;
    counts[code]!++;
    known++;
  }
  return {
    name,
    missing: codes.length - known,
    failing: 0,
    distinct: Math.min(dictionary.length, MOST_DISTINCT),
    examples: dictionary.slice(0, EXAMPLES),
    numbers: null,
    bars: mostFrequent(dictionary, counts, known),
  };
}

function mostFrequent(names: readonly string[], counts: Float64Array, known: number): ProfileBars {
  const order = Array.from(names.keys());
  order.sort((left, right) => counts[right]! - counts[left]! || left - right);
  const shown = order.slice(0, NAMED_VALUES);
  const shownCounts = shown.map((code) => counts[code]!);
  const others = known - shownCounts.reduce((sum, count) => sum + count, 0);
  return { kind: "values", names: shown.map((code) => names[code]!), counts: shownCounts, others };
}

function profileNumbers({ name, values, failingCount }: NumberColumn): ColumnProfile {
  const distinct = new Map<number, number>();
  let missing = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (Number.isNaN(value)) {
      missing++;
      continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
    if (distinct.size < MOST_DISTINCT || distinct.has(value)) {
      distinct.set(value, (distinct.get(value) ?? 0) + 1);
    }
  }
  const isKnown = missing < values.length;
  const sorted = sampledValues(values);
  const median = sorted.length === 0 ? Number.NaN : sorted[(sorted.length - 1) >> 1]!;
  return {
    name,
    missing,
    failing: failingCount,
    distinct: distinct.size,
    examples: Array.from(distinct.keys()).slice(0, EXAMPLES).map(String),
    numbers: isKnown ? { min, max, median } : null,
    bars: distinct.size <= NAMED_VALUES ? namedNumbers(distinct) : binned(values, sorted, { min, max }),
  };
}

function namedNumbers(distinct: ReadonlyMap<number, number>): ProfileBars {
  const values = [...distinct.keys()].sort((left, right) => left - right);
  return {
    kind: "values",
    names: values.map(String),
    counts: values.map((value) => distinct.get(value)!),
    others: 0,
  };
}

/** Known values of rows that lie evenly over the table, ascending. */
function sampledValues(values: Float64Array): Float64Array {
  const step = Math.max(1, Math.ceil(values.length / SAMPLED_ROWS));
  const sampled: number[] = [];
  for (let row = 0; row < values.length; row += step) {
    if (!Number.isNaN(values[row]!)) sampled.push(values[row]!);
  }
  return Float64Array.from(sampled).sort();
}

function binned(
  values: Float64Array,
  sorted: Float64Array,
  { min, max }: { readonly min: number; readonly max: number },
): ProfileBars {
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)]!;
  const inner = { from: at(OUTER_SHARE), to: at(1 - OUTER_SHARE) };
  const isStretched = max - min > STRETCH * (inner.to - inner.from) && inner.to > inner.from;
  const { from, to } = isStretched ? inner : { from: min, to: max };
  const counts = new Array<number>(BINS).fill(0);
  const scale = BINS / (to - from);
  let outside = 0;
  for (const value of values) {
    if (value >= from && value <= to) counts[Math.min(BINS - 1, Math.floor((value - from) * scale))]!++;
    else if (!Number.isNaN(value)) outside++;
  }
  return { kind: "range", from, to, counts, outside };
}
