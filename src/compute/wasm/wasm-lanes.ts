import type { BinnedMatrix } from "../backend.ts";
import type { Bundle } from "./bundles.ts";
import type { WasmArena } from "./wasm-memory.ts";

/** Bins that are summed as one column: those of a feature, or of a bundle of features. */
export interface Lane {
  readonly features: readonly number[];
  readonly bins: number;
  /** Null = a feature alone. */
  readonly bundle: { readonly slotCount: number; readonly members: number } | null;
}

export function featureLane({ rowCount, bins }: BinnedMatrix, feature: number, binsAt: number): Lane {
  const at = binsAt + feature * rowCount * bins.BYTES_PER_ELEMENT;
  return { features: [feature], bins: at, bundle: null };
}

export function bundleLane(
  arena: WasmArena,
  matrix: BinnedMatrix,
  { bins, members, slotCount }: Bundle,
): Lane {
  const at = { bins: arena.allocate(bins.length), members: arena.allocate(16 * members.length) };
  const table = members.flatMap(({ feature, commonBin, firstSlot }) => [
    matrix.histogramOffsets[feature]!,
    matrix.cuts.binCounts[feature]!,
    commonBin,
    firstSlot,
  ]);
  const { u8, u32 } = arena.views();
  u8.set(bins, at.bins);
  u32.set(table, at.members >> 2);
  const features = members.map(({ feature }) => feature);
  return { features, bins: at.bins, bundle: { slotCount, members: at.members } };
}
