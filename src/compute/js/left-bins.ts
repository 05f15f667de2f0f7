import type { BinnedMatrix, SplitCandidate } from "../backend.ts";

/** Writes 1 for each bin number that goes left, else 0; missing is the last. */
export function writeLeftBins(
  matrix: BinnedMatrix,
  split: SplitCandidate,
  out: Uint8Array,
  at: number,
): void {
  const binCount = matrix.cuts.binCounts[split.feature]!;
  const leftCount = split.rightCategories === null ? split.bin + 1 : binCount;
  out.fill(1, at, at + leftCount);
  out.fill(0, at + leftCount, at + binCount);
  for (const code of split.rightCategories ?? []) out[at + code] = 0;
  out[at + binCount] = split.defaultLeft ? 1 : 0;
}
