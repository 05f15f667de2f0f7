import type { AppliedSplit, BinnedMatrix } from "../backend.ts";
import { writeLeftBins } from "../js/left-bins.ts";
import type { BinPlanes } from "./bin-planes.ts";
import type { Gpu, ReadBack } from "./gpu-device.ts";
import { dispatch, type GpuKernels } from "./gpu-kernels.ts";
import { BLOCK_ROWS, SPLIT_WORDS } from "./gpu-shapes.ts";
import type { GrowingBuffers } from "./growing-buffers.ts";

type Range = readonly [first: number, end: number];

/** The row order on the device, and which part of it belongs to which node. */
export interface GpuRows {
  readonly order: GPUBuffer;
  /** [first row, rows] of each split's smaller child, where `encodeSplits` leaves them. */
  smaller(): GPUBuffer;
  reset(): void;
  rangeOf(node: number): Range;
  /** Encodes the move of rows. */
  encodeSplits(splits: readonly AppliedSplit[]): (encoder: GPUCommandEncoder) => void;
  /** How many rows of so many splits went left, to be read back. */
  leftCounts(splits: number): ReadBack;
  /** Books the read left counts; returns [left, right] of each split. */
  settle(splits: readonly AppliedSplit[], lefts: Uint32Array): [number, number][];
  /** Encodes the leaf of every row. */
  encodeLeaves(): (encoder: GPUCommandEncoder) => void;
  /** Leaves by row, to be read back. */
  leafIds(): ReadBack;
}

interface RowsSetup {
  readonly gpu: Gpu;
  readonly kernels: GpuKernels;
  readonly matrix: BinnedMatrix;
  readonly planes: BinPlanes;
  readonly buffers: GrowingBuffers;
}

/** Blocks of each of several ranges as [range, block] pairs. */
function blocksOf(lengths: readonly number[], size: number): Uint32Array {
  return Uint32Array.from(
    lengths.flatMap((rows, i) => Array.from({ length: Math.ceil(rows / size) }, (_, k) => [i, k]).flat()),
  );
}

export function createGpuRows({ gpu, kernels, matrix, planes, buffers }: RowsSetup): GpuRows {
  const { rowCount } = matrix;
  const order = buffers.fixed(4 * rowCount);
  const marked = buffers.fixed(4 * rowCount);
  const inOrder = buffers.fixed(4 * rowCount);
  gpu.upload(
    inOrder,
    Uint32Array.from({ length: rowCount }, (_, row) => row),
  );
  const ranges = new Map<number, Range>();
  const params = planes.buffers.map((_, buffer) => buffers.uniform([rowCount, planes.binMask, buffer, 0]));

  function writeSplits(splits: readonly AppliedSplit[]) {
    const words = new Uint32Array(SPLIT_WORDS * splits.length);
    const tables: number[] = [];
    let firstBlock = 0;
    splits.forEach(({ split }, i) => {
      const [first, end] = ranges.get(split.node)!;
      const { buffer, plane, shift } = planes.places[split.feature]!;
      const blocks = Math.ceil((end - first) / BLOCK_ROWS);
      words.set(
        [first, end - first, buffer, plane, shift, tables.length, firstBlock, blocks],
        SPLIT_WORDS * i,
      );
      tables.push(...leftBits(matrix, split));
      firstBlock += blocks;
    });
    return { words, tables: Uint32Array.from(tables), blockCount: firstBlock };
  }

  return {
    order,
    smaller: () => buffers.at("tasks"),

    reset() {
      ranges.clear();
      ranges.set(0, [0, rowCount]);
      gpu.copy(inOrder, order, 4 * rowCount);
    },

    rangeOf: (node) => ranges.get(node)!,

    encodeSplits(splits) {
      const { words, tables, blockCount } = writeSplits(splits);
      const given = {
        splits: buffers.filled("splits", words),
        blocks: buffers.filled(
          "blocks",
          blocksOf(
            splits.map(({ split }) => lengthOf(ranges.get(split.node)!)),
            BLOCK_ROWS,
          ),
        ),
        tables: buffers.filled("tables", tables),
      };
      const places = buffers.atLeast("places", 4 * blockCount);
      const lefts = buffers.atLeast("lefts", 4 * splits.length);
      const tasks = buffers.atLeast("tasks", 8 * splits.length);
      return (encoder) => {
        planes.buffers.forEach((bins, i) => {
          const decide = {
            0: params[i]!,
            1: bins,
            2: order,
            3: marked,
            4: given.splits,
            5: given.blocks,
            6: given.tables,
            7: places,
          };
          dispatch(encoder, kernels.decide, kernels.decide.bind(decide), [blockCount, 1]);
        });
        const offsets = { 4: given.splits, 7: places, 8: lefts, 9: tasks };
        dispatch(encoder, kernels.offsets, kernels.offsets.bind(offsets), [splits.length, 1]);
        const scatter = { 2: order, 3: marked, 4: given.splits, 5: given.blocks, 7: places, 8: lefts };
        dispatch(encoder, kernels.scatter, kernels.scatter.bind(scatter), [blockCount, 1]);
      };
    },

    leftCounts: (splits) => ({ buffer: buffers.at("lefts"), bytes: 4 * splits }),

    settle(splits, lefts) {
      return splits.map(({ split, left, right }, i) => {
        const [first, end] = ranges.get(split.node)!;
        const middle = first + lefts[i]!;
        ranges.delete(split.node);
        ranges.set(left, [first, middle]);
        ranges.set(right, [middle, end]);
        return [middle - first, end - middle];
      });
    },

    encodeLeaves() {
      const entries = [...ranges].filter(([, range]) => lengthOf(range) > 0);
      const words = entries.flatMap(([leaf, range]) => [range[0], lengthOf(range), leaf, 0]);
      const leaves = buffers.filled("leaves", Uint32Array.from(words));
      const blockList = blocksOf(
        entries.map(([, range]) => lengthOf(range)),
        BLOCK_ROWS,
      );
      const blocks = buffers.filled("blocks", blockList);
      return (encoder) => {
        const bound = kernels.leafIds.bind({ 0: order, 1: leaves, 2: blocks, 3: marked });
        dispatch(encoder, kernels.leafIds, bound, [blockList.length / 2, 1]);
      };
    },

    leafIds: () => ({ buffer: marked, bytes: 4 * rowCount }),
  };
}

const lengthOf = ([first, end]: Range) => end - first;

/** A bit for each bin number, missing last: 1 = goes left. */
function leftBits(matrix: BinnedMatrix, split: AppliedSplit["split"]): Uint32Array {
  const bins = matrix.cuts.binCounts[split.feature]! + 1;
  const goesLeft = new Uint8Array(bins);
  writeLeftBins(matrix, split, goesLeft, 0);
  const words = new Uint32Array(Math.ceil(bins / 32));
  goesLeft.forEach((bit, bin) => {
    words[bin >> 5] = words[bin >> 5]! | (bit << (bin & 31));
  });
  return words;
}
