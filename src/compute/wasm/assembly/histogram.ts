// Histograms, generic in their slot: i64 = packed, one word (hessian in the upper half); f64 = wide, two doubles.
import { BINS, BIN_BYTES, FEATURES, HAS_MISSING, PAIRS, ROWS, ROW_COUNT, word } from "./layout";
import { slotShift } from "./slots";

// A group is [kind, column count, bins, columns, bundles, bundle count, first slot, slots in all, lanes] as u32; `columns`
// are feature numbers, ascending. First slot and slots in all are of a group whose slots are one range, else 0. Lanes are
// the columns whose bins lie together: a feature, or OWN_SLOTS and a place in the thread's scratch, where the sums of a
// bundle stand until they are spread, or those of a lane that only fills up.
const EIGHT: u32 = 0;
const FOUR: u32 = 1;
const COLUMNS: u32 = 2;

const OWN_SLOTS: u32 = 0x80000000;

// A thread's scratch: slots of eight lanes, bins and pairs of a block of rows, then a histogram.
const BLOCK_ROWS: usize = 128;
const LANE_BYTES: usize = 4096;
const SCRATCH_BLOCK: usize = 8 * LANE_BYTES;
export const SCRATCH_SLOTS: usize = SCRATCH_BLOCK + 4096;
/** From this share of all rows on, rows lie so close that their bins are read where they are. */
const DENSE_SHARE: usize = 6;

@inline
function add<S>(slot: usize, pair: usize): void {
  if (isInteger<S>()) {
    store<i64>(slot, load<i64>(slot) + load<i64>(pair));
  } else if (ASC_FEATURE_SIMD) {
    v128.store(slot, f64x2.add(v128.load(slot), v128.load(pair)));
  } else {
    store<f64>(slot, load<f64>(slot) + load<f64>(pair));
    store<f64>(slot, load<f64>(slot, 8) + load<f64>(pair, 8), 8);
  }
}

/** Address of a feature's slots. */
@inline
function slotsOf<S>(feature: usize, histogram: usize): usize {
  return histogram + (word(word(FEATURES) + feature * 12) << slotShift<S>());
}

/** Address of a lane's slots. */
@inline
function laneSlots<S>(lanes: usize, at: usize, histogram: usize, scratch: usize): usize {
  const lane = load<u32>(lanes + (at << 2));
  if (lane & OWN_SLOTS) return scratch + <usize>(lane ^ OWN_SLOTS) * LANE_BYTES;
  return slotsOf<S>(<usize>lane, histogram);
}

@inline
function slotCountOf(feature: usize): usize {
  const entry = word(FEATURES) + feature * 12;
  return word(entry + 4) + (word(entry + 8) & HAS_MISSING);
}

export function clearGroup<S>(group: usize, histogram: usize): void {
  const whole = word(group + 28);
  if (whole !== 0) {
    memory.fill(histogram + (word(group + 24) << slotShift<S>()), 0, whole << slotShift<S>());
    return;
  }
  const columns = word(group + 12);
  const count = word(group + 4);
  for (let i: usize = 0; i < count; i++) {
    const feature = word(columns + (i << 2));
    memory.fill(slotsOf<S>(feature, histogram), 0, slotCountOf(feature) << slotShift<S>());
  }
}

/** parent -= child for all slots of a group; exact in both layouts. */
export function subtractGroup<S>(group: usize, parent: usize, child: usize): void {
  const columns = word(group + 12);
  const count = word(group + 4);
  for (let i: usize = 0; i < count; i++) {
    const feature = word(columns + (i << 2));
    subtract<S>(slotsOf<S>(feature, parent), slotsOf<S>(feature, child), slotCountOf(feature) << slotShift<S>());
  }
}

@inline
function subtract<S>(parent: usize, child: usize, bytes: usize): void {
  let i: usize = 0;
  if (ASC_FEATURE_SIMD) {
    for (; i + 16 <= bytes; i += 16) {
      const from = v128.load(parent + i);
      const less = v128.load(child + i);
      v128.store(parent + i, isInteger<S>() ? i64x2.sub(from, less) : f64x2.sub(from, less));
    }
  }
  for (; i < bytes; i += 8) store<S>(parent + i, load<S>(parent + i) - load<S>(child + i));
}

/** Adds a task's rows to a group of columns. */
export function addGroup<S>(task: usize, group: usize, histogram: usize, scratch: usize): void {
  const count = word(task + 12);
  const inOrder = word(task + 24) !== 0;
  const rows = inOrder ? 0 : word(ROWS) + (word(task + 8) << 2);
  const pairs = word(PAIRS);
  const isSparse = !inOrder && count * DENSE_SHARE < word(ROW_COUNT);
  const kind = load<u32>(group);
  clearBundles<S>(group, scratch);
  if (kind === EIGHT) {
    if (isSparse) addSparse<S, u64>(group, rows, pairs, count, histogram, scratch);
    else addEight<S>(group, word(group + 8), rows, pairs, count, histogram, scratch);
  } else if (kind === FOUR) {
    if (isSparse) addSparse<S, u32>(group, rows, pairs, count, histogram, scratch);
    else addFour<S>(group, word(group + 8), rows, pairs, count, histogram, scratch);
  } else if (kind === COLUMNS) {
    if (load<u32>(BIN_BYTES) === 1) addColumns<S, u8>(group, rows, pairs, count, histogram);
    else addColumns<S, u16>(group, rows, pairs, count, histogram);
  } else {
    addColumn<S, u8>(word(group + 8), rows, pairs, count, scratch);
  }
  const bundles = word(group + 16);
  const bundleCount = word(group + 20);
  for (let i: usize = 0; i < bundleCount; i++) spread<S>(bundles + (i << 4), histogram, scratch);
}

@inline
function clearBundles<S>(group: usize, scratch: usize): void {
  const bundles = word(group + 16);
  const bundleCount = word(group + 20);
  for (let i: usize = 0; i < bundleCount; i++) {
    const bundle = bundles + (i << 4);
    memory.fill(scratch + word(bundle) * LANE_BYTES, 0, word(bundle + 4) << slotShift<S>());
  }
}

/**
 * Rows far apart cost a wait for memory each; many such waits at once cost little more than one. So the bins and pairs
 * of a block of rows are fetched first, by loads that nothing depends on.
 */
@inline
function addSparse<S, B>(
  group: usize,
  rows: usize,
  pairs: usize,
  count: usize,
  histogram: usize,
  scratch: usize,
): void {
  const block = scratch + SCRATCH_BLOCK;
  const bins = word(group + 8);
  const own = block + BLOCK_ROWS * 8;
  for (let start: usize = 0; start < count; start += BLOCK_ROWS) {
    const size = min<usize>(BLOCK_ROWS, count - start);
    const from = rows + (start << 2);
    for (let i: usize = 0; i < size; i++) {
      const row = word(from + (i << 2));
      store<B>(block + i * sizeof<B>(), load<B>(bins + row * sizeof<B>()));
      const pair = pairs + (row << slotShift<S>());
      const to = own + (i << slotShift<S>());
      store<i64>(to, load<i64>(pair));
      if (!isInteger<S>()) store<i64>(to, load<i64>(pair, 8), 8);
    }
    if (sizeof<B>() === 8) addEight<S>(group, block, 0, own, size, histogram, scratch);
    else addFour<S>(group, block, 0, own, size, histogram, scratch);
  }
}

/** Eight columns whose bins lie together, eight bytes a row; `rows` 0 = all in order. */
function addEight<S>(
  group: usize,
  bins: usize,
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
    const low = load<u32>(bins + (row << 3));
    const high = load<u32>(bins + (row << 3), 4);
    const pair = pairs + (row << slotShift<S>());
    add<S>(s0 + ((low << k) & mask), pair);
    add<S>(s1 + ((low >> (8 - k)) & mask), pair);
    add<S>(s2 + ((low >> (16 - k)) & mask), pair);
    add<S>(s3 + ((low >> (24 - k)) & mask), pair);
    add<S>(s4 + ((high << k) & mask), pair);
    add<S>(s5 + ((high >> (8 - k)) & mask), pair);
    add<S>(s6 + ((high >> (16 - k)) & mask), pair);
    add<S>(s7 + ((high >> (24 - k)) & mask), pair);
  }
}

/** Four columns whose bins lie together, four bytes a row. */
function addFour<S>(
  group: usize,
  bins: usize,
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
    const four = load<u32>(bins + (row << 2));
    const pair = pairs + (row << slotShift<S>());
    add<S>(s0 + ((four << k) & mask), pair);
    add<S>(s1 + ((four >> (8 - k)) & mask), pair);
    add<S>(s2 + ((four >> (16 - k)) & mask), pair);
    add<S>(s3 + ((four >> (24 - k)) & mask), pair);
  }
}

/** Columns apart from one another, four in a pass while there are as many; `rows` 0 = all in order. */
@inline
function addColumns<S, B>(group: usize, rows: usize, pairs: usize, count: usize, histogram: usize): void {
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
    const pair = pairs + (row << slotShift<S>());
    add<S>(s0 + (binAt<B>(c0, row) << slotShift<S>()), pair);
    add<S>(s1 + (binAt<B>(c1, row) << slotShift<S>()), pair);
    add<S>(s2 + (binAt<B>(c2, row) << slotShift<S>()), pair);
    add<S>(s3 + (binAt<B>(c3, row) << slotShift<S>()), pair);
  }
}

@inline
function binAt<B>(column: usize, row: usize): usize {
  return <usize>load<B>(column + row * sizeof<B>());
}

function addColumn<S, B>(column: usize, rows: usize, pairs: usize, count: usize, slots: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const row = rows === 0 ? i : word(rows + (i << 2));
    add<S>(slots + (binAt<B>(column, row) << slotShift<S>()), pairs + (row << slotShift<S>()));
  }
}

/**
 * Fills the slots of a bundle's columns: the common bin has what the others leave of the whole. A bundle is [place in the
 * scratch, slot count, members, member count] as u32; a member is [first slot, bin count, common bin, first slot in the
 * bundle].
 */
function spread<S>(bundle: usize, histogram: usize, scratch: usize): void {
  const sums = scratch + word(bundle) * LANE_BYTES;
  const slotCount = word(bundle + 4);
  const members = word(bundle + 8);
  const count = word(bundle + 12);
  const halves: usize = isInteger<S>() ? 1 : 2;
  for (let half: usize = 0; half < halves; half++) {
    const offset = half << 3;
    let whole: S = <S>0;
    for (let slot: usize = 0; slot < slotCount; slot++) whole += load<S>(sums + (slot << slotShift<S>()) + offset);
    for (let member: usize = 0; member < count; member++) {
      const entry = members + (member << 4);
      const first = histogram + (word(entry) << slotShift<S>()) + offset;
      const binCount = word(entry + 4);
      const common = word(entry + 8);
      let from = sums + (word(entry + 12) << slotShift<S>()) + offset;
      let rest = whole;
      for (let bin: usize = 0; bin < binCount; bin++) {
        if (bin === common) continue;
        const sum = load<S>(from);
        from += <usize>1 << slotShift<S>();
        rest -= sum;
        store<S>(first + (bin << slotShift<S>()), sum);
      }
      store<S>(first + (common << slotShift<S>()), rest);
    }
  }
}
