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

function hasMissingValue(column: Column): boolean {
  if (column.kind === "categorical") return column.codes.some((code) => code < 0);
  const { values } = column;
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i]!)) return true;
  return false;
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
  const narrow = widest + (features.some(hasMissingValue) ? 1 : 0) <= 256;
  const bins: Bins = narrow
    ? new Uint8Array(rowCount * featureCount)
    : new Uint16Array(rowCount * featureCount);
  const hasMissing = new Uint8Array(featureCount);
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
  const histogramOffsets = new Uint32Array(featureCount + 1);
  for (let feature = 0; feature < featureCount; feature++) {
    histogramOffsets[feature + 1] =
      histogramOffsets[feature]! + cuts.binCounts[feature]! + hasMissing[feature]!;
  }
  return { rowCount, featureCount, cuts, bins, hasMissing, histogramOffsets };
}
