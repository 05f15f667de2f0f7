import { type NetKernel, padded } from "../../../compute/net-kernel.ts";
import type { LayerPlaces } from "./net.ts";

/** Added to variances (torch's BatchNorm1d). */
const EPSILON = 1e-5;

/** Mean and mean squared deviation of a layer's inputs: of the batch, or running. */
export interface InputMoments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/**
 * A layer's weights in the kernel's memory with its batch norm folded in: w'[i, j] = s[i] w[i, j] and
 * b'[j] = b[j] + sum t[i] w[i, j], where s = scale / sqrt(variance + eps) and t = shift - mean s. Normalised inputs are
 * never written, and the norm's own gradients follow from sums that the weights need anyway.
 */
export interface LayerWeights {
  /** Folded weights, from x width; the bias, width; weights of the way back. */
  readonly weights: number;
  readonly bias: number;
  readonly back: number;
  /** Constant and slope of the inputs' gradient. */
  readonly backConstant: number;
  readonly backSlope: number;
  /** Sums of x' dy, from x width, and of dy, width. */
  readonly sums: number;
  readonly columnSums: number;
  /** Columns of the layer, padded. */
  readonly width: number;
  /** Writes weights and bias. `moments` null = the layer has no norm. */
  fold(parameters: Float32Array, moments: InputMoments | null): void;
  clearSums(): void;
  /** The layer's part of the gradient from the sums. */
  unfold(parameters: Float32Array, gradient: Float32Array): void;
  /** Writes what the gradient of the inputs from `first` on needs, after `unfold`; `back` is to x padded(from - first). */
  foldBack(parameters: Float32Array, gradient: Float32Array, rows: number, first: number): void;
}

export function createLayerWeights(kernel: NetKernel, places: LayerPlaces): LayerWeights {
  const { from, to } = places;
  const width = padded(to);
  const weights = kernel.allocate(from * width);
  const bias = kernel.allocate(width);
  const back = kernel.allocate(to * padded(from));
  const backConstant = kernel.allocate(padded(from));
  const backSlope = kernel.allocate(padded(from));
  const sums = kernel.allocate(from * width);
  const columnSums = kernel.allocate(width);
  /** 1 / sqrt(variance + eps), s and t of the last fold. */
  const inverse = new Float64Array(from).fill(1);
  const scale = new Float64Array(from).fill(1);
  const shift = new Float64Array(from);
  const mean = new Float64Array(from);
  const start = new Float64Array(to);
  const hasNorm = places.scale >= 0;

  function readNorm(parameters: Float32Array, moments: InputMoments): void {
    for (let i = 0; i < from; i++) {
      inverse[i] = 1 / Math.sqrt(moments.variance[i]! + EPSILON);
      mean[i] = moments.mean[i]!;
      scale[i] = parameters[places.scale + i]! * inverse[i]!;
      shift[i] = parameters[places.shift + i]! - mean[i]! * scale[i]!;
    }
  }

  return {
    weights,
    bias,
    back,
    backConstant,
    backSlope,
    sums,
    columnSums,
    width,
    fold(parameters, moments) {
      if (moments !== null) readNorm(parameters, moments);
      const memory = kernel.memory();
      for (let j = 0; j < to; j++) start[j] = parameters[places.bias + j]!;
      for (let i = 0; i < from; i++) {
        const s = scale[i]!;
        const t = shift[i]!;
        const row = places.weights + i * to;
        const at = weights + i * width;
        for (let j = 0; j < to; j++) {
          const w = parameters[row + j]!;
          memory[at + j] = s * w;
          start[j]! += t * w;
        }
      }
      for (let j = 0; j < to; j++) memory[bias + j] = start[j]!;
    },
    clearSums() {
      const memory = kernel.memory();
      memory.fill(0, sums, sums + from * width);
      memory.fill(0, columnSums, columnSums + width);
    },
    unfold(parameters, gradient) {
      const memory = kernel.memory();
      for (let j = 0; j < to; j++) gradient[places.bias + j] = memory[columnSums + j]!;
      for (let i = 0; i < from; i++) {
        const s = scale[i]!;
        const t = shift[i]!;
        const m = mean[i]!;
        let ofScale = 0;
        let ofShift = 0;
        for (let j = 0; j < to; j++) {
          const sum = memory[sums + i * width + j]!;
          const column = memory[columnSums + j]!;
          const w = parameters[places.weights + i * to + j]!;
          gradient[places.weights + i * to + j] = s * sum + t * column;
          ofScale += w * (sum - m * column);
          ofShift += w * column;
        }
        if (!hasNorm) continue;
        gradient[places.scale + i] = inverse[i]! * ofScale;
        gradient[places.shift + i] = ofShift;
      }
    },
    foldBack(parameters, gradient, rows, first) {
      const memory = kernel.memory();
      const backWidth = padded(from - first);
      for (let i = first; i < from; i++) {
        const s = scale[i]!;
        for (let j = 0; j < to; j++) {
          memory[back + j * backWidth + i - first] = s * parameters[places.weights + i * to + j]!;
        }
        if (!hasNorm) continue;
        const slope = (-s * gradient[places.scale + i]! * inverse[i]!) / rows;
        memory[backSlope + i - first] = slope;
        memory[backConstant + i - first] = (-s * gradient[places.shift + i]!) / rows - slope * mean[i]!;
      }
    },
  };
}
