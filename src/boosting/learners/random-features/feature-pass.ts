import { BLOCK_ROWS, type NetKernel, padded } from "../../../compute/net-kernel.ts";
import type { RandomFeatures, ResidualBlock } from "./residual-block.ts";

/** Rows that go through a layer at once. */
export const CHUNK_ROWS = BLOCK_ROWS;

/** Rows in the kernel's memory: address of their first, and the distance from row to row. */
export interface PlacedRows {
  readonly at: number;
  readonly stride: number;
}

/** Features of one chunk, side by side with others: rows x stride. */
export interface FeaturePart extends PlacedRows {
  readonly count: number;
}

/** The features of a block, chunk after chunk. */
export interface FeaturePass {
  readonly parts: readonly FeaturePart[];
  /** Fills the parts for up to CHUNK_ROWS rows from `start` on. */
  run(inputs: PlacedRows, representation: PlacedRows, start: number, rows: number): void;
}

type BlockFeatures = Pick<ResidualBlock, "ofRepresentation" | "ofInputs" | "areAdded">;

/** A matrix put into the kernel's memory with rows of padded(columns): its address. */
export function placeMatrix(
  kernel: NetKernel,
  matrix: Float32Array,
  rows: number,
  columns: number,
  first = 0,
): number {
  const stride = padded(columns);
  const at = kernel.allocate(rows * stride);
  const memory = kernel.memory();
  for (let i = 0; i < rows; i++) {
    const from = (first + i) * columns;
    memory.set(matrix.subarray(from, from + columns), at + i * stride);
  }
  return at;
}

/** Writes the features of rows to y, rows x padded(width). */
export type RunFeatures = (x: PlacedRows, start: number, rows: number, y: number) => void;

export function placeFeatures(
  kernel: NetKernel,
  { inputs, width, weights, biases }: RandomFeatures,
): RunFeatures {
  const w = placeMatrix(kernel, weights, inputs, width);
  const bias = placeMatrix(kernel, biases, 1, width);
  const stride = padded(width);
  return (x, start, rows, y) => {
    const from = x.at + start * x.stride;
    kernel.affine({ x: from, stride: x.stride, rows, count: inputs, w, bias, y, width: stride });
    kernel.activate("tanh", y, y, rows * stride);
  };
}

export function createFeaturePass(
  kernel: NetKernel,
  { ofRepresentation, ofInputs, areAdded }: BlockFeatures,
): FeaturePass {
  const partOf = ({ width }: RandomFeatures): FeaturePart => ({
    at: kernel.allocate(CHUNK_ROWS * padded(width)),
    stride: padded(width),
    count: width,
  });
  const own = { run: placeFeatures(kernel, ofRepresentation), part: partOf(ofRepresentation) };
  const other = ofInputs === null ? null : { run: placeFeatures(kernel, ofInputs), part: partOf(ofInputs) };
  return {
    parts: other === null || areAdded ? [own.part] : [own.part, other.part],
    run(inputs, representation, start, rows) {
      own.run(representation, start, rows, own.part.at);
      if (other === null) return;
      other.run(inputs, start, rows, other.part.at);
      if (!areAdded) return;
      const memory = kernel.memory();
      const size = rows * own.part.stride;
      for (let i = 0; i < size; i++) memory[own.part.at + i]! += memory[other.part.at + i]!;
    },
  };
}
