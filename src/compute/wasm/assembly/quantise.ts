// Quantiser: float32 pairs to integers, a chunk of rows an item.
import {
  CHUNK,
  GRADIENT,
  GRADIENT_SCALE,
  HESSIAN,
  HESSIAN_SCALE,
  PAIRS,
  PARTS,
  ROWS,
  ROW_COUNT,
  SAMPLED,
  word,
} from "./layout";

/**
 * Counts of one chunk: 256 words for gradients of even rows, of odd rows, then both for hessians. Neighbours mostly have
 * the same exponent, and an addition to one word would wait for the last one.
 */
const COUNT_BYTES: usize = 4096;

/**
 * Rows by biased exponent of their non-zero values; rows with sampled[i] === 0 are passed over (0 = no mask). Puts the
 * chunk's rows in order.
 */
export function countItem(item: i32): void {
  const out = word(PARTS) + <usize>item * COUNT_BYTES;
  memory.fill(out, 0, COUNT_BYTES);
  const first = <usize>(item * CHUNK);
  const end = min<usize>(first + CHUNK, word(ROW_COUNT));
  const rows = word(ROWS);
  for (let i = first; i < end; i++) store<u32>(rows + (i << 2), <u32>i);
  const gradients = word(GRADIENT);
  const hessians = word(HESSIAN);
  const sampled = word(SAMPLED);
  if (sampled === 0) {
    countAll(gradients, first, end, out);
    countAlike(hessians, first, end, out + 2048);
    return;
  }
  for (let i = first; i < end; i++) {
    if (load<u8>(sampled + i) === 0) continue;
    const table = out + ((i & 1) << 10);
    countOne(load<u32>(gradients + (i << 2)), table);
    countOne(load<u32>(hessians + (i << 2)), table + 2048);
  }
}

@inline
function countAll(values: usize, first: usize, end: usize, counts: usize): void {
  for (let i = first; i < end; i++) countOne(load<u32>(values + (i << 2)), counts + ((i & 1) << 10));
}

/** The same four at a time where they are all equal, as hessians of squared error are. */
function countAlike(values: usize, first: usize, end: usize, counts: usize): void {
  let i = first;
  if (ASC_FEATURE_SIMD) {
    const one = load<u32>(values + (first << 2));
    let alike: u32 = 0;
    for (; i + 4 <= end; i += 4) {
      const four = v128.load(values + (i << 2));
      if (i32x4.all_true(i32x4.eq(four, i32x4.splat(one)))) alike += 4;
      else countAll(values, i, i + 4, counts);
    }
    if (one & 0x7fffffff) add(one, counts, alike);
  }
  countAll(values, i, end, counts);
}

/** Adds the counts of all chunks up: 256 words for gradients, then 256 for hessians, where the first chunk's stood. */
export function sumCounts(chunks: i32): void {
  const first = word(PARTS);
  const end = first + <usize>chunks * COUNT_BYTES;
  for (let kind: usize = 0; kind < 2; kind++) {
    for (let i: usize = 0; i < 1024; i += 4) {
      let sum: u32 = 0;
      for (let part = first + (kind << 11) + i; part < end; part += COUNT_BYTES) {
        sum += load<u32>(part) + load<u32>(part, 1024);
      }
      // The words of hessians come to stand where gradients of odd rows did, which are added up by then.
      store<u32>(first + (kind << 10) + i, sum);
    }
  }
}

@inline
function countOne(bits: u32, counts: usize): void {
  const magnitude = bits & 0x7fffffff;
  if (magnitude !== 0) add(magnitude, counts, 1);
}

@inline
function add(bits: u32, counts: usize, times: u32): void {
  const at = counts + (<usize>((bits >> 23) & 255) << 2);
  store<u32>(at, load<u32>(at) + times);
}

@inline
function roundedHessian(raw: f32, scale: f64): f64 {
  const value = nearest<f64>(<f64>raw * scale);
  return value === 0 && raw > 0 ? 1 : value;
}

@inline
function scaledPair(values: usize, scale: f64): v128 {
  return f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(values)), f64x2.splat(scale));
}

/** Both rounded; what was above 0 stays so. */
@inline
function positive(scaled: v128): v128 {
  const rounded = f64x2.nearest(scaled);
  const none = f64x2.splat(0);
  return v128.bitselect(f64x2.splat(1), rounded, v128.and(f64x2.eq(rounded, none), f64x2.gt(scaled, none)));
}

/**
 * Pairs of a chunk as two float32, which hold them exactly, since a float32 times a power of two
 * is rounded to an integer that has no more digits than it had. Their sums, [gradient, hessian] as doubles, go to the item's part.
 */
export function quantiseItem(item: i32): void {
  const first = item * CHUNK;
  const end = min<i32>(first + CHUNK, load<i32>(ROW_COUNT));
  const gradients = word(GRADIENT);
  const hessians = word(HESSIAN);
  const sampled = word(SAMPLED);
  const pairs = word(PAIRS);
  const gradientScale = load<f64>(GRADIENT_SCALE);
  const hessianScale = load<f64>(HESSIAN_SCALE);
  let gradientSum: f64 = 0;
  let hessianSum: f64 = 0;
  let i = <usize>first;
  if (ASC_FEATURE_SIMD) {
    if (sampled === 0) {
      let sums = f64x2.splat(0);
      for (; i + 2 <= <usize>end; i += 2) {
        const g = f64x2.nearest(scaledPair(gradients + (i << 2), gradientScale));
        const h = positive(scaledPair(hessians + (i << 2), hessianScale));
        const one = v128.shuffle<f64>(g, h, 0, 2);
        const next = v128.shuffle<f64>(g, h, 1, 3);
        sums = f64x2.add(sums, f64x2.add(one, next));
        const low = f32x4.demote_f64x2_zero(g);
        v128.store(pairs + (i << 3), v128.shuffle<i32>(low, f32x4.demote_f64x2_zero(h), 0, 4, 1, 5));
      }
      gradientSum = f64x2.extract_lane(sums, 0);
      hessianSum = f64x2.extract_lane(sums, 1);
    }
  }
  for (; i < <usize>end; i++) {
    let g: f64 = 0;
    let h: f64 = 0;
    if (sampled === 0 || load<u8>(sampled + i) !== 0) {
      g = nearest<f64>(<f64>load<f32>(gradients + (i << 2)) * gradientScale);
      h = roundedHessian(load<f32>(hessians + (i << 2)), hessianScale);
    }
    store<f32>(pairs + (i << 3), <f32>g);
    store<f32>(pairs + (i << 3), <f32>h, 4);
    gradientSum += g;
    hessianSum += h;
  }
  const part = word(PARTS) + ((<usize>item) << 4);
  store<f64>(part, gradientSum);
  store<f64>(part, hessianSum, 8);
}
