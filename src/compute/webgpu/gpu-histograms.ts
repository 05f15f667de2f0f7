import type { BinnedMatrix } from "../backend.ts";
import type { Histogram } from "../js/histogram.ts";
import type { QuantisedPairs } from "../js/quantise.ts";
import type { BinPlanes } from "./bin-planes.ts";
import type { Gpu, ReadBack } from "./gpu-device.ts";
import { dispatch, type GpuKernels } from "./gpu-kernels.ts";
import { pairWords, readSums } from "./gpu-pairs.ts";
import { CHUNK_ROWS, wordsOf } from "./gpu-shapes.ts";
import type { GrowingBuffers } from "./growing-buffers.ts";
import { planTiles } from "./histogram-tiles.ts";

/** Sums over rows of nodes, on the device. */
export interface GpuHistograms {
  /** Pairs of a tree's rows. */
  takePairs(pairs: QuantisedPairs): void;
  /** Features to sum, null = all. */
  offer(features: Int32Array | null): void;
  /** Nodes that one submission can sum. */
  mostNodes(): number;
  /** Encodes the sums of nodes with at most so many rows each, whose [first row, rows] stand in `tasks`. */
  encode(order: GPUBuffer, tasks: GPUBuffer, rows: readonly number[]): (encoder: GPUCommandEncoder) => void;
  /** The sums of so many nodes, to be read back. */
  sumsOf(nodes: number): ReadBack;
  /** Writes the sums of the i-th node of a submission. */
  read(bytes: ArrayBuffer, i: number, out: Histogram): void;
  /** Additions of a pair to a slot for a node of so many rows. */
  additions(rows: number): number;
}

interface HistogramsSetup {
  readonly gpu: Gpu;
  readonly kernels: GpuKernels;
  readonly matrix: BinnedMatrix;
  readonly planes: BinPlanes;
  readonly buffers: GrowingBuffers;
}

export function createGpuHistograms(setup: HistogramsSetup): GpuHistograms {
  const { gpu, kernels, matrix, planes, buffers } = setup;
  const slotCount = matrix.histogramOffsets[matrix.featureCount]!;
  const params = new Map<number, GPUBuffer>();
  let packed = true;
  let table = planTiles(matrix, planes.places, { packed, features: null });
  let planned = "";

  const nodeBytes = () => 4 * wordsOf(packed) * slotCount;

  function paramsFor(firstTile: number): GPUBuffer {
    const known = params.get(firstTile);
    if (known !== undefined) return known;
    const made = buffers.uniform([matrix.rowCount, planes.binMask, slotCount, firstTile]);
    params.set(firstTile, made);
    return made;
  }

  return {
    takePairs(pairs) {
      packed = pairs.quantisation.layout === "packed";
      gpu.upload(buffers.atLeast("pairs", 4 * wordsOf(packed) * matrix.rowCount), pairWords(pairs));
    },

    offer(features) {
      const wanted = `${packed} ${features}`;
      if (wanted === planned) return;
      planned = wanted;
      table = planTiles(matrix, planes.places, { packed, features });
      buffers.filled("tiles", table.tiles);
      buffers.filled("columns", table.columns);
    },

    mostNodes: () => Math.max(1, Math.floor(gpu.mostBytes / Math.max(1, nodeBytes()))),

    encode(order, tasks, rows) {
      const items = rows.flatMap((count, node) =>
        Array.from({ length: Math.ceil(count / CHUNK_ROWS) }, (_, chunk) => [node, chunk]).flat(),
      );
      const itemsBuffer = buffers.filled("items", Uint32Array.from(items));
      const bytes = nodeBytes() * rows.length;
      const sums = buffers.atLeast("sums", bytes);
      const kernel = packed ? kernels.sumPacked : kernels.sumWide;
      return (encoder) => {
        encoder.clearBuffer(sums, 0, bytes);
        table.ofBuffer.forEach(({ first, count }, i) => {
          if (count === 0) return;
          const bound = kernel.bind({
            0: paramsFor(first),
            1: planes.buffers[i]!,
            2: order,
            3: buffers.at("pairs"),
            4: buffers.at("tiles"),
            5: buffers.at("columns"),
            6: itemsBuffer,
            7: tasks,
            8: sums,
          });
          dispatch(encoder, kernel, bound, [items.length / 2, count]);
        });
      };
    },

    sumsOf: (nodes) => ({ buffer: buffers.at("sums"), bytes: nodeBytes() * nodes }),

    read(bytes, i, out) {
      readSums(new Int32Array(bytes, i * nodeBytes(), nodeBytes() / 4), packed, out);
    },

    additions: (rows) => rows * table.columnCount,
  };
}
