import { distributionById } from "../../boosting/distributions/index.ts";
import { metricById } from "../../boosting/metrics/index.ts";
import type { Table, TableColumn } from "../../core/table.ts";
import { numberReader } from "../../data/column-text.ts";
import { type RecordedRound, type RunStart, setNames } from "../../experiment/recording.ts";
import { plainText } from "../../figures/number-text.ts";
import { predictionsAt } from "../../figures/recorded-predictions.ts";
import { questionWords } from "../../words/questions.ts";

const words = questionWords.slices;

/** Followed rows that share a value, or whose numbers lie in one quarter. */
export interface Slice {
  readonly label: string;
  /** Positions in the followed rows. */
  readonly places: readonly number[];
}

const MOST_SLICES = 7;
const QUARTERS = 4;

/** Rows of validation and test by a column of the table: quarters of numbers, the most frequent values of others. */
export function slicesOf(start: RunStart, table: Table, columnName: string): Slice[] {
  const { followed } = start;
  const train = setNames.indexOf("train");
  const places = Array.from(followed.set.keys()).filter((place) => followed.set[place] !== train);
  const column = table.columns.find(({ name }) => name === columnName);
  if (column === undefined || places.length === 0) return [];
  const rowOf = (place: number) => followed.rowIds[place];
  return column.kind === "number" && distinct(column, places.map(rowOf)) > MOST_SLICES
    ? quarters(column, places, rowOf)
    : values(column, places, rowOf);
}

function distinct(column: TableColumn, rows: readonly number[]): number {
  const read = numberReader(column);
  return new Set(rows.map(read)).size;
}

type RowOf = (place: number) => number;

function quarters(column: TableColumn, places: readonly number[], rowOf: RowOf): Slice[] {
  const read = numberReader(column);
  const known = places.filter((place) => !Number.isNaN(read(rowOf(place))));
  const missing = places.filter((place) => Number.isNaN(read(rowOf(place))));
  const sorted = known.map((place) => read(rowOf(place))).sort((left, right) => left - right);
  const border = (quarter: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * quarter) / QUARTERS))];
  const slices: Slice[] = [];
  for (let quarter = 0; quarter < QUARTERS; quarter++) {
    const [low, high] = [border(quarter), quarter === QUARTERS - 1 ? Infinity : border(quarter + 1)];
    const inside = known.filter((place) => {
      const value = read(rowOf(place));
      return value >= low && value < high;
    });
    const top = quarter === QUARTERS - 1 ? sorted[sorted.length - 1] : high;
    if (inside.length > 0)
      slices.push({ label: words.between(plainText(low), plainText(top)), places: inside });
  }
  return missing.length === 0 ? slices : [...slices, { label: words.missing, places: missing }];
}

function values(column: TableColumn, places: readonly number[], rowOf: RowOf): Slice[] {
  const textOf = (row: number) => {
    if (column.kind === "text")
      return column.codes[row] < 0 ? words.missing : column.dictionary[column.codes[row]];
    return Number.isNaN(column.values[row]) ? words.missing : String(column.values[row]);
  };
  const byText = new Map<string, number[]>();
  for (const place of places) {
    const text = textOf(rowOf(place));
    byText.set(text, [...(byText.get(text) ?? []), place]);
  }
  const all = [...byText]
    .map(([label, members]) => ({ label, places: members }))
    .sort((left, right) => right.places.length - left.places.length || (left.label < right.label ? -1 : 1));
  if (all.length <= MOST_SLICES) return all;
  const others = all.slice(MOST_SLICES - 1).flatMap((slice) => slice.places);
  return [...all.slice(0, MOST_SLICES - 1), { label: words.others, places: others }];
}

/** A slice's metric after a round; NaN where it is not defined, as AUC of one class. */
export function sliceMetric(start: RunStart, round: RecordedRound, slice: Slice, metric: string): number {
  const target = Float64Array.from(slice.places, (place) => start.followed.target[place]);
  return metricById(metric).compute(predictionsAt(start, round, slice.places), target, undefined);
}

/** How far predictions of a slice can be trusted: of two classes the mean probability and how often it came true; of
 * distributions the share of rows inside the middle 90 %. Null where there is no such thing. */
export interface SliceCalibration {
  readonly predicted: number | null;
  readonly observed: number | null;
  readonly inside: number | null;
}

export function sliceCalibration(start: RunStart, round: RecordedRound, { places }: Slice): SliceCalibration {
  const predictions = predictionsAt(start, round, places);
  const target = places.map((place) => start.followed.target[place]);
  const mean = (of: (row: number) => number) =>
    places.reduce((sum, _, row) => sum + of(row), 0) / places.length;
  const nothing = { predicted: null, observed: null, inside: null };
  if (predictions.kind === "classes" && predictions.classCount === 2) {
    return {
      predicted: mean((row) => predictions.probabilities[2 * row + 1]),
      observed: mean((row) => target[row]),
      inside: null,
    };
  }
  if (predictions.kind !== "distribution") return nothing;
  const { quantile } = distributionById(predictions.distribution);
  const { parameters, parameterCount } = predictions;
  const isInside = (row: number) => {
    const at = row * parameterCount;
    return target[row] >= quantile(parameters, at, 0.05) && target[row] <= quantile(parameters, at, 0.95);
  };
  return { ...nothing, inside: mean((row) => Number(isInside(row))) };
}
