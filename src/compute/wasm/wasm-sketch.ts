import type { QuantileSummary, SketchRequest } from "../backend.ts";
import { operations } from "./kernels-contract.ts";
import type { WasmRoom } from "./wasm-room.ts";

/** Columns in the memory at a time, and bytes of their values. */
const MOST_COLUMNS = 8;
const MOST_BYTES = 16_777_216;
const JOB_WORDS = 8;
/** Digits of the sort and counts of the levels. */
const COUNT_BYTES = 24576 + 64;
/** A summary being worked on, and one a level. */
const SUMMARIES = 17;

/** The quantile sketch of unweighted columns of one length. */
export function sketchInWasm(requests: readonly SketchRequest[], room: WasmRoom): QuantileSummary[] {
  const { arena } = room;
  const rowCount = requests[0]?.values.length ?? 0;
  const limit = requests.reduce((most, request) => Math.max(most, request.limit), 1);
  const columnBytes = (4 * rowCount + 15) & ~15;
  const summaryBytes = 32 * limit;
  const scratchBytes = 2 * columnBytes + COUNT_BYTES + SUMMARIES * summaryBytes;
  const batch = batchSize(rowCount, requests.length, room);
  const jobs = arena.allocate(4 * JOB_WORDS * batch);
  const places = Array.from({ length: batch }, () => ({
    values: arena.allocate(columnBytes),
    out: arena.allocate(summaryBytes),
  }));
  const scratch = arena.allocate(scratchBytes * room.threads);
  room.set({ rowCount, columnJobs: jobs, limit, scratch, scratchBytes });
  const { f32, u32 } = arena.views();
  return batchesOf(requests, batch).flatMap((some) => {
    some.forEach((request, i) => {
      const { values, out } = places[i]!;
      f32.set(request.values, values >> 2);
      u32.set([values, request.limit, request.keep, out], (jobs >> 2) + JOB_WORDS * i);
    });
    room.run(operations.sketch, some.length, true);
    return some.map((request, i): QuantileSummary => {
      const entries = u32[(jobs >> 2) + JOB_WORDS * i + 4]!;
      const part = (index: number) => {
        const from = (places[i]!.out >> 2) + 2 * request.limit * index;
        return f32.slice(from, from + entries);
      };
      return { values: part(0), low: part(1), high: part(2), weight: part(3) };
    });
  });
}

/** Columns that are worked on at a time: at least one a thread, and not many of a long table. */
export function batchSize(rowCount: number, columnCount: number, { threads }: WasmRoom): number {
  const fitting = Math.floor(MOST_BYTES / (4 * Math.max(rowCount, 1)));
  return Math.max(1, Math.min(columnCount, Math.max(threads, Math.min(MOST_COLUMNS, fitting))));
}

/** Parts of `size` items; the last one may have fewer. */
export function batchesOf<T>(items: readonly T[], size: number): (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
