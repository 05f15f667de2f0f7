import type { BinnedMatrix, SplitCandidate } from "../backend.ts";
import { writeLeftBins } from "./left-bins.ts";

/** Row numbers grouped by node: each node owns a range, ascending inside. Splitting keeps the order. */
export interface RowPartition {
  rowsOf(node: number): Uint32Array;
  /** Nodes that are leaves of the tree so far. */
  leaves(): IterableIterator<number>;
  /** Returns [left, right] row counts. */
  split(candidate: SplitCandidate, left: number, right: number): [number, number];
}

export function createRowPartition(matrix: BinnedMatrix): RowPartition {
  const rows = new Uint32Array(matrix.rowCount);
  for (let i = 0; i < rows.length; i++) rows[i] = i;
  const scratch = new Uint32Array(matrix.rowCount);
  const goesLeft = new Uint8Array(
    matrix.cuts.binCounts.reduce((most, count) => Math.max(most, count), 0) + 1,
  );
  const ranges = new Map<number, readonly [number, number]>([[0, [0, matrix.rowCount]]]);

  function rowsOf(node: number): Uint32Array {
    const range = ranges.get(node);
    return range === undefined ? rows.subarray(0, 0) : rows.subarray(range[0], range[1]);
  }

  return {
    rowsOf,
    leaves: () => ranges.keys(),
    split(candidate, left, right) {
      const [start, end] = ranges.get(candidate.node)!;
      writeLeftBins(matrix, candidate, goesLeft, 0);
      const column = candidate.feature * matrix.rowCount;
      const { bins } = matrix;
      let leftEnd = start;
      let rightCount = 0;
      for (let i = start; i < end; i++) {
        const row = rows[i]!;
        const isLeft = goesLeft[bins[column + row]!]!;
        rows[leftEnd] = row;
        scratch[rightCount] = row;
        leftEnd += isLeft;
        rightCount += 1 - isLeft;
      }
      rows.set(scratch.subarray(0, rightCount), leftEnd);
      ranges.delete(candidate.node);
      ranges.set(left, [start, leftEnd]);
      ranges.set(right, [leftEnd, end]);
      return [leftEnd - start, rightCount];
    },
  };
}
