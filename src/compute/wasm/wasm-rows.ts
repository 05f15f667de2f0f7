import type { AppliedSplit, BinnedMatrix } from "../backend.ts";
import { writeLeftBins } from "../js/left-bins.ts";
import { operations } from "./kernels-contract.ts";
import { createGrowingRoom } from "./wasm-memory.ts";
import type { WasmRoom } from "./wasm-room.ts";

/** Row numbers grouped by node, in the memory; ascending inside, as splitting keeps the order. */
export interface NodeRows {
  /** All rows in node 0, in order. */
  reset(): void;
  /** Takes over rows that the kernels moved, by their leaves. */
  take(leaves: LeafTable): void;
  /** A node's part of the row order: [first, end]. */
  rangeOf(node: number): readonly [number, number];
  /** Returns [left, right] row counts of each split. */
  split(splits: readonly AppliedSplit[]): [number, number][];
  rowsOf(node: number): Uint32Array;
  addLeafValues(leafValues: Float32Array, scores: Float32Array, stride: number, output: number): void;
}

/** Entries of assembly/leaves.ts. */
export interface LeafTable {
  readonly at: number;
  readonly count: number;
}

export const LEAF_BYTES = 16;
/** assembly/partition.ts. */
export const SPLIT_WORDS = 5;
/** Rows from which other threads are called. */
export const LARGE_SPLIT = 20_000;

/** assembly/layout.ts: 16 masks of four rows, two shuffles of 16 bytes each; 128 = a byte that nobody needs. */
function writeShuffles({ arena }: WasmRoom): number {
  const at = arena.allocate(512);
  const { u8 } = arena.views();
  u8.fill(128, at, at + 512);
  for (let mask = 0; mask < 16; mask++) {
    const taken = [0, 0];
    for (let row = 0; row < 4; row++) {
      const side = (mask >> row) & 1 ? 0 : 1;
      const from = at + 32 * mask + 16 * side + 4 * taken[side]!;
      for (let byte = 0; byte < 4; byte++) u8[from + byte] = 4 * row + byte;
      taken[side]! += 1;
    }
  }
  return at;
}

/** `rows`: byte offset of the row order. */
export function createNodeRows(room: WasmRoom, matrix: BinnedMatrix, rows: number): NodeRows {
  const { arena } = room;
  const { rowCount } = matrix;
  const widest = matrix.cuts.binCounts.reduce((most, count) => Math.max(most, count), 0) + 1;
  const splitBytes = 4 * SPLIT_WORDS + widest;
  const ranges = new Map<number, readonly [number, number]>();
  room.set({ shuffles: writeShuffles(room) });
  const leafRoom = createGrowingRoom(arena);
  /** Null = the rows are moved in steps, and `ranges` holds. */
  let taken: LeafTable | null = null;
  let scoresAt: number | null = null;
  let rowList: Uint32Array | null = null;
  let table = 0;
  let capacity = 0;

  /** Split entries, then their tables of bins that go left. */
  function write(splits: readonly AppliedSplit[]): void {
    if (splits.length > capacity) {
      capacity = 2 * splits.length;
      table = arena.allocate(splitBytes * capacity);
    }
    room.set({ splits: table });
    const { u8, u32 } = arena.views();
    splits.forEach(({ split }, i) => {
      const [start, end] = ranges.get(split.node)!;
      const goesLeft = table + 4 * SPLIT_WORDS * capacity + widest * i;
      writeLeftBins(matrix, split, u8, goesLeft);
      const word = (table >> 2) + SPLIT_WORDS * i;
      u32[word] = split.feature;
      u32[word + 1] = start;
      u32[word + 2] = end - start;
      u32[word + 3] = goesLeft;
    });
  }

  function leafTable(): LeafTable {
    if (taken !== null) return taken;
    const at = leafRoom(LEAF_BYTES * ranges.size);
    const { u32 } = arena.views();
    let word = at >> 2;
    for (const [leaf, [start, end]] of ranges) {
      u32[word] = start;
      u32[word + 1] = end - start;
      u32[word + 3] = leaf;
      word += LEAF_BYTES >> 2;
    }
    return { at, count: ranges.size };
  }

  function rangeOf(node: number): readonly [number, number] {
    if (taken === null) return ranges.get(node)!;
    const { u32 } = arena.views();
    for (let i = 0; i < taken.count; i++) {
      const word = (taken.at + LEAF_BYTES * i) >> 2;
      if (u32[word + 3] === node) return [u32[word]!, u32[word]! + u32[word + 1]!];
    }
    throw new Error(`Node ${node} is no leaf.`);
  }

  /** Runs an operation over leaf values and a float32 for each row; returns the place of the rows' numbers. */
  function withLeaves(operation: number, leafValues: Float32Array, before: Float32Array | null): number {
    scoresAt ??= arena.allocate(4 * rowCount);
    const { at, count } = leafTable();
    room.set({ scores: scoresAt, leaves: at });
    const { u32, f32 } = arena.views();
    for (let i = 0, word = at >> 2; i < count; i++, word += LEAF_BYTES >> 2) {
      f32[word + 2] = leafValues[u32[word + 3]!]!;
    }
    if (before !== null) f32.set(before, scoresAt >> 2);
    // Rows of different leaves share lines of the cache: threads would only take them from each other.
    room.run(operation, count, false);
    return scoresAt >> 2;
  }

  return {
    reset() {
      taken = null;
      ranges.clear();
      ranges.set(0, [0, rowCount]);
    },

    take(leaves) {
      taken = leaves;
    },

    rangeOf,

    split(splits) {
      if (splits.length === 0) return [];
      write(splits);
      const moved = splits.reduce((sum, { split }) => {
        const [start, end] = ranges.get(split.node)!;
        return sum + end - start;
      }, 0);
      room.run(operations.split, splits.length, moved >= LARGE_SPLIT);
      const { u32 } = arena.views();
      return splits.map(({ split, left, right }, i) => {
        const [start, end] = ranges.get(split.node)!;
        const leftCount = u32[(table >> 2) + SPLIT_WORDS * i + 4]!;
        const rightCount = end - start - leftCount;
        ranges.delete(split.node);
        ranges.set(left, [start, start + leftCount]);
        ranges.set(right, [start + leftCount, end]);
        return [leftCount, rightCount];
      });
    },

    rowsOf(node) {
      const [start, end] = rangeOf(node);
      // one list for all answers: a fresh one each time would cost more than the copy
      rowList ??= new Uint32Array(rowCount);
      rowList.set(arena.views().u32.subarray((rows >> 2) + start, (rows >> 2) + end));
      return rowList.subarray(0, end - start);
    },

    addLeafValues(leafValues, scores, stride, output) {
      if (stride === 1) {
        const from = withLeaves(operations.addLeaves, leafValues, scores);
        scores.set(arena.views().f32.subarray(from, from + rowCount));
        return;
      }
      const from = withLeaves(operations.spreadLeaves, leafValues, null);
      const { f32 } = arena.views();
      for (let row = 0, at = output; row < rowCount; row++, at += stride) {
        scores[at] = scores[at]! + f32[from + row]!;
      }
    },
  };
}
