import { type NetKernel, padded } from "../../../compute/net-kernel.ts";
import type { Column, Dataset } from "../../../core/dataset.ts";

/**
 * One input of a net, made of a feature. `value`: (x - mean) x factor, a missing x counts as `fill`; `missing`: 1 where
 * x is missing, else 0; `category`: 1 where the code is one of `codes`, else 0; `embedding`, behind all others: the first
 * of `entries` that holds the code, -1 for a missing cell, whose vector of `size` numbers each net learns. What none holds
 * is a vector of zeros.
 */
export type InputColumn =
  | {
      readonly kind: "value";
      readonly feature: number;
      readonly mean: number;
      readonly factor: number;
      readonly fill: number;
    }
  | { readonly kind: "missing"; readonly feature: number }
  | { readonly kind: "category"; readonly feature: number; readonly codes: readonly number[] }
  | {
      readonly kind: "embedding";
      readonly feature: number;
      readonly entries: readonly (readonly number[])[];
      readonly size: number;
    };

/** How nets and linear models see rows, and the unit of their outputs. Part of the model's header. */
export interface InputLayer {
  readonly columns: readonly InputColumn[];
  /** Standardised values beyond +-clip are cut; null = none is. */
  readonly clip: number | null;
  /** A net's output of 1 is so much raw score. */
  readonly outputScale: number;
  /** Several targets: what each one's outputs count beside that, since nets see each over its spread. */
  readonly spreads?: readonly number[];
}

export type InputScaling = "standard" | "minmax" | "none";

/** Categories of one column that get an input of their own; rarer ones share one. */
const MOST_CATEGORIES = 64;

/** Inputs for training rows: values scaled, missing ones filled with the median and marked, categories one-hot. */
export function makeInputColumns(features: readonly Column[], scaling: InputScaling): InputColumn[] {
  return features.flatMap((column, feature) =>
    column.kind === "numeric"
      ? numericInputs(column.values, feature, scaling)
      : categoryInputs(column.codes, column.categories.length, feature),
  );
}

function numericInputs(values: Float32Array, feature: number, scaling: InputScaling): InputColumn[] {
  const known = values.filter((value) => Number.isFinite(value)).sort();
  const hasMissing = known.length < values.length;
  const fill = known.length === 0 ? 0 : known[known.length >> 1]!;
  const { mean, factor } = scaleOf(values, fill, scaling);
  const inputs: InputColumn[] = [{ kind: "value", feature, mean, factor, fill }];
  return hasMissing && known.length > 0 ? [...inputs, { kind: "missing", feature }] : inputs;
}

/** A constant column becomes 0 everywhere. */
function scaleOf(values: Float32Array, fill: number, scaling: InputScaling) {
  if (scaling === "none") return { mean: 0, factor: 1 };
  const known = (value: number) => (Number.isFinite(value) ? value : fill);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let mean = 0;
  values.forEach((value, row) => {
    const x = known(value);
    low = Math.min(low, x);
    high = Math.max(high, x);
    mean += (x - mean) / (row + 1);
  });
  if (!(high > low)) return { mean: low, factor: 0 };
  if (scaling === "minmax") return { mean: low, factor: 1 / (high - low) };
  let squares = 0;
  for (const value of values) squares += (known(value) - mean) * (known(value) - mean);
  return { mean, factor: 1 / Math.sqrt(squares / values.length) };
}

function categoryInputs(codes: Int32Array, categoryCount: number, feature: number): InputColumn[] {
  const groups = categoryGroups(codes, categoryCount, MOST_CATEGORIES);
  const inputs: InputColumn[] = groups.map((group) => ({ kind: "category", feature, codes: group }));
  return codes.some((code) => code < 0) ? [...inputs, { kind: "missing", feature }] : inputs;
}

/** The codes that occur, each alone: at most `most` groups, the last of the rarest where there are more. */
export function categoryGroups(codes: Int32Array, categoryCount: number, most: number): number[][] {
  const counts = new Float64Array(categoryCount);
  for (const code of codes) if (code >= 0) counts[code]!++;
  const order = Array.from(counts.keys())
    .filter((code) => counts[code]! > 0)
    .sort((left, right) => counts[right]! - counts[left]! || left - right);
  const own = order.length <= most ? order : order.slice(0, most - 1);
  const rest = order.slice(own.length);
  const groups = own.sort((left, right) => left - right).map((code) => [code]);
  if (rest.length > 0) groups.push(rest.sort((left, right) => left - right));
  return groups;
}

/** Inputs of the nets that read these columns: a vector's coordinates count each. */
export function inputCount(columns: readonly InputColumn[]): number {
  return columns.reduce((count, input) => count + (input.kind === "embedding" ? input.size : 1), 0);
}

/** Rows as inputs: row-major float32 with a stride of padded(columns), the rest 0. */
export function encodeInputs(
  { columns, clip }: InputLayer,
  { features, rowCount }: Pick<Dataset, "features" | "rowCount">,
  out: Float32Array = new Float32Array(rowCount * padded(columns.length)),
  start = 0,
): Float32Array {
  const stride = padded(columns.length);
  columns.forEach((input, at) => {
    const value = inputReader(input, features[input.feature]!, clip);
    for (let row = 0, to = start + at; row < rowCount; row++, to += stride) out[to] = value(row);
  });
  return out;
}

/** The value of one input at a row of its feature, in double precision. */
export function inputReader(
  input: InputColumn,
  column: Column,
  clip: number | null,
): (row: number) => number {
  if (input.kind === "category") {
    if (column.kind !== "categorical") return () => 0;
    const { codes } = column;
    const hot = new Uint8Array(column.categories.length);
    for (const code of input.codes) hot[code] = 1;
    return (row) => (codes[row]! >= 0 ? hot[codes[row]!]! : 0);
  }
  if (input.kind === "embedding") return entryReader(input.entries, column);
  const missing = (row: number) =>
    column.kind === "numeric" ? !Number.isFinite(column.values[row]!) : column.codes[row]! < 0;
  if (input.kind === "missing") return (row) => (missing(row) ? 1 : 0);
  if (column.kind !== "numeric") return () => 0;
  const { values } = column;
  const { mean, factor, fill } = input;
  const most = clip ?? Number.POSITIVE_INFINITY;
  return (row) => {
    const x = missing(row) ? fill : values[row]!;
    return Math.max(-most, Math.min(most, (x - mean) * factor));
  };
}

function entryReader(entries: readonly (readonly number[])[], column: Column): (row: number) => number {
  if (column.kind !== "categorical") return () => entries.length;
  const entryOf = new Int32Array(column.categories.length + 1).fill(entries.length);
  entries.forEach((codes, entry) => {
    for (const code of codes) entryOf[code + 1] = entry;
  });
  return (row) => entryOf[column.codes[row]! + 1]!;
}

/** Rows put into a kernel's memory: their address. */
export function placeInputs(
  kernel: NetKernel,
  layer: InputLayer,
  data: Pick<Dataset, "features" | "rowCount">,
): number {
  const at = kernel.allocate(data.rowCount * padded(layer.columns.length));
  encodeInputs(layer, data, kernel.memory(), at);
  return at;
}
