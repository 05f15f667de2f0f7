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

export type Bins = Uint8Array | Uint16Array;

/** Fills one column of bins; returns whether a value is missing. A code outside the categories counts as missing. */
export type BinColumn = (column: Column, cuts: Float32Array, binCount: number, out: Bins) => boolean;

export function binColumn(column: Column, cuts: Float32Array, binCount: number, out: Bins): boolean {
  let missing = false;
  if (column.kind === "categorical") {
    const codes = column.codes;
    for (let i = 0; i < out.length; i++) {
      const code = codes[i]!;
      const known = code >= 0 && code < binCount;
      out[i] = known ? code : binCount;
      if (!known) missing = true;
    }
    return missing;
  }
  const values = column.values;
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

/** Bin numbers of all features, column-major; 16 bits wide as soon as one feature needs it. */
export function binMatrix(
  features: readonly Column[],
  rowCount: number,
  cuts: FeatureCuts,
  fillColumn: BinColumn = binColumn,
): BinnedMatrix {
  const featureCount = features.length;
  const widest = cuts.binCounts.reduce((most, count) => Math.max(most, count), 0);
  const anyMissing = features.some((column) =>
    column.kind === "categorical" ? column.codes.some((code) => code < 0) : column.values.some(Number.isNaN),
  );
  const narrow = widest + (anyMissing ? 1 : 0) <= 256;
  const bins: Bins = narrow
    ? new Uint8Array(rowCount * featureCount)
    : new Uint16Array(rowCount * featureCount);
  const hasMissing = new Uint8Array(featureCount);
  const histogramOffsets = new Uint32Array(featureCount + 1);
  features.forEach((column, f) => {
    const own = cuts.values.subarray(cuts.offsets[f]!, cuts.offsets[f + 1]!);
    const out = bins.subarray(f * rowCount, (f + 1) * rowCount);
    const binCount = cuts.binCounts[f]!;
    hasMissing[f] = fillColumn(column, own, binCount, out) ? 1 : 0;
    histogramOffsets[f + 1] = histogramOffsets[f]! + binCount + hasMissing[f]!;
  });
  return { rowCount, featureCount, cuts, bins, hasMissing, histogramOffsets };
}
