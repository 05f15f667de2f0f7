import type { BinnedMatrix } from "../backend.ts";
import type { QuantisedPairs } from "./quantise.ts";

/** Sums per slot, [gradient, hessian] interleaved: Int32Array in the packed layout, Float64Array in the wide one. */
export type Histogram = Int32Array | Float64Array;

/** A node's gradient pairs in the order of its rows, so that each feature's pass reads them in sequence. */
export interface GatheredPairs {
  readonly gradient: Int32Array | Float64Array;
  readonly hessian: Int32Array | Float64Array;
}

export function gatherPairs(pairs: QuantisedPairs, rows: Uint32Array, into: GatheredPairs): GatheredPairs {
  const { gradient, hessian } = pairs;
  const outGradient = into.gradient;
  const outHessian = into.hessian;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    outGradient[i] = gradient[row]!;
    outHessian[i] = hessian[row]!;
  }
  return into;
}

/** Adds the rows' pairs to the slots of all offered features. `histogram` must be zero there. */
export function buildHistogram(
  matrix: BinnedMatrix,
  rows: Uint32Array,
  pairs: GatheredPairs,
  features: Int32Array | null,
  histogram: Histogram,
): void {
  const count = features === null ? matrix.featureCount : features.length;
  for (let j = 0; j < count; j++) {
    const f = features === null ? j : features[j]!;
    const bins = matrix.bins.subarray(f * matrix.rowCount, (f + 1) * matrix.rowCount);
    const slots = histogram.subarray(2 * matrix.histogramOffsets[f]!, 2 * matrix.histogramOffsets[f + 1]!);
    if (rows.length === matrix.rowCount) addAllRows(bins, pairs, slots);
    else addRows(bins, rows, pairs, slots);
  }
}

function addAllRows(bins: Uint8Array | Uint16Array, pairs: GatheredPairs, slots: Histogram): void {
  const { gradient, hessian } = pairs;
  for (let i = 0; i < bins.length; i++) {
    const slot = bins[i]! << 1;
    slots[slot] = slots[slot]! + gradient[i]!;
    slots[slot + 1] = slots[slot + 1]! + hessian[i]!;
  }
}

function addRows(
  bins: Uint8Array | Uint16Array,
  rows: Uint32Array,
  pairs: GatheredPairs,
  slots: Histogram,
): void {
  const { gradient, hessian } = pairs;
  for (let i = 0; i < rows.length; i++) {
    const slot = bins[rows[i]!]! << 1;
    slots[slot] = slots[slot]! + gradient[i]!;
    slots[slot + 1] = slots[slot + 1]! + hessian[i]!;
  }
}

/** parent -= child, in place: the parent's buffer becomes the sibling's. Exact. */
export function subtractHistogram(parent: Histogram, child: Histogram): void {
  for (let i = 0; i < parent.length; i++) parent[i] = parent[i]! - child[i]!;
}
