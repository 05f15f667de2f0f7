import type { Column } from "../../core/dataset.ts";
import type { BinnedMatrix, FeatureCuts } from "../backend.ts";
import { type BinColumn, binColumn, binMatrix } from "../js/bin-matrix.ts";
import type { KernelInstance } from "./wasm-kernels.ts";
import { createArena } from "./wasm-memory.ts";

/** js/bin-matrix with the search of numeric columns in WASM. */
export function binInWasm(
  features: readonly Column[],
  rowCount: number,
  cuts: FeatureCuts,
  { kernels, memory }: KernelInstance,
): BinnedMatrix {
  const arena = createArena(memory);
  const widest = cuts.binCounts.reduce((most, count) => Math.max(most, count), 1);
  const values = arena.allocate(4 * rowCount);
  const out = arena.allocate(2 * rowCount);
  const padded = arena.allocate(8 * widest + 16);
  const fillColumn: BinColumn = (column, own, binCount, into) => {
    if (column.kind === "categorical") return binColumn(column, own, binCount, into);
    let half = 1;
    while (2 * half - 1 < own.length) half *= 2;
    arena
      .singles(padded, 2 * half - 1)
      .fill(Number.POSITIVE_INFINITY)
      .set(own);
    arena.singles(values, rowCount).set(column.values);
    const run = into instanceof Uint8Array ? kernels.binColumn8 : kernels.binColumn16;
    const missing = run(values, rowCount, padded, half, binCount, out);
    into.set(
      into instanceof Uint8Array
        ? arena.bytes(out, rowCount)
        : new Uint16Array(arena.bytes(out, 2 * rowCount).buffer as ArrayBuffer, out, rowCount),
    );
    return missing === 1;
  };
  return binMatrix(features, rowCount, cuts, fillColumn);
}
