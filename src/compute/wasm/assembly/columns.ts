// Columns before training: their sketch, and their bin numbers by a search without branches. An item is a column.
import { BINS, COLUMN_JOBS, LIMIT, ROW_COUNT, SCRATCH, SCRATCH_BYTES, word } from "./layout";
import { sketchColumn } from "./sketch";

/** How many of 2 x half - 1 cuts are at most the value. A comparison used as a number costs no guess of a branch. */
@inline
function upperBound(cuts: usize, half: usize, value: f32): usize {
  let low: usize = 0;
  for (let step = half; step > 0; step >>= 1) {
    low += (<usize>(load<f32>(cuts + ((low + step - 1) << 2)) <= value)) * step;
  }
  return low;
}

/** How many of sixteen ascending cuts are at most the value. */
@inline
function sixteen(cuts: usize, value: v128): usize {
  const low = i16x8.narrow_i32x4_s(f32x4.le(v128.load(cuts), value), f32x4.le(v128.load(cuts, 16), value));
  const high = i16x8.narrow_i32x4_s(f32x4.le(v128.load(cuts, 32), value), f32x4.le(v128.load(cuts, 48), value));
  return <usize>popcnt<i32>(i8x16.bitmask(i8x16.narrow_i16x8_s(low, high)));
}

/** Every sixteenth cut of at most 256, then the sixteen before it: two steps. `heads`: room for 16 cuts. */
function putHeads(cuts: usize, heads: usize): void {
  for (let i: usize = 0; i < 16; i++) store<f32>(heads + (i << 2), load<f32>(cuts + (i << 6), 60));
}

@inline
function binColumn<B>(values: usize, count: usize, cuts: usize, half: i32, binCount: i32, out: usize): i32 {
  let missing = 0;
  const last = <u32>(binCount - 1);
  const isShort = ASC_FEATURE_SIMD && half <= 128;
  const heads = cuts + 1024;
  if (isShort) putHeads(cuts, heads);
  for (let i: usize = 0; i < count; i++) {
    const value = load<f32>(values + (i << 2));
    let found: usize;
    if (ASC_FEATURE_SIMD && isShort) {
      const lanes = f32x4.splat(value);
      const block = min<usize>(sixteen(heads, lanes), 15);
      found = (block << 4) + sixteen(cuts + (block << 6), lanes);
    } else {
      found = upperBound(cuts, <usize>half, value);
    }
    const absent = value !== value;
    missing |= <i32>absent;
    store<B>(out + i * sizeof<B>(), <B>(absent ? <u32>binCount : min<u32>(<u32>found, last)));
  }
  return missing;
}

/**
 * A job is [values, cuts, half, bin count, out, bytes of a bin, whether a value is missing (result), 0] as u32; cuts are
 * padded with infinity to 2 x half - 1 entries, half a power of two, and to 256 and room for 16 more where half is at
 * most 128.
 */
export function binItem(item: i32): void {
  const job = word(COLUMN_JOBS) + ((<usize>item) << 5);
  const count = word(ROW_COUNT);
  const half = load<i32>(job, 8);
  const binCount = load<i32>(job, 12);
  const missing =
    load<u32>(job, 20) === 1
      ? binColumn<u8>(word(job), count, word(job + 4), half, binCount, word(job + 16))
      : binColumn<u16>(word(job), count, word(job + 4), half, binCount, word(job + 16));
  store<i32>(job, missing, 24);
}

/**
 * A job is [values, limit, keep, out, entries (result), 0, 0, 0] as u32. The thread's scratch has room for the values
 * twice, digits, level counts and eighteen summaries of the largest limit.
 */
export function sketchItem(item: i32, thread: i32): void {
  const job = word(COLUMN_JOBS) + ((<usize>item) << 5);
  const count = word(ROW_COUNT);
  const queue = word(SCRATCH) + <usize>thread * word(SCRATCH_BYTES);
  const other = queue + (((count << 2) + 15) & ~15);
  const digits = other + (((count << 2) + 15) & ~15);
  const levelCounts = digits + 24576;
  const work = levelCounts + 64;
  const levels = work + (word(LIMIT) << 5);
  const limit = load<i32>(job, 4);
  const entries = sketchColumn(
    word(job),
    <i32>count,
    limit,
    load<i32>(job, 8),
    word(job + 12),
    work,
    levels,
    levelCounts,
    queue,
    other,
    digits,
  );
  store<i32>(job, entries, 16);
}

/** A job is [addresses of columns (address), width (4 or 8), out, bytes from row to row] as u32: puts columns side by side. */
export function interleaveItem(item: i32): void {
  const job = word(COLUMN_JOBS) + ((<usize>item) << 5);
  const columns = word(job);
  const out = word(job + 8);
  const step = word(job + 12);
  interleaveFour(columns, out, step);
  if (load<u32>(job, 4) === 8) interleaveFour(columns + 16, out + 4, step);
}

function interleaveFour(columns: usize, out: usize, step: usize): void {
  const count = word(ROW_COUNT);
  const c0 = word(columns);
  const c1 = word(columns + 4);
  const c2 = word(columns + 8);
  const c3 = word(columns + 12);
  for (let i: usize = 0; i < count; i++) {
    const low = <u32>load<u8>(c0 + i) | ((<u32>load<u8>(c1 + i)) << 8);
    const high = <u32>load<u8>(c2 + i) | ((<u32>load<u8>(c3 + i)) << 8);
    store<u32>(out + i * step, low | (high << 16));
  }
}
