import type { Column } from "../../core/dataset.ts";
import type { BinnedMatrix, FeatureCuts } from "../backend.ts";
import { binMatrix, type NumericColumn } from "../js/bin-matrix.ts";
import { operations } from "./kernels-contract.ts";
import type { WasmRoom } from "./wasm-room.ts";
import { batchesOf, batchSize } from "./wasm-sketch.ts";

const JOB_WORDS = 8;
/** Lists up to this long are searched in two steps, and are padded to it; a head of every sixteen follows. */
const SHORT_CUTS = 256;
const SHORT_BYTES = 4 * SHORT_CUTS + 64;

/** js/bin-matrix with the search of numeric columns in WASM. */
export function binInWasm(
  features: readonly Column[],
  rowCount: number,
  cuts: FeatureCuts,
  room: WasmRoom,
): BinnedMatrix {
  const { arena } = room;
  const widest = cuts.binCounts.reduce((most, count) => Math.max(most, count), 1);
  const batch = batchSize(rowCount, features.length, room);
  const jobs = arena.allocate(4 * JOB_WORDS * batch);
  const places = Array.from({ length: batch }, () => ({
    values: arena.allocate(4 * rowCount),
    cuts: arena.allocate(8 * widest + SHORT_BYTES),
    out: arena.allocate(2 * rowCount),
  }));
  room.set({ rowCount, columnJobs: jobs });
  const { f32, u8, u16, u32 } = arena.views();

  function fillColumns(columns: readonly NumericColumn[]): boolean[] {
    return batchesOf(columns, batch).flatMap((some) => {
      some.forEach((column, i) => {
        const at = places[i]!;
        let half = 1;
        // Values above all cuts belong to the last bin too, so its cut decides nothing.
        const cuts = column.cuts.subarray(0, column.binCount - 1);
        while (2 * half - 1 < cuts.length) half *= 2;
        const padded = Math.max(2 * half - 1, SHORT_CUTS);
        f32.fill(Number.POSITIVE_INFINITY, at.cuts >> 2, (at.cuts >> 2) + padded);
        f32.set(cuts, at.cuts >> 2);
        f32.set(column.values, at.values >> 2);
        const job = [at.values, at.cuts, half, column.binCount, at.out, column.out.BYTES_PER_ELEMENT];
        u32.set(job, (jobs >> 2) + JOB_WORDS * i);
      });
      room.run(operations.bin, some.length, true);
      return some.map(({ out }, i) => {
        const from = places[i]!.out;
        out.set(
          out instanceof Uint8Array
            ? u8.subarray(from, from + rowCount)
            : u16.subarray(from >> 1, (from >> 1) + rowCount),
        );
        return u32[(jobs >> 2) + JOB_WORDS * i + 6] === 1;
      });
    });
  }

  return binMatrix(features, rowCount, cuts, fillColumns);
}
