import type { Column } from "../../core/dataset.ts";
import type { BinnedMatrix, FeatureCuts } from "../backend.ts";

/** How many cuts are <= value: the bin that holds it. */
function upperBound(cuts: Float32Array, value: number): number {
  let low = 0;
  let length = cuts.length;
  while (length > 0) {
    const half = length >>> 1;
    if (cuts[low + half]! <= value) {
      low += half + 1;
      length -= half + 1;
    } else {
      length = half;
    }
  }
  return low;
}

type Bins = Uint8Array | Uint16Array;

/** A numeric column to be binned into `out`. */
export interface NumericColumn {
  readonly values: Float32Array;
  readonly cuts: Float32Array;
  readonly binCount: number;
  readonly out: Bins;
}

/** Fills the bins of columns; returns for each whether a value is missing. */
export type FillColumns = (columns: readonly NumericColumn[]) => boolean[];

function fillNumeric({ values, cuts, binCount, out }: NumericColumn): boolean {
  let missing = false;
  const last = binCount - 1;
  for (let i = 0; i < out.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) {
      out[i] = binCount;
      missing = true;
    } else {
      const bin = upperBound(cuts, value);
      out[i] = Math.min(bin, last);
    }
  }
  return missing;
}

/** A code outside the categories counts as missing. */
function fillCategorical(codes: Int32Array, binCount: number, out: Bins): boolean {
  let missing = false;
  for (let i = 0; i < out.length; i++) {
    const code = codes[i]!;
    const known = code >= 0 && code < binCount;
    out[i] = known ? code : binCount;
    if (!known) missing = true;
  }
  return missing;
}

/** Rows that are looked at to see whether a column has missing values. */
const PEEKED_ROWS = 256;

function showsMissing(column: Column): boolean {
  if (column.kind === "categorical") return column.codes.some((code) => code < 0);
  return column.values.subarray(0, PEEKED_ROWS).some((value) => Number.isNaN(value));
}

interface Filling {
  readonly cuts: FeatureCuts;
  readonly fillColumns: FillColumns;
  readonly isNarrow: boolean;
}

function fillBins(
  features: readonly Column[],
  rowCount: number,
  { cuts, fillColumns, isNarrow }: Filling,
): { readonly bins: Bins; readonly hasMissing: Uint8Array } {
  const size = rowCount * features.length;
  const bins: Bins = isNarrow ? new Uint8Array(size) : new Uint16Array(size);
  const hasMissing = new Uint8Array(features.length);
  const numeric: (NumericColumn & { readonly feature: number })[] = [];
  features.forEach((column, feature) => {
    const out = bins.subarray(feature * rowCount, (feature + 1) * rowCount);
    const binCount = cuts.binCounts[feature]!;
    if (column.kind === "categorical") {
      hasMissing[feature] = fillCategorical(column.codes, binCount, out) ? 1 : 0;
      return;
    }
    const own = cuts.values.subarray(cuts.offsets[feature]!, cuts.offsets[feature + 1]!);
    numeric.push({ feature, values: column.values, cuts: own, binCount, out });
  });
  fillColumns(numeric).forEach((missing, i) => {
    hasMissing[numeric[i]!.feature] = missing ? 1 : 0;
  });
  return { bins, hasMissing };
}

/** Bin numbers of all features, column-major; 16 bits wide as soon as one feature needs it. */
export function binMatrix(
  features: readonly Column[],
  rowCount: number,
  cuts: FeatureCuts,
  fillColumns: FillColumns = (columns) => columns.map(fillNumeric),
): BinnedMatrix {
  const featureCount = features.length;
  const widest = cuts.binCounts.reduce((most, count) => Math.max(most, count), 0);
  const mayBeNarrow = widest + (widest === 256 && features.some(showsMissing) ? 1 : 0) <= 256;
  let filled = fillBins(features, rowCount, { cuts, fillColumns, isNarrow: mayBeNarrow });
  // Of 256 bins a byte has no number left for missing values: filling tells of them, and looking for them first costs more.
  if (mayBeNarrow && widest === 256 && filled.hasMissing.includes(1)) {
    filled = fillBins(features, rowCount, { cuts, fillColumns, isNarrow: false });
  }
  const { bins, hasMissing } = filled;
  const histogramOffsets = new Uint32Array(featureCount + 1);
  for (let feature = 0; feature < featureCount; feature++) {
    histogramOffsets[feature + 1] =
      histogramOffsets[feature]! + cuts.binCounts[feature]! + hasMissing[feature]!;
  }
  return { rowCount, featureCount, cuts, bins, hasMissing, histogramOffsets };
}
