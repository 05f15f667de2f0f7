import type { FeatureCuts } from "../../../compute/backend.ts";
import type { Column } from "../../../core/dataset.ts";
import { LabError } from "../../../core/errors.ts";
import { createRandomSource } from "../../../core/random.ts";
import { boundsOf, summaryOf } from "./quantile-summary.ts";

/** Where a cut stands between two neighbouring values: on the upper one (XGBoost's hist) or half way (scikit-learn). */
export type CutPlacement = "value" | "midpoint";

export interface CutRequest {
  readonly features: readonly Column[];
  readonly weights: Float32Array | undefined;
  readonly maxBin: number;
  readonly placement: CutPlacement;
  readonly seed: number;
  /** Cuts to take as they are, sentinel included; an empty list = quantiles for that feature. */
  readonly given?: readonly (readonly number[])[];
}

/** Above so many rows quantiles come from a seeded strided sample, which is said aloud. */
export const EXACT_QUANTILE_ROWS = 4194304;

/** Cut points of all features by exact weighted quantiles over all rows (a sample above EXACT_QUANTILE_ROWS). */
export function quantileCuts(request: CutRequest): { readonly cuts: FeatureCuts; readonly notes: string[] } {
  const { features } = request;
  const perFeature = features.map((column, f) => {
    if (column.kind === "categorical") return new Float32Array(0);
    const given = request.given?.[f];
    if (given !== undefined && given.length > 0) return Float32Array.from(given);
    return numericCuts(column.values, request);
  });
  const binCounts = Uint32Array.from(features, (column, f) =>
    column.kind === "categorical" ? Math.max(column.categories.length, 1) : perFeature[f]!.length,
  );
  const tooWide = binCounts.findIndex((count) => count > 65535);
  if (tooWide >= 0) {
    throw new LabError(
      "data.too-few-rows",
      `Column "${features[tooWide]!.name}" has ${binCounts[tooWide]!} categories; trees take at most 65,535. Leave it out.`,
      { column: features[tooWide]!.name, categories: binCounts[tooWide]! },
    );
  }
  const offsets = new Uint32Array(features.length + 1);
  perFeature.forEach((cuts, f) => {
    offsets[f + 1] = offsets[f]! + cuts.length;
  });
  const values = new Float32Array(offsets[features.length]!);
  perFeature.forEach((cuts, f) => {
    values.set(cuts, offsets[f]!);
  });
  const categorical = Uint8Array.from(features, (column) => (column.kind === "categorical" ? 1 : 0));
  const rowCount = features[0]?.kind === "numeric" ? features[0].values.length : 0;
  const notes =
    rowCount > EXACT_QUANTILE_ROWS
      ? [`Cut points come from a sample of ${EXACT_QUANTILE_ROWS} of ${rowCount} rows.`]
      : [];
  return { cuts: { offsets, values, binCounts, categorical }, notes };
}

interface Distinct {
  readonly values: Float32Array;
  /** Weight of each distinct value; all rows count the same without weights. */
  readonly weights: Float64Array;
}

/** Rows that decide the quantiles: all, or one in each stretch of equal length, drawn by seed. */
function chosenRows(rowCount: number, seed: number): Uint32Array | null {
  if (rowCount <= EXACT_QUANTILE_ROWS) return null;
  const random = createRandomSource(seed, "quantile-sample");
  return Uint32Array.from({ length: EXACT_QUANTILE_ROWS }, (_, i) =>
    Math.floor(((i + random.uniform(i)) * rowCount) / EXACT_QUANTILE_ROWS),
  );
}

function distinctValues(all: Float32Array, weights: Float32Array | undefined, seed: number): Distinct {
  const rows = chosenRows(all.length, seed);
  const taken = rows === null ? all : Float32Array.from(rows, (row) => all[row]!);
  if (weights === undefined) return countDistinct(taken.slice().sort());
  const own = rows === null ? weights : Float32Array.from(rows, (row) => weights[row]!);
  return weighDistinct(taken, own);
}

/** `sorted` ends with its NaN values. */
function countDistinct(sorted: Float32Array): Distinct {
  const values = new Float32Array(sorted.length);
  const weights = new Float64Array(sorted.length);
  let count = 0;
  for (const value of sorted) {
    if (Number.isNaN(value)) break;
    if (count > 0 && values[count - 1] === value) {
      weights[count - 1]! += 1;
    } else {
      values[count] = value;
      weights[count] = 1;
      count++;
    }
  }
  return { values: values.subarray(0, count), weights: weights.subarray(0, count) };
}

function weighDistinct(all: Float32Array, weights: Float32Array): Distinct {
  const order = Uint32Array.from(all.keys())
    .filter((row) => !Number.isNaN(all[row]!))
    .sort((a, b) => all[a]! - all[b]! || a - b);
  const values: number[] = [];
  const sums: number[] = [];
  for (const row of order) {
    if (values.length > 0 && values[values.length - 1] === all[row]!) {
      sums[sums.length - 1]! += weights[row]!;
    } else {
      values.push(all[row]!);
      sums.push(weights[row]!);
    }
  }
  return { values: Float32Array.from(values), weights: Float64Array.from(sums) };
}

function numericCuts(all: Float32Array, request: CutRequest): Float32Array {
  const distinct = distinctValues(all, request.weights, request.seed);
  const { values } = distinct;
  if (values.length === 0) return Float32Array.of(1e-5);
  const bounds = boundsOf(summaryOf(values, distinct.weights), request.maxBin);
  const last = values[values.length - 1]!;
  const cuts = new Float32Array(bounds.length + 1);
  cuts.set(request.placement === "midpoint" ? midpoints(values, bounds) : bounds);
  cuts[bounds.length] = last + (Math.abs(last) + 1e-5);
  return cuts;
}

/** Moves each cut half way down to the value before it; both are float32, and so is the middle unless it rounds down. */
function midpoints(values: Float32Array, bounds: Float32Array): Float32Array {
  let at = 0;
  return bounds.map((bound) => {
    while (values[at]! < bound) at++;
    const lower = values[at - 1]!;
    const middle = Math.fround(lower / 2 + bound / 2);
    return middle > lower ? middle : bound;
  });
}
