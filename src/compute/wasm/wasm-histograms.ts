import type { BinnedMatrix } from "../backend.ts";
import type { WasmKernels } from "./kernels-contract.ts";
import type { WasmArena } from "./wasm-memory.ts";

/** Histograms of one layout in the arena: held by node, used again when released. */
export interface WasmHistograms {
  readonly slotBytes: 8 | 16;
  get(node: number): number;
  hold(node: number): number;
  rename(from: number, to: number): void;
  release(node: number): void;
  releaseAll(): void;
  /** [gradient, hessian] of slots first .. end - 1, as integers. */
  decode(histogram: number, first: number, end: number): Float64Array;
}

export function createWasmHistograms(arena: WasmArena, slotCount: number, packed: boolean): WasmHistograms {
  const slotBytes = packed ? 8 : 16;
  const size = (slotCount * slotBytes + 15) & ~15;
  const held = new Map<number, number>();
  const free: number[] = [];
  return {
    slotBytes,
    get: (node) => held.get(node)!,
    hold(node) {
      const at = free.pop() ?? arena.allocate(size);
      arena.bytes(at, size).fill(0);
      held.set(node, at);
      return at;
    },
    rename(from, to) {
      held.set(to, held.get(from)!);
      held.delete(from);
    },
    release(node) {
      const at = held.get(node);
      if (at === undefined) return;
      free.push(at);
      held.delete(node);
    },
    releaseAll() {
      for (const at of held.values()) free.push(at);
      held.clear();
    },
    decode(histogram, first, end) {
      const count = end - first;
      if (!packed) return arena.doubles(histogram + first * 16, 2 * count).slice();
      const words = arena.ints(histogram + first * 8, 2 * count);
      const out = new Float64Array(2 * count);
      for (let i = 0; i < count; i++) {
        const gradient = words[2 * i]!;
        out[2 * i] = gradient;
        out[2 * i + 1] = words[2 * i + 1]! + (gradient < 0 ? 1 : 0);
      }
      return out;
    },
  };
}

export interface HistogramSource {
  readonly kernels: WasmKernels;
  readonly arena: WasmArena;
  readonly matrix: BinnedMatrix;
  /** Byte offset of the bins, column-major. */
  readonly bins: number;
  /** Sixteen bytes for the slot addresses of four columns. */
  readonly fourSlots: number;
}

/** Adds a node's pairs to the slots of all offered features; `rows` 0 = all rows in order. */
export function addColumns(
  source: HistogramSource,
  node: { readonly rows: number; readonly count: number; readonly pairs: number; readonly histogram: number },
  features: Int32Array | null,
  packed: boolean,
): void {
  const { kernels, matrix, arena, fourSlots } = source;
  const wide16 = matrix.bins instanceof Uint16Array;
  const stride = matrix.rowCount * (wide16 ? 2 : 1);
  const slotBytes = packed ? 8 : 16;
  const slotsOf = (f: number) => node.histogram + matrix.histogramOffsets[f]! * slotBytes;
  const count = features === null ? matrix.featureCount : features.length;
  let j = 0;
  if (packed && features === null) {
    const four = wide16 ? kernels.packedColumns16x4 : kernels.packedColumns8x4;
    for (; j + 4 <= count; j += 4) {
      arena.words(fourSlots, 4).set([slotsOf(j), slotsOf(j + 1), slotsOf(j + 2), slotsOf(j + 3)]);
      four(source.bins + j * stride, stride, node.rows, node.pairs, node.count, fourSlots);
    }
  }
  const one = packed
    ? wide16
      ? kernels.packedColumn16
      : kernels.packedColumn8
    : wide16
      ? kernels.wideColumn16
      : kernels.wideColumn8;
  for (; j < count; j++) {
    const f = features === null ? j : features[j]!;
    one(source.bins + f * stride, node.rows, node.pairs, node.count, slotsOf(f));
  }
}
