// Rows added to the histograms of columns: assembly/histogram.ts.
import { BINS, ROW_COUNT, word } from "./layout";
import { SLOT_SHIFT, slotsOf } from "./slots";

export const OWN_SLOTS: u32 = 0x80000000;
/**
 * Room of a column of one byte, 256 slots and a line: processors let a load wait for a store before it whose address has the
 * same last twelve bits, as equal bins of columns 4,096 bytes apart would have.
 */
export const LANE_BYTES: usize = 4160;

/** A pair is two float32: assembly/quantise.ts. */
export const PAIR_SHIFT: usize = 3;

@inline
function add(slot: usize, pair: usize): void {
  if (ASC_FEATURE_SIMD) {
    addBoth(slot, bothOf(pair));
  } else {
    store<f64>(slot, load<f64>(slot) + <f64>load<f32>(pair));
    store<f64>(slot, load<f64>(slot, 8) + <f64>load<f32>(pair, 4), 8);
  }
}

@inline
function bothOf(pair: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(pair));
}

@inline
function addBoth(slot: usize, both: v128): void {
  v128.store(slot, f64x2.add(v128.load(slot), both));
}

/** Adds a pair to four slots; made double once. */
@inline
function addToFour(pair: usize, a: usize, b: usize, c: usize, d: usize): void {
  if (ASC_FEATURE_SIMD) {
    const both = bothOf(pair);
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

/** Adds a pair to slots of four lanes whose bins are the bytes of `four`. */
@inline
function addByBytes(four: u32, pair: usize, s0: usize, s1: usize, s2: usize, s3: usize): void {
  addToFour(
    pair,
    s0 + ((four << 4) & 4080),
    s1 + ((four >> 4) & 4080),
    s2 + ((four >> 12) & 4080),
    s3 + ((four >> 20) & 4080),
  );
}

/** Address of a lane's slots. */
@inline
function laneSlots(lanes: usize, at: usize, histogram: usize, scratch: usize): usize {
  const lane = load<u32>(lanes + (at << 2));
  if (lane & OWN_SLOTS) return scratch + <usize>(lane ^ OWN_SLOTS) * LANE_BYTES;
  return slotsOf(<usize>lane, histogram);
}

/** Eight columns whose bins lie together; rows lie 2^shift bytes apart. */
export function addEight(
  group: usize,
  bins: usize,
  shift: usize,
  pairs: usize,
  count: usize,
  histogram: usize,
  scratch: usize,
): void {
  const lanes = word(group + 32);
  const s0 = laneSlots(lanes, 0, histogram, scratch);
  if (ASC_FEATURE_SIMD && word(group + 36) !== 0) return addEvenly(bins, shift, pairs, count, s0);
  const s1 = laneSlots(lanes, 1, histogram, scratch);
  const s2 = laneSlots(lanes, 2, histogram, scratch);
  const s3 = laneSlots(lanes, 3, histogram, scratch);
  const s4 = laneSlots(lanes, 4, histogram, scratch);
  const s5 = laneSlots(lanes, 5, histogram, scratch);
  const s6 = laneSlots(lanes, 6, histogram, scratch);
  const s7 = laneSlots(lanes, 7, histogram, scratch);
  const end = pairs + (count << PAIR_SHIFT);
  const step: usize = <usize>1 << shift;
  for (; pairs < end; pairs += <usize>1 << PAIR_SHIFT, bins += step) {
    addByBytes(load<u32>(bins), pairs, s0, s1, s2, s3);
    addByBytes(load<u32>(bins, 4), pairs, s4, s5, s6, s7);
  }
}

/** The same where each lane's slots follow LANE_BYTES after the ones before. */
function addEvenly(bins: usize, shift: usize, pairs: usize, count: usize, slots: usize): void {
  const end = pairs + (count << PAIR_SHIFT);
  const step: usize = <usize>1 << shift;
  for (; pairs < end; pairs += <usize>1 << PAIR_SHIFT, bins += step) addRow(bins, bothOf(pairs), slots);
}

/** Offsets that the processor adds by itself; the compiler takes them only as constants. */
@inline
function addRow(bins: usize, both: v128, slots: usize): void {
  let slot = slots + (binAt<u8>(bins, 0) << SLOT_SHIFT);
  v128.store(slot, f64x2.add(v128.load(slot), both));
  slot = slots + (binAt<u8>(bins, 1) << SLOT_SHIFT);
  v128.store(slot, f64x2.add(v128.load(slot, LANE_BYTES), both), LANE_BYTES);
  slot = slots + (binAt<u8>(bins, 2) << SLOT_SHIFT);
  v128.store(slot, f64x2.add(v128.load(slot, 2 * LANE_BYTES), both), 2 * LANE_BYTES);
  slot = slots + (binAt<u8>(bins, 3) << SLOT_SHIFT);
  v128.store(slot, f64x2.add(v128.load(slot, 3 * LANE_BYTES), both), 3 * LANE_BYTES);
  slot = slots + (binAt<u8>(bins, 4) << SLOT_SHIFT);
  v128.store(slot, f64x2.add(v128.load(slot, 4 * LANE_BYTES), both), 4 * LANE_BYTES);
  slot = slots + (binAt<u8>(bins, 5) << SLOT_SHIFT);
  v128.store(slot, f64x2.add(v128.load(slot, 5 * LANE_BYTES), both), 5 * LANE_BYTES);
  slot = slots + (binAt<u8>(bins, 6) << SLOT_SHIFT);
  v128.store(slot, f64x2.add(v128.load(slot, 6 * LANE_BYTES), both), 6 * LANE_BYTES);
  slot = slots + (binAt<u8>(bins, 7) << SLOT_SHIFT);
  v128.store(slot, f64x2.add(v128.load(slot, 7 * LANE_BYTES), both), 7 * LANE_BYTES);
}

/** Four columns whose bins lie together. */
export function addFour(
  group: usize,
  bins: usize,
  shift: usize,
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
  const end = pairs + (count << PAIR_SHIFT);
  const step: usize = <usize>1 << shift;
  for (; pairs < end; pairs += <usize>1 << PAIR_SHIFT, bins += step) {
    addByBytes(load<u32>(bins), pairs, s0, s1, s2, s3);
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
