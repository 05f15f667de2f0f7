import type { QuantileSummary, SketchRequest } from "../backend.ts";
import type { KernelInstance } from "./wasm-kernels.ts";
import { createArena } from "./wasm-memory.ts";

const LEVELS = 16;
/** Three passes of 2,048 digits, four bytes each. */
const DIGIT_BYTES = 24576;

/** The quantile sketch of unweighted columns of one length in WASM; room for summaries is made at the first, and grows. */
export function createWasmSketch(
  rowCount: number,
  { kernels, memory }: KernelInstance,
): (request: SketchRequest) => QuantileSummary {
  const arena = createArena(memory);
  const values = arena.allocate(4 * rowCount);
  const queue = arena.allocate(4 * rowCount);
  const other = arena.allocate(4 * rowCount);
  const counts = arena.allocate(DIGIT_BYTES);
  const levelCounts = arena.allocate(4 * LEVELS);
  let room = { limit: 0, out: 0, work: 0, levels: 0 };
  return ({ values: column, limit, keep }) => {
    if (limit > room.limit) {
      const bytes = 32 * limit;
      room = {
        limit,
        out: arena.allocate(bytes),
        work: arena.allocate(bytes),
        levels: arena.allocate(LEVELS * bytes),
      };
    }
    arena.singles(values, rowCount).set(column);
    const { out, work, levels } = room;
    const entries = kernels.sketchColumn(
      values,
      rowCount,
      limit,
      keep,
      out,
      work,
      levels,
      levelCounts,
      queue,
      other,
      counts,
    );
    const part = (index: number) => arena.singles(out + 8 * limit * index, entries).slice();
    return { values: part(0), low: part(1), high: part(2), weight: part(3) };
  };
}
