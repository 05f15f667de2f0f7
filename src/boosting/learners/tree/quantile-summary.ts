const fround = Math.fround;

/**
 * Distinct values with their ranks: `below` = weight strictly below, `weight` = weight of the value itself. Ranks are
 * float32, as in XGBoost's sketch, so that both ask the same questions of the same numbers.
 */
export interface QuantileSummary {
  readonly values: Float32Array;
  readonly below: Float32Array;
  readonly weight: Float32Array;
}

/** `values` strictly ascending. */
export function summaryOf(values: Float32Array, weights: Float64Array): QuantileSummary {
  const below = new Float32Array(values.length);
  const weight = Float32Array.from(weights);
  for (let i = 1; i < values.length; i++) below[i] = below[i - 1]! + weight[i - 1]!;
  return { values, below, weight };
}

/**
 * Keeps at most `size` entries, the first and last among them: the others answer evenly spaced rank queries (the prune
 * of the weighted quantile sketch; Chen and Guestrin 2016, appendix; src/common/quantile.h).
 */
export function pruneSummary(source: QuantileSummary, size: number): QuantileSummary {
  const count = source.values.length;
  if (count <= size) return source;
  const { below, weight } = source;
  const above = (i: number) => fround(below[i]! + weight[i]!);
  const begin = above(0);
  const range = fround(below[count - 1]! - begin);
  const steps = size - 1;
  const kept = [0];
  let at = 1;
  for (let k = 1; k < steps; k++) {
    const twice = fround(2 * fround(fround(fround(k * range) / steps) + begin));
    while (at < count - 1 && twice >= fround(above(at + 1) + below[at + 1]!)) at++;
    if (at === count - 1) break;
    const nearest = twice < fround(above(at) + below[at + 1]!) ? at : at + 1;
    if (kept[kept.length - 1] !== nearest) kept.push(nearest);
  }
  if (kept[kept.length - 1] !== count - 1) kept.push(count - 1);
  return {
    values: Float32Array.from(kept, (i) => source.values[i]!),
    below: Float32Array.from(kept, (i) => below[i]!),
    weight: Float32Array.from(kept, (i) => weight[i]!),
  };
}

/** XGBoost's sketch holds eight entries a bin and prunes to that first; tables this small meet no other prune there. */
const ENTRIES_PER_BIN = 8;

/**
 * Upper cuts of all bins but the last, from an exact summary. Every distinct value is its own bin while they fit;
 * otherwise the pruned summary's values, so that up to 2 x 8 x maxBin rows the cuts are those of XGBoost's hist.
 */
export function boundsOf(summary: QuantileSummary, maxBin: number): Float32Array {
  const most = ENTRIES_PER_BIN * maxBin;
  const sketched = pruneSummary(pruneSummary(summary, most + 1), most);
  const pruned = pruneSummary(sketched, Math.min(sketched.values.length, maxBin) + 1);
  return pruned.values.slice(1, Math.min(pruned.values.length, maxBin));
}
