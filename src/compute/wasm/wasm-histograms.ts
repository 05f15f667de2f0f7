import type { WasmArena } from "./wasm-memory.ts";

/** Histograms of one layout in the arena: held by node, used again when released. Their content is the kernels'. */
export interface WasmHistograms {
  get(node: number): number;
  hold(node: number): number;
  rename(from: number, to: number): void;
  release(node: number): void;
  releaseAll(): void;
  /** [gradient, hessian] of slots first .. end - 1, as integers. */
  decode(histogram: number, first: number, end: number): Float64Array;
}

export function createWasmHistograms(arena: WasmArena, slotCount: number, packed: boolean): WasmHistograms {
  const size = slotCount * (packed ? 8 : 16);
  const held = new Map<number, number>();
  const free: number[] = [];
  return {
    get: (node) => held.get(node)!,
    hold(node) {
      const at = free.pop() ?? arena.allocate(size);
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
      const { f64, i32 } = arena.views();
      if (!packed) return f64.slice((histogram >> 3) + 2 * first, (histogram >> 3) + 2 * end);
      const words = i32.subarray((histogram >> 2) + 2 * first, (histogram >> 2) + 2 * end);
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
