import type { QuantileSummary } from "../../../compute/backend.ts";

const fround = Math.fround;

export function emptySummary(size: number): QuantileSummary {
  const array = () => new Float32Array(size);
  return { values: array(), low: array(), high: array(), weight: array() };
}

function firstEntries(summary: QuantileSummary, count: number): QuantileSummary {
  return {
    values: summary.values.subarray(0, count),
    low: summary.low.subarray(0, count),
    high: summary.high.subarray(0, count),
    weight: summary.weight.subarray(0, count),
  };
}

/** Exact ranks of ascending values, equal ones taken together. `weights` in the same order; absent = 1 each. */
export function summariseSorted(sorted: Float32Array, weights: Float32Array | null): QuantileSummary {
  const summary = emptySummary(sorted.length);
  let count = 0;
  let below = 0;
  for (let i = 0; i < sorted.length; ) {
    const value = sorted[i]!;
    let weight = 0;
    for (; i < sorted.length && sorted[i] === value; i++) {
      weight = fround(weight + (weights === null ? 1 : weights[i]!));
    }
    const upTo = fround(below + weight);
    put(summary, count, value, below, upTo, weight);
    below = upTo;
    count++;
  }
  return firstEntries(summary, count);
}

function put(
  into: QuantileSummary,
  at: number,
  value: number,
  low: number,
  high: number,
  weight: number,
): void {
  into.values[at] = value;
  into.low[at] = low;
  into.high[at] = high;
  into.weight[at] = weight;
}

/**
 * Keeps at most `size` entries, the first and last among them: the others are nearest to evenly spaced ranks (prune of
 * the weighted quantile sketch; Chen and Guestrin 2016, appendix).
 */
export function pruneSummary(source: QuantileSummary, size: number): QuantileSummary {
  const last = source.values.length - 1;
  if (last < size) return source;
  const { low, high, weight } = source;
  const begin = high[0]!;
  const range = fround(low[last]! - begin);
  const steps = size - 1;
  const kept = new Uint32Array(size);
  let count = 1;
  let at = 1;
  for (let k = 1; k < steps; k++) {
    const twice = fround(2 * fround(fround(fround(k * range) / steps) + begin));
    while (at < last && twice >= fround(high[at + 1]! + low[at + 1]!)) at++;
    if (at === last) break;
    const middle = fround(fround(low[at]! + weight[at]!) + fround(high[at + 1]! - weight[at + 1]!));
    const nearest = twice < middle ? at : at + 1;
    if (kept[count - 1] !== nearest) kept[count++] = nearest;
  }
  if (kept[count - 1] !== last) kept[count++] = last;
  const pruned = emptySummary(count);
  for (let i = 0; i < count; i++) {
    const from = kept[i]!;
    put(pruned, i, source.values[from]!, low[from]!, high[from]!, weight[from]!);
  }
  return pruned;
}

/** Merges two summaries; each entry's ranks grow by what the other summary knows to lie below it. */
export function combineSummaries(a: QuantileSummary, b: QuantileSummary): QuantileSummary {
  const countA = a.values.length;
  const countB = b.values.length;
  if (countA === 0) return b;
  if (countB === 0) return a;
  const merged = emptySummary(countA + countB);
  let i = 0;
  let j = 0;
  let count = 0;
  let belowA = 0;
  let belowB = 0;
  while (i < countA || j < countB) {
    const left = i < countA ? a.values[i]! : Number.POSITIVE_INFINITY;
    const right = j < countB ? b.values[j]! : Number.POSITIVE_INFINITY;
    if (left === right) {
      belowA = fround(a.low[i]! + a.weight[i]!);
      belowB = fround(b.low[j]! + b.weight[j]!);
      merged.values[count] = left;
      merged.low[count] = a.low[i]! + b.low[j]!;
      merged.high[count] = a.high[i]! + b.high[j]!;
      merged.weight[count] = a.weight[i++]! + b.weight[j++]!;
    } else if (left < right) {
      lift(a, i, { low: belowB, high: highBefore(b, j) }, merged, count);
      belowA = fround(a.low[i]! + a.weight[i++]!);
    } else {
      lift(b, j, { low: belowA, high: highBefore(a, i) }, merged, count);
      belowB = fround(b.low[j]! + b.weight[j++]!);
    }
    count++;
  }
  return firstEntries(merged, count);
}

/** Copies entry `from` to `to`, its ranks raised. Float32Arrays round. */
function lift(
  source: QuantileSummary,
  from: number,
  by: { readonly low: number; readonly high: number },
  into: QuantileSummary,
  to: number,
): void {
  into.values[to] = source.values[from]!;
  into.low[to] = source.low[from]! + by.low;
  into.high[to] = source.high[from]! + by.high;
  into.weight[to] = source.weight[from]!;
}

/** Greatest rank a value before entry `at` may have; past the end, the total. */
function highBefore(summary: QuantileSummary, at: number): number {
  const { high, weight } = summary;
  return at < high.length ? fround(high[at]! - weight[at]!) : high[high.length - 1]!;
}
