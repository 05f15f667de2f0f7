import type { BinnedMatrix } from "../backend.ts";

/**
 * A column whose rows nearly all share one bin, as part of a bundle. Its other bins, in their order without that one,
 * are the slots from `firstSlot` on of the bundle.
 */
export interface BundleMember {
  readonly feature: number;
  readonly commonBin: number;
  readonly firstSlot: number;
}

/** Columns of which at most one leaves its common bin in any row, as one column; slot 0 = none of them does. */
export interface Bundle {
  readonly members: readonly BundleMember[];
  readonly bins: Uint8Array;
  readonly slotCount: number;
}

/** A column is taken when so many of its rows share one bin: it costs a pass over the rows, and gives few bins. */
const COMMON_SHARE = 0.75;
/** Rows that are looked at before a column is counted. */
const SAMPLE_ROWS = 1024;
const MOST_SLOTS = 256;
/** A wide table has many columns: each is tried with the newest bundles alone. */
const MOST_TRIED = 16;
/** What one column alone takes as bins, as a bundle it takes too. */
const FEWEST_MEMBERS = 2;

interface OpenBundle {
  readonly members: BundleMember[];
  readonly bins: Uint8Array;
  slotCount: number;
}

/**
 * Bundles exclusive columns (Ke et al. 2017, "LightGBM", section 4: exclusive feature bundling), without any conflict:
 * the sums of every member can be read off the bundle's, exactly, as sums are integers.
 */
export function bundleColumns(matrix: BinnedMatrix): Bundle[] {
  const open: OpenBundle[] = [];
  for (let feature = 0; feature < matrix.featureCount; feature++) {
    const commonBin = commonBinOf(matrix, feature);
    if (commonBin >= 0) place(matrix, feature, commonBin, open);
  }
  return open.filter(({ members }) => members.length >= FEWEST_MEMBERS);
}

function columnOf({ bins, rowCount }: BinnedMatrix, feature: number): Uint8Array | Uint16Array {
  return bins.subarray(feature * rowCount, (feature + 1) * rowCount);
}

/** Bin of nearly all rows, -1 = there is none, or rows are missing. */
function commonBinOf(matrix: BinnedMatrix, feature: number): number {
  const binCount = matrix.cuts.binCounts[feature]!;
  if (matrix.hasMissing[feature] === 1 || binCount > MOST_SLOTS) return -1;
  const column = columnOf(matrix, feature);
  const counts = new Uint32Array(binCount);
  let common = 0;
  for (let row = 0; row < column.length; row++) {
    counts[column[row]!]!++;
    if (row + 1 !== SAMPLE_ROWS && row + 1 !== column.length) continue;
    common = counts.reduce((best, count, bin) => (count > counts[best]! ? bin : best), 0);
    if (counts[common]! < COMMON_SHARE * (row + 1)) return -1;
  }
  return common;
}

function place(matrix: BinnedMatrix, feature: number, commonBin: number, open: OpenBundle[]): void {
  const column = columnOf(matrix, feature);
  const more = matrix.cuts.binCounts[feature]! - 1;
  const tried = open.slice(-MOST_TRIED).find((bundle) => {
    if (bundle.slotCount + more > MOST_SLOTS) return false;
    return !column.some((bin, row) => bin !== commonBin && bundle.bins[row] !== 0);
  });
  const bundle = tried ?? { members: [], bins: new Uint8Array(matrix.rowCount), slotCount: 1 };
  if (tried === undefined) open.push(bundle);
  const firstSlot = bundle.slotCount;
  bundle.members.push({ feature, commonBin, firstSlot });
  bundle.slotCount += more;
  for (let row = 0; row < column.length; row++) {
    const bin = column[row]!;
    if (bin !== commonBin) bundle.bins[row] = firstSlot + (bin > commonBin ? bin - 1 : bin);
  }
}
