import type { QuantileSummary, SketchRequest } from "../../../compute/backend.ts";
import { combineSummaries, emptySummary, pruneSummary, summariseSorted } from "./quantile-summary.ts";
import { sortSingles } from "./sort-singles.ts";

/** XGBoost keeps eight entries a bin. */
const ENTRIES_PER_BIN = 8;

/** Entries a level holds, so that the error stays below 1 / (8 maxBin) for so many values. */
function levelLimit(valueCount: number, maxBin: number): number {
  const perLevel = Math.max(Math.min(valueCount, maxBin), 1) * ENTRIES_PER_BIN;
  let levels = 1;
  let limit = Math.min(valueCount, perLevel + 1);
  for (let reach = 2; reach * limit < valueCount; reach *= 2) {
    levels++;
    limit = Math.min(valueCount, levels * perLevel + 1);
  }
  return limit;
}

function summariseQueue(values: Float32Array, weights: Float32Array | null): QuantileSummary {
  if (weights === null) return summariseSorted(sortSingles(values.slice()), null);
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
  return summariseSorted(
    Float32Array.from(order, (at) => values[at]!),
    Float32Array.from(order, (at) => weights[at]!),
  );
}

/** Moves a full queue into the levels: level l holds the merge of about 2^l queues. */
function pushIntoLevels(levels: QuantileSummary[], queue: QuantileSummary, limit: number): void {
  let carried = queue;
  for (let level = 0; ; level++) {
    const held = levels[level];
    if (held === undefined || held.values.length === 0) {
      levels[level] = pruneSummary(carried, limit);
      return;
    }
    carried = combineSummaries(pruneSummary(carried, limit), held);
    if (carried.values.length <= limit) {
      levels[level] = carried;
      return;
    }
    levels[level] = emptySummary(0);
  }
}

/** Values in row order, until they hold too many runs of equal neighbours. */
function createQueue(size: number, weighted: boolean) {
  const values = new Float32Array(size);
  const weights = weighted ? new Float32Array(size) : null;
  let length = 0;
  let runs = 0;
  return {
    isFullFor: (value: number, mostRuns: number) => runs === mostRuns && values[length - 1] !== value,
    push(value: number, weight: number): void {
      if (length === 0 || values[length - 1] !== value) runs++;
      values[length] = value;
      if (weights !== null) weights[length] = weight;
      length++;
    },
    /** The summary of what it holds; leaves it empty. */
    drain(): QuantileSummary {
      const own = weights === null ? null : weights.subarray(0, length);
      const summary = summariseQueue(values.subarray(0, length), own);
      length = 0;
      runs = 0;
      return summary;
    },
  };
}

/** How much a column's sketch keeps; nothing where all values are missing. */
export function sketchRequest(values: Float32Array, maxBin: number): SketchRequest {
  let present = 0;
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row]!)) present++;
  return { values, limit: levelLimit(present, maxBin), keep: Math.min(present, maxBin * ENTRIES_PER_BIN) };
}

/**
 * The streaming weighted quantile sketch as XGBoost 1.7 runs it (src/common/quantile.h): values go through a queue in
 * row order, full queues become pruned summaries in levels. Depends on the row order and on nothing else.
 */
export function sketchColumn(
  values: Float32Array,
  weights: Float32Array | undefined,
  maxBin: number,
): QuantileSummary {
  const { limit, keep } = sketchRequest(values, maxBin);
  const levels: QuantileSummary[] = [];
  const queue = createQueue(values.length, weights !== undefined);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    const weight = weights === undefined ? 1 : weights[row]!;
    if (Number.isNaN(value) || weight === 0) continue;
    if (queue.isFullFor(value, 2 * limit)) pushIntoLevels(levels, queue.drain(), limit);
    queue.push(value, weight);
  }
  const sketch = levels.reduce(
    (sum, level) => (level.values.length === 0 ? sum : pruneSummary(combineSummaries(sum, level), limit)),
    pruneSummary(queue.drain(), limit),
  );
  return pruneSummary(sketch, keep);
}

/** Every value is its own bin while they fit; else `maxBin` bins of nearly equal weight. */
export function summaryBounds(summary: QuantileSummary, maxBin: number): Float32Array {
  const bins = Math.min(summary.values.length, maxBin);
  const pruned = pruneSummary(summary, bins + 1);
  return pruned.values.slice(1, Math.min(pruned.values.length, bins));
}
