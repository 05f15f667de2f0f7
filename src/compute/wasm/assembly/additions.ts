// Rows added to the histograms of columns, generic in the slot: src/compute/wasm/assembly/histogram.ts.
import { BINS, ROW_COUNT, word } from "./layout";
import { slotShift, slotsOf } from "./slots";

export const OWN_SLOTS: u32 = 0x80000000;
export const LANE_BYTES: usize = 4096;

/** A pair is two float32, or a packed word: assembly/quantise.ts. */
export const PAIR_SHIFT: usize = 3;

@inline
function add<S>(slot: usize, pair: usize): void {
  if (isInteger<S>()) {
    store<i64>(slot, load<i64>(slot) + load<i64>(pair));
  } else if (ASC_FEATURE_SIMD) {
    addBoth(slot, f64x2.promote_low_f32x4(v128.load64_zero(pair)));
  } else {
    store<f64>(slot, load<f64>(slot) + <f64>load<f32>(pair));
    store<f64>(slot, load<f64>(slot, 8) + <f64>load<f32>(pair, 4), 8);
  }
}

@inline
function addBoth(slot: usize, both: v128): void {
  v128.store(slot, f64x2.add(v128.load(slot), both));
}

/** Adds a pair to four slots; made double once. */
@inline
function addToFour<S>(pair: usize, a: usize, b: usize, c: usize, d: usize): void {
  if (ASC_FEATURE_SIMD && !isInteger<S>()) {
    const both = f64x2.promote_low_f32x4(v128.load64_zero(pair));
    addBoth(a, both);
    addBoth(b, both);
    addBoth(c, both);
    addBoth(d, both);
  } else {
    add<S>(a, pair);
    add<S>(b, pair);
    add<S>(c, pair);
    add<S>(d, pair);
  }
}

/** Address of a lane's slots. */
@inline
function laneSlots<S>(lanes: usize, at: usize, histogram: usize, scratch: usize): usize {
  const lane = load<u32>(lanes + (at << 2));
  if (lane & OWN_SLOTS) return scratch + <usize>(lane ^ OWN_SLOTS) * LANE_BYTES;
  return slotsOf<S>(<usize>lane, histogram);
}

/** Eight columns whose bins lie together; rows lie 2^shift bytes apart, `rows` 0 = in order. */
export function addEight<S>(
  group: usize,
  bins: usize,
  shift: usize,
  rows: usize,
  pairs: usize,
  count: usize,
  histogram: usize,
  scratch: usize,
): void {
  const lanes = word(group + 32);
  const s0 = laneSlots<S>(lanes, 0, histogram, scratch);
  const s1 = laneSlots<S>(lanes, 1, histogram, scratch);
  const s2 = laneSlots<S>(lanes, 2, histogram, scratch);
  const s3 = laneSlots<S>(lanes, 3, histogram, scratch);
  const s4 = laneSlots<S>(lanes, 4, histogram, scratch);
  const s5 = laneSlots<S>(lanes, 5, histogram, scratch);
  const s6 = laneSlots<S>(lanes, 6, histogram, scratch);
  const s7 = laneSlots<S>(lanes, 7, histogram, scratch);
  const k: u32 = isInteger<S>() ? 3 : 4;
  const mask: u32 = 255 << k;
  for (let i: usize = 0; i < count; i++) {
    const row = rows === 0 ? i : word(rows + (i << 2));
    const low = load<u32>(bins + (row << shift));
    const high = load<u32>(bins + (row << shift), 4);
    const pair = pairs + (row << PAIR_SHIFT);
    addToFour<S>(
      pair,
      s0 + ((low << k) & mask),
      s1 + ((low >> (8 - k)) & mask),
      s2 + ((low >> (16 - k)) & mask),
      s3 + ((low >> (24 - k)) & mask),
    );
    addToFour<S>(
      pair,
      s4 + ((high << k) & mask),
      s5 + ((high >> (8 - k)) & mask),
      s6 + ((high >> (16 - k)) & mask),
      s7 + ((high >> (24 - k)) & mask),
    );
  }
}

/** The same of four columns. */
export function addFour<S>(
  group: usize,
  bins: usize,
  shift: usize,
  rows: usize,
  pairs: usize,
  count: usize,
  histogram: usize,
  scratch: usize,
): void {
  const lanes = word(group + 32);
  const s0 = laneSlots<S>(lanes, 0, histogram, scratch);
  const s1 = laneSlots<S>(lanes, 1, histogram, scratch);
  const s2 = laneSlots<S>(lanes, 2, histogram, scratch);
  const s3 = laneSlots<S>(lanes, 3, histogram, scratch);
  const k: u32 = isInteger<S>() ? 3 : 4;
  const mask: u32 = 255 << k;
  for (let i: usize = 0; i < count; i++) {
    const row = rows === 0 ? i : word(rows + (i << 2));
    const four = load<u32>(bins + (row << shift));
    const pair = pairs + (row << PAIR_SHIFT);
    addToFour<S>(
      pair,
      s0 + ((four << k) & mask),
      s1 + ((four >> (8 - k)) & mask),
      s2 + ((four >> (16 - k)) & mask),
      s3 + ((four >> (24 - k)) & mask),
    );
  }
}

/** Columns apart from one another, four in a pass while there are as many; `rows` 0 = all in order. */
@inline
export function addColumns<S, B>(group: usize, rows: usize, pairs: usize, count: usize, histogram: usize): void {
  const columns = word(group + 12);
  const columnCount = word(group + 4);
  const stride = word(ROW_COUNT) * sizeof<B>();
  if (columnCount < 4) {
    for (let i: usize = 0; i < columnCount; i++) {
      const feature = word(columns + (i << 2));
      addColumn<S, B>(word(BINS) + feature * stride, rows, pairs, count, slotsOf<S>(feature, histogram));
    }
    return;
  }
  const c0 = word(BINS) + word(columns) * stride;
  const c1 = word(BINS) + word(columns + 4) * stride;
  const c2 = word(BINS) + word(columns + 8) * stride;
  const c3 = word(BINS) + word(columns + 12) * stride;
  const s0 = slotsOf<S>(word(columns), histogram);
  const s1 = slotsOf<S>(word(columns + 4), histogram);
  const s2 = slotsOf<S>(word(columns + 8), histogram);
  const s3 = slotsOf<S>(word(columns + 12), histogram);
  for (let i: usize = 0; i < count; i++) {
    const row = rows === 0 ? i : word(rows + (i << 2));
    const pair = pairs + (row << PAIR_SHIFT);
    addToFour<S>(
      pair,
      s0 + (binAt<B>(c0, row) << slotShift<S>()),
      s1 + (binAt<B>(c1, row) << slotShift<S>()),
      s2 + (binAt<B>(c2, row) << slotShift<S>()),
      s3 + (binAt<B>(c3, row) << slotShift<S>()),
    );
  }
}

@inline
function binAt<B>(column: usize, row: usize): usize {
  return <usize>load<B>(column + row * sizeof<B>());
}

export function addColumn<S, B>(column: usize, rows: usize, pairs: usize, count: usize, slots: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const row = rows === 0 ? i : word(rows + (i << 2));
    add<S>(slots + (binAt<B>(column, row) << slotShift<S>()), pairs + (row << PAIR_SHIFT));
  }
}
