import type { Column, Dataset } from "../core/dataset.ts";
import { LabError } from "../core/errors.ts";
import type { Table, TableColumn } from "../core/table.ts";
import { upperReader } from "./censoring.ts";
import { groupsOf, hasValue } from "./column-groups.ts";
import { codeReader, numberReader } from "./column-text.ts";
import type { datePartReader } from "./date-reader.ts";
import type { Encoder, FeatureEncoding } from "./encoder.ts";
import { columnNamed, LARGEST_FLOAT32 } from "./make-encoder.ts";

/** Reads parts of dates; few tables have some, so it is loaded with the first encoder that does. */
let readDates: typeof datePartReader | null = null;

/** To be awaited once before tables are encoded by this encoder. */
export async function readyToEncode({ features }: Pick<Encoder, "features">): Promise<void> {
  if (readDates !== null || !features.some((one) => one.kind === "numeric" && one.date)) return;
  readDates = (await import("./date-reader.ts")).datePartReader;
}

export interface EncodeOptions {
  /** Refuse a table without the target column; else its targets are unknown. */
  readonly requireTarget?: boolean;
}

/** Some rows of a table as a Dataset. Works for a new file: columns are found by name, whatever kind they now are. */
export function encode(
  table: Table,
  encoder: Encoder,
  rows: Uint32Array,
  options: EncodeOptions = {},
): Dataset {
  if (options.requireTarget) columnNamed(table, encoder.target.name);
  const columnOf = new Map(table.columns.map((column) => [column.name, column]));
  requireFeatures(columnOf, encoder);
  const features = encoder.features.map((feature) =>
    encodeFeature(columnOf.get(columnNameOf(feature))!, feature, rows),
  );
  const { name, further, classNames } = encoder.target;
  const names = [name, ...(further ?? [])];
  const readers = names.map((target) => targetReader(columnOf.get(target), encoder));
  const upperOf = upperOfTable(columnOf, encoder);
  const weight = encoder.weight === null ? undefined : columnOf.get(encoder.weight);
  const query = encoder.query === undefined ? undefined : columnOf.get(encoder.query);
  return {
    id: "dataset",
    rowCount: rows.length,
    rowIds: rows,
    features,
    target: {
      outputCount: names.length,
      values: targetValues(readers, rows),
      ...(further && { outputNames: names }),
      ...(classNames ? { classNames } : {}),
      ...(upperOf && { upper: Float64Array.from(rows, upperOf) }),
    },
    ...(weight ? { weights: encodeWeights(weight, rows) } : {}),
    ...(query ? { groups: Uint32Array.from(groupsOf(query, rows)) } : {}),
  };
}

/** Rows x readers, row-major. */
function targetValues(readers: readonly ((row: number) => number)[], rows: Uint32Array): Float64Array {
  const { length } = readers;
  const values = new Float64Array(rows.length * length);
  for (let i = 0; i < values.length; i++) values[i] = readers[i % length]!(rows[Math.floor(i / length)]!);
  return values;
}

/** For rows whose target and weight are not asked for: no cell of theirs can be wrong. */
export function forPredicting(encoder: Encoder): Encoder {
  const { censoring: _, ...target } = encoder.target;
  const { query: __, ...others } = encoder;
  return { ...others, target, weight: null };
}

/** Rows whose targets are known: numbers, one with what censors it, or one of the encoder's classes. Ascending. */
export function labelledRows(table: Table, encoder: Encoder): Uint32Array {
  const columnOf = new Map(table.columns.map((column) => [column.name, column]));
  const target = columnOf.get(encoder.target.name);
  if (!target) return new Uint32Array(0);
  const further = (encoder.target.further ?? []).map((name) => targetReader(columnOf.get(name), encoder));
  const read = upperOfTable(columnOf, encoder) ?? targetReader(target, encoder);
  const query = encoder.query === undefined ? undefined : columnOf.get(encoder.query);
  const rows = new Uint32Array(table.rowCount);
  let count = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const isKnown = !Number.isNaN(read(row)) && further.every((other) => !Number.isNaN(other(row)));
    if (isKnown && (query === undefined || hasValue(query, row))) rows[count++] = row;
  }
  return rows.slice(0, count);
}

/** Null = targets are not censored, or the table does not say so. */
function upperOfTable(columnOf: ReadonlyMap<string, TableColumn>, { target }: Encoder) {
  const time = columnOf.get(target.name);
  const column = target.censoring && columnOf.get(target.censoring.column);
  return time && column ? upperReader(time, column, target.censoring) : null;
}

/** Label or class index of a row; NaN = unknown. */
function targetReader(column: TableColumn | undefined, encoder: Encoder): (row: number) => number {
  if (!column) return () => Number.NaN;
  const { classNames } = encoder.target;
  if (classNames === null) return numberReader(column);
  const read = codeReader(column, classNames);
  return (row) => {
    const place = read(row);
    return place < 0 ? Number.NaN : place;
  };
}

function requireFeatures(columnOf: ReadonlyMap<string, TableColumn>, encoder: Encoder): void {
  const needed = new Set(encoder.features.map(columnNameOf));
  const missing = [...needed].filter((name) => !columnOf.has(name));
  if (missing.length === 0) return;
  const names = missing.map((name) => `"${name}"`).join(", ");
  throw new LabError(
    "data.column-missing",
    missing.length === 1
      ? `The table has no column ${names}, which the model needs. Add it, or leave its cells empty if it is unknown.`
      : `The table lacks ${missing.length} columns that the model needs: ${names}. Add them, or leave their cells empty if they are unknown.`,
    { columns: missing.join(", ") },
  );
}

const dateReaderOf: typeof datePartReader = (column, date) => {
  if (readDates === null) throw new Error("readyToEncode comes first");
  return readDates(column, date);
};

function columnNameOf(feature: FeatureEncoding): string {
  return feature.kind === "numeric" && feature.date ? feature.date.column : feature.name;
}

function encodeFeature(column: TableColumn, feature: FeatureEncoding, rows: Uint32Array): Column {
  const { name } = feature;
  if (feature.kind === "categorical") {
    const codes = Int32Array.from(rows, codeReader(column, feature.categories));
    return { kind: "categorical", name, codes, categories: feature.categories };
  }
  const read = feature.date ? dateReaderOf(column, feature.date) : numberReader(column);
  const values = new Float32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const value = read(rows[i]!);
    values[i] = Math.abs(value) > LARGEST_FLOAT32 ? Math.sign(value) * LARGEST_FLOAT32 : value;
  }
  return { kind: "numeric", name, values, ...(feature.date?.part === "ordinal" && { isDate: true }) };
}

function encodeWeights(column: TableColumn, rows: Uint32Array): Float32Array {
  const read = numberReader(column);
  return Float32Array.from(rows, (row) => {
    const weight = read(row);
    if (weight >= 0 && weight <= LARGEST_FLOAT32) return weight;
    throw new LabError(
      "data.weight-invalid",
      `The weight in row ${row} of column "${column.name}" is ${Number.isNaN(weight) ? "missing or no number" : weight}; weights must be numbers of at least 0. Correct it, or choose another weight column.`,
      { column: column.name, row },
    );
  });
}
