import type { WasmArena } from "./wasm-memory.ts";

/** Histograms in the arena: held by node, used again when released. Their content is the kernels'. */
export interface WasmHistograms {
  get(node: number): number;
  hold(node: number): number;
  rename(from: number, to: number): void;
  release(node: number): void;
  releaseAll(): void;
  /** [gradient, hessian] of slots first .. end - 1, as integers. */
  decode(histogram: number, first: number, end: number): Float64Array;
}

export function createWasmHistograms(arena: WasmArena, slotCount: number): WasmHistograms {
  const size = 16 * slotCount;
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
      return arena.views().f64.slice((histogram >> 3) + 2 * first, (histogram >> 3) + 2 * end);
    },
  };
}
