import { type NetKernel, padded } from "../../../../compute/net-kernel.ts";
import type { InputMoments, LayerWeights } from "../layer-weights.ts";
import { embeddingsOf, type NetShape, netLayout, plainInputs } from "../net.ts";

/** Rows in the kernel's memory, an entry of each embedding behind the plain inputs. */
interface EntryRows {
  readonly at: number;
  readonly stride: number;
}

/** Sums of the first layer, rows x width, or their gradient. */
interface Sums {
  readonly rows: number;
  readonly width: number;
}

/**
 * The embeddings of one net. A vector is read by the first layer alone, so that an entry's part of the layer's sums is
 * one row, vector x folded weights, for all rows that have it: rows add it, and their gradients are added up by entry
 * before anything else is worked out. That is the layer on one-hot inputs with a matrix of lower rank, without its zeros.
 */
export interface EmbeddingPass {
  /** Where the layer has a norm: counts the entries of a batch and takes the vectors' moments over it, before the fold. */
  see(rows: EntryRows, rowCount: number, parameters: Float32Array): void;
  /** Of the last batch seen, in their places among the layer's inputs. */
  writeMoments(target: InputMoments): void;
  /** Each entry's part of the sums; after the layer was folded. */
  fold(parameters: Float32Array): void;
  add(rows: EntryRows, to: Sums & { readonly y: number }): void;
  /** The layer's sums of products with the vectors, and gradients by entry. */
  sum(rows: EntryRows, of: Sums & { readonly dy: number }): void;
  /** The vectors' gradient, after that of the layer. */
  unfold(parameters: Float32Array, gradient: Float32Array, rowCount: number): void;
}

/** One embedding's room in the kernel's memory. */
interface Table {
  readonly entries: number;
  readonly size: number;
  /** In the parameters. */
  readonly place: number;
  /** Column of the rows, and first of its inputs in the layer. */
  readonly column: number;
  readonly first: number;
  /** Vectors, entries x stride. */
  readonly vectors: number;
  readonly stride: number;
  /** Parts of the sums, (entries + 1) x the layer's width: the last one, of what no entry holds, stays 0. */
  readonly parts: number;
  /** Gradients of the sums by entry, as large. */
  readonly slopes: number;
  /** Folded weights turned around, layer's units x stride, and what they make of `slopes`, entries x stride. */
  readonly turned: number;
  readonly back: number;
  /** Rows of the batch by entry. */
  readonly counts: Float64Array;
}

/** `layer`: the weights of the net's first layer. */
export function createEmbeddingPass(kernel: NetKernel, shape: NetShape, layer: LayerWeights): EmbeddingPass {
  const { layers, embeddings } = netLayout(shape);
  const { to: units, scale } = layers[0]!;
  const { width } = layer;
  const plain = plainInputs(shape);
  let next = plain;
  const tables = embeddingsOf(shape).map(({ entries, size }, at): Table => {
    const first = next;
    const stride = padded(size);
    next += size;
    return {
      entries,
      size,
      place: embeddings[at]!,
      column: plain + at,
      first,
      vectors: kernel.allocate(entries * stride),
      stride,
      parts: kernel.allocate((entries + 1) * width),
      slopes: kernel.allocate((entries + 1) * width),
      turned: kernel.allocate(units * stride),
      back: kernel.allocate(entries * stride),
      counts: new Float64Array(entries + 1),
    };
  });
  /** Where sums start that have no bias. */
  const zeros = kernel.allocate(Math.max(width, ...tables.map(({ stride }) => stride)));
  const mean = new Float64Array(next - plain);
  const variance = new Float64Array(next - plain);

  function takeMoments(
    { entries, size, place, first, counts }: Table,
    rows: number,
    parameters: Float32Array,
  ) {
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let c = 0; c < entries; c++) sum += counts[c]! * parameters[place + c * size + i]!;
      const middle = sum / rows;
      let squares = 0;
      for (let c = 0; c < entries; c++) {
        const off = parameters[place + c * size + i]! - middle;
        squares += counts[c]! * off * off;
      }
      mean[first - plain + i] = middle;
      variance[first - plain + i] = squares / rows;
    }
  }

  /** What the norm makes of a vector's gradient: constant + slope x vector for each row that has it. */
  function addNorm({ entries, size, place, first, counts }: Table, at: Gradients): void {
    const { parameters, gradient } = at;
    const memory = kernel.memory();
    for (let c = 0, to = place; c < entries; c++) {
      for (let i = 0; i < size; i++, to++) {
        const slope = memory[layer.backSlope + first - plain + i]!;
        const constant = memory[layer.backConstant + first - plain + i]!;
        gradient[to]! += counts[c]! * (slope * parameters[to]! + constant);
      }
    }
  }

  return {
    see({ at, stride }, rowCount, parameters) {
      if (scale < 0) return;
      const memory = kernel.memory();
      for (const table of tables) {
        table.counts.fill(0);
        for (let r = 0, from = at + table.column; r < rowCount; r++, from += stride) {
          table.counts[memory[from]!]!++;
        }
        takeMoments(table, rowCount, parameters);
      }
    },
    writeMoments(target) {
      target.mean.set(mean, plain);
      target.variance.set(variance, plain);
    },
    fold(parameters) {
      for (const { entries, size, place, first, vectors, stride, parts } of tables) {
        const memory = kernel.memory();
        for (let c = 0; c < entries; c++) {
          memory.set(parameters.subarray(place + c * size, place + (c + 1) * size), vectors + c * stride);
        }
        const w = layer.weights + first * width;
        kernel.affine({ x: vectors, stride, rows: entries, count: size, w, bias: zeros, y: parts, width });
      }
    },
    add({ at, stride }, { y, rows }) {
      for (const { column, parts } of tables) {
        kernel.addEntries({ entries: at + column, stride, rows, table: parts, y, width });
      }
    },
    sum({ at, stride }, { dy, rows }) {
      for (const { column, entries, size, first, vectors, stride: vectorStride, slopes } of tables) {
        kernel.memory().fill(0, slopes, slopes + (entries + 1) * width);
        kernel.sumEntries({ entries: at + column, stride, rows, table: slopes, y: dy, width });
        kernel.outerSums({
          x: vectors,
          stride: vectorStride,
          rows: entries,
          count: size,
          dy: slopes,
          width,
          sums: layer.sums + first * width,
          columnSums: -1,
        });
      }
    },
    unfold(parameters, gradient, rowCount) {
      if (scale >= 0) layer.foldBack(parameters, gradient, rowCount, plain);
      for (const table of tables) {
        const { entries, size, place, first, stride, slopes, turned, back: y } = table;
        const memory = kernel.memory();
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < units; j++) {
            memory[turned + j * stride + i] = memory[layer.weights + (first + i) * width + j]!;
          }
        }
        const to = { w: turned, bias: zeros, y, width: stride };
        kernel.affine({ x: slopes, stride: width, rows: entries, count: units, ...to });
        for (let c = 0; c < entries; c++) {
          gradient.set(kernel.memory().subarray(y + c * stride, y + c * stride + size), place + c * size);
        }
        if (scale >= 0) addNorm(table, { parameters, gradient });
      }
    },
  };
}

interface Gradients {
  readonly parameters: Float32Array;
  readonly gradient: Float32Array;
}
