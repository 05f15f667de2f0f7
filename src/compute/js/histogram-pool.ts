import type { Histogram } from "./histogram.ts";

/** Histograms in use, by node, and buffers to use again. */
export interface HistogramPool {
  readonly packed: boolean;
  get(node: number): Histogram;
  /** Zero everywhere. */
  hold(node: number): Histogram;
  rename(from: number, to: number): void;
  release(node: number): void;
  releaseAll(): void;
}

function createHistogramPool(slotCount: number, packed: boolean): HistogramPool {
  const held = new Map<number, Histogram>();
  const free: Histogram[] = [];
  return {
    packed,
    get: (node) => held.get(node)!,
    hold(node) {
      const length = 2 * slotCount;
      const histogram = free.pop()?.fill(0) ?? (packed ? new Int32Array(length) : new Float64Array(length));
      held.set(node, histogram);
      return histogram;
    },
    rename(from, to) {
      held.set(to, held.get(from)!);
      held.delete(from);
    },
    release(node) {
      const histogram = held.get(node);
      if (histogram === undefined) return;
      free.push(histogram);
      held.delete(node);
    },
    releaseAll() {
      free.push(...held.values());
      held.clear();
    },
  };
}

/** The pool for a tree of either layout, empty; the last one's buffers are used again while the layout stays. */
export function createHistogramPools(slotCount: number): (packed: boolean) => HistogramPool {
  let last: HistogramPool | null = null;
  return (packed) => {
    if (last === null || last.packed !== packed) last = createHistogramPool(slotCount, packed);
    last.releaseAll();
    return last;
  };
}
