// Rows added to the histograms of columns: assembly/histogram.ts.
import { BINS, ROW_COUNT, word } from "./layout";
import { SLOT_SHIFT, slotsOf } from "./slots";

export const OWN_SLOTS: u32 = 0x80000000;
export const LANE_BYTES: usize = 4096;

/** A pair is two float32: assembly/quantise.ts. */
export const PAIR_SHIFT: usize = 3;

@inline
function add(slot: usize, pair: usize): void {
  if (ASC_FEATURE_SIMD) {
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
function addToFour(pair: usize, a: usize, b: usize, c: usize, d: usize): void {
  if (ASC_FEATURE_SIMD) {
    const both = f64x2.promote_low_f32x4(v128.load64_zero(pair));
    addBoth(a, both);
    addBoth(b, both);
    addBoth(c, both);
    addBoth(d, both);
  } else {
    add(a, pair);
    add(b, pair);
    add(c, pair);
    add(d, pair);
  }
}

/** Address of a lane's slots. */
@inline
function laneSlots(lanes: usize, at: usize, histogram: usize, scratch: usize): usize {
  const lane = load<u32>(lanes + (at << 2));
  if (lane & OWN_SLOTS) return scratch + <usize>(lane ^ OWN_SLOTS) * LANE_BYTES;
  return slotsOf(<usize>lane, histogram);
}

/** Eight columns whose bins lie together; rows lie 2^shift bytes apart, `rows` 0 = in order. */
export function addEight(
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
  const s0 = laneSlots(lanes, 0, histogram, scratch);
  const s1 = laneSlots(lanes, 1, histogram, scratch);
  const s2 = laneSlots(lanes, 2, histogram, scratch);
  const s3 = laneSlots(lanes, 3, histogram, scratch);
  const s4 = laneSlots(lanes, 4, histogram, scratch);
  const s5 = laneSlots(lanes, 5, histogram, scratch);
  const s6 = laneSlots(lanes, 6, histogram, scratch);
  const s7 = laneSlots(lanes, 7, histogram, scratch);
  for (let i: usize = 0; i < count; i++) {
    const row = rows === 0 ? i : word(rows + (i << 2));
    const low = load<u32>(bins + (row << shift));
    const high = load<u32>(bins + (row << shift), 4);
    const pair = pairs + (row << PAIR_SHIFT);
    addToFour(
      pair,
      s0 + ((low << 4) & 4080),
      s1 + ((low >> 4) & 4080),
      s2 + ((low >> 12) & 4080),
      s3 + ((low >> 20) & 4080),
    );
    addToFour(
      pair,
      s4 + ((high << 4) & 4080),
      s5 + ((high >> 4) & 4080),
      s6 + ((high >> 12) & 4080),
      s7 + ((high >> 20) & 4080),
    );
  }
}

/** The same of four columns. */
export function addFour(
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
  const s0 = laneSlots(lanes, 0, histogram, scratch);
  const s1 = laneSlots(lanes, 1, histogram, scratch);
  const s2 = laneSlots(lanes, 2, histogram, scratch);
  const s3 = laneSlots(lanes, 3, histogram, scratch);
  for (let i: usize = 0; i < count; i++) {
    const row = rows === 0 ? i : word(rows + (i << 2));
    const four = load<u32>(bins + (row << shift));
    const pair = pairs + (row << PAIR_SHIFT);
    addToFour(
      pair,
      s0 + ((four << 4) & 4080),
      s1 + ((four >> 4) & 4080),
      s2 + ((four >> 12) & 4080),
      s3 + ((four >> 20) & 4080),
    );
  }
}

/** Columns apart from one another, four in a pass while there are as many; `rows` 0 = all in order. */
@inline
export function addColumns<B>(group: usize, rows: usize, pairs: usize, count: usize, histogram: usize): void {
  const columns = word(group + 12);
  const columnCount = word(group + 4);
  const stride = word(ROW_COUNT) * sizeof<B>();
  if (columnCount < 4) {
    for (let i: usize = 0; i < columnCount; i++) {
      const feature = word(columns + (i << 2));
      addColumn<B>(word(BINS) + feature * stride, rows, pairs, count, slotsOf(feature, histogram));
    }
    return;
  }
  const c0 = word(BINS) + word(columns) * stride;
  const c1 = word(BINS) + word(columns + 4) * stride;
  const c2 = word(BINS) + word(columns + 8) * stride;
  const c3 = word(BINS) + word(columns + 12) * stride;
  const s0 = slotsOf(word(columns), histogram);
  const s1 = slotsOf(word(columns + 4), histogram);
  const s2 = slotsOf(word(columns + 8), histogram);
  const s3 = slotsOf(word(columns + 12), histogram);
  for (let i: usize = 0; i < count; i++) {
    const row = rows === 0 ? i : word(rows + (i << 2));
    const pair = pairs + (row << PAIR_SHIFT);
    addToFour(
      pair,
      s0 + (binAt<B>(c0, row) << SLOT_SHIFT),
      s1 + (binAt<B>(c1, row) << SLOT_SHIFT),
      s2 + (binAt<B>(c2, row) << SLOT_SHIFT),
      s3 + (binAt<B>(c3, row) << SLOT_SHIFT),
    );
  }
}

@inline
function binAt<B>(column: usize, row: usize): usize {
  return <usize>load<B>(column + row * sizeof<B>());
}

export function addColumn<B>(column: usize, rows: usize, pairs: usize, count: usize, slots: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const row = rows === 0 ? i : word(rows + (i << 2));
    add(slots + (binAt<B>(column, row) << SLOT_SHIFT), pairs + (row << PAIR_SHIFT));
  }
}
