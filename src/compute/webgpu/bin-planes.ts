import type { BinnedMatrix } from "../backend.ts";
import type { Gpu } from "./gpu-device.ts";

/** Where a column's bins lie: a plane of one buffer, and how far its bits are shifted. */
export interface ColumnPlace {
  readonly buffer: number;
  readonly plane: number;
  readonly shift: number;
}

/**
 * Bins on the device. A plane is a word a row and holds four columns of one byte or two of two; planes are split over
 * buffers where one would be too large.
 */
export interface BinPlanes {
  readonly buffers: readonly GPUBuffer[];
  readonly places: readonly ColumnPlace[];
  readonly binMask: number;
}

const columnsPerPlane = (bins: BinnedMatrix["bins"]) => 4 / bins.BYTES_PER_ELEMENT;

export function uploadPlanes(gpu: Gpu, matrix: BinnedMatrix): BinPlanes {
  const { rowCount, featureCount, bins } = matrix;
  const perPlane = columnsPerPlane(bins);
  const planeCount = Math.ceil(featureCount / perPlane);
  const planesPerBuffer = Math.max(1, Math.floor(gpu.mostBytes / (4 * rowCount)));
  const bits = 8 * bins.BYTES_PER_ELEMENT;
  const buffers: GPUBuffer[] = [];
  for (let first = 0; first < planeCount; first += planesPerBuffer) {
    const count = Math.min(planesPerBuffer, planeCount - first);
    const buffer = gpu.storage(4 * rowCount * count);
    for (let plane = 0; plane < count; plane++) {
      const words = planeWords(matrix, (first + plane) * perPlane, perPlane);
      gpu.device.queue.writeBuffer(buffer, 4 * rowCount * plane, words);
    }
    buffers.push(buffer);
  }
  const places = Array.from({ length: featureCount }, (_, f) => {
    const plane = Math.floor(f / perPlane);
    return {
      buffer: Math.floor(plane / planesPerBuffer),
      plane: plane % planesPerBuffer,
      shift: bits * (f % perPlane),
    };
  });
  return { buffers, places, binMask: bits === 8 ? 0xff : 0xffff };
}

/** Columns first .. first + count - 1 side by side in one word a row. */
function planeWords(
  { rowCount, featureCount, bins }: BinnedMatrix,
  first: number,
  count: number,
): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(rowCount);
  const bits = 8 * bins.BYTES_PER_ELEMENT;
  for (let k = 0; k < count && first + k < featureCount; k++) {
    const column = bins.subarray((first + k) * rowCount, (first + k + 1) * rowCount);
    const shift = bits * k;
    for (let row = 0; row < rowCount; row++) words[row] = words[row]! | (column[row]! << shift);
  }
  return words;
}
