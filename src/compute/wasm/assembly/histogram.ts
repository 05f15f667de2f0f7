// Histograms of [gradient, hessian] as doubles that hold integers.
import { addColumn, addColumns, addEight, addFour, LANE_BYTES, PAIR_SHIFT } from "./additions";
import { BIN_BYTES, FEATURES, GROUPS, HAS_MISSING, PAIRS, ROWS, ROW_COUNT, word } from "./layout";
import { SLOT_SHIFT, slotsOf } from "./slots";

// A group is [kind, column count, bins, columns, bundles, bundle count, first slot, slots in all, lanes, even] as u32; `columns`
// are feature numbers, ascending. First slot and slots in all are of a group whose slots are one range, else 0. Lanes are
// the columns whose bins lie together: a feature, or OWN_SLOTS and a place in the thread's scratch, where the sums of a
// bundle stand until they are spread, or those of a lane that only fills up. Even: lanes' slots lie LANE_BYTES apart.
// A set is [first group, group count, record, shift] as u32: groups whose bins lie together, 2^shift bytes a row.
export const GROUP_BYTES: usize = 40;
const EIGHT: u32 = 0;
const FOUR: u32 = 1;
const COLUMNS: u32 = 2;

// A thread's scratch: slots of eight lanes, bins and pairs of a block of rows, then a histogram.
const SCRATCH_BLOCK: usize = 8 * LANE_BYTES;
const BLOCK_ROWS: usize = 4096;
/** Of rows in order, whose bins are read where they are. */
const ORDERED_ROWS: usize = 8192;
/** Of a group alone: its histogram and the block stay near. */
const SMALL_BLOCK_ROWS: usize = 128;
const MOST_RECORD: usize = 32;
export const SCRATCH_SLOTS: usize = SCRATCH_BLOCK + BLOCK_ROWS * (MOST_RECORD + 8);

@inline
function slotCountOf(feature: usize): usize {
  const entry = word(FEATURES) + feature * 12;
  return word(entry + 4) + (word(entry + 8) & HAS_MISSING);
}

export function clearGroup(group: usize, histogram: usize): void {
  const whole = word(group + 28);
  if (whole !== 0) {
    memory.fill(histogram + (word(group + 24) << SLOT_SHIFT), 0, whole << SLOT_SHIFT);
    return;
  }
  const columns = word(group + 12);
  const count = word(group + 4);
  for (let i: usize = 0; i < count; i++) {
    const feature = word(columns + (i << 2));
    memory.fill(slotsOf(feature, histogram), 0, slotCountOf(feature) << SLOT_SHIFT);
  }
}

/** parent -= child for all slots of a group; exact. */
export function subtractGroup(group: usize, parent: usize, child: usize): void {
  const columns = word(group + 12);
  const count = word(group + 4);
  for (let i: usize = 0; i < count; i++) {
    const feature = word(columns + (i << 2));
    subtract(slotsOf(feature, parent), slotsOf(feature, child), slotCountOf(feature) << SLOT_SHIFT);
  }
}

@inline
function subtract(parent: usize, child: usize, bytes: usize): void {
  let i: usize = 0;
  if (ASC_FEATURE_SIMD) {
    for (; i + 16 <= bytes; i += 16) {
      const from = v128.load(parent + i);
      const less = v128.load(child + i);
      v128.store(parent + i, f64x2.sub(from, less));
    }
  }
  for (; i < bytes; i += 8) store<f64>(parent + i, load<f64>(parent + i) - load<f64>(child + i));
}

@inline
export function groupAt(index: usize): usize {
  return word(GROUPS) + index * GROUP_BYTES;
}

/** Adds a task's rows to those groups of a set of which the mask (0 = all) has a column. */
export function addSet(task: usize, set: usize, mask: usize, histogram: usize, scratch: usize): void {
  const first = word(set);
  const groupCount = word(set + 4);
  const count = word(task + 12);
  const inOrder = word(task + 24) !== 0;
  const rows: usize = inOrder ? 0 : word(ROWS) + (word(task + 8) << 2);
  if (load<u32>(groupAt(first)) >= COLUMNS) return addApart(groupAt(first), rows, count, histogram, scratch);
  for (let i: usize = 0; i < groupCount; i++) clearBundles(groupAt(first + i), scratch);
  const record = word(set + 8);
  const shift = word(set + 12);
  const block = scratch + SCRATCH_BLOCK;
  const own = block + BLOCK_ROWS * MOST_RECORD;
  const isAlone = groupCount === 1;
  const most = inOrder ? (isAlone ? count : ORDERED_ROWS) : isAlone ? SMALL_BLOCK_ROWS : BLOCK_ROWS;
  for (let start: usize = 0; start < count; start += most) {
    const size = min<usize>(most, count - start);
    let bins = record + (start << shift);
    let pairs = word(PAIRS) + (start << PAIR_SHIFT);
    if (!inOrder) {
      gather(rows + (start << 2), size, record, shift, word(PAIRS), block, own);
      bins = block;
      pairs = own;
    }
    for (let i: usize = 0; i < groupCount; i++) {
      const group = groupAt(first + i);
      if (mask !== 0 && !offersAny(group, mask)) continue;
      const at = bins + word(group + 8) - record;
      if (load<u32>(group) === EIGHT) addEight(group, at, shift, pairs, size, histogram, scratch);
      else addFour(group, at, shift, pairs, size, histogram, scratch);
    }
  }
  for (let i: usize = 0; i < groupCount; i++) spreadBundles(groupAt(first + i), histogram, scratch);
}

function addApart(group: usize, rows: usize, count: usize, histogram: usize, scratch: usize): void {
  const pairs = word(PAIRS);
  clearBundles(group, scratch);
  if (load<u32>(group) !== COLUMNS) addColumn<u8>(word(group + 8), rows, pairs, count, scratch);
  else if (load<u32>(BIN_BYTES) === 1) addColumns<u8>(group, rows, pairs, count, histogram);
  else addColumns<u16>(group, rows, pairs, count, histogram);
  spreadBundles(group, histogram, scratch);
}

/** Whether a mask (0 = all) has a column of a group. */
export function offersAny(group: usize, mask: usize): bool {
  if (mask === 0) return true;
  const columns = word(group + 12);
  const count = word(group + 4);
  for (let i: usize = 0; i < count; i++) if (load<u8>(mask + word(columns + (i << 2))) !== 0) return true;
  return false;
}

/**
 * Rows far apart cost a wait for memory each; many such waits at once cost little more than one. So the bins and pairs
 * of a block of rows are fetched first, by loads that nothing depends on: once for all groups of the set.
 */
function gather(
  rows: usize,
  count: usize,
  bins: usize,
  shift: usize,
  pairs: usize,
  block: usize,
  own: usize,
): void {
  let i: usize = 0;
  if (ASC_FEATURE_SIMD && shift === 5) {
    for (; i + 4 <= count; i += 4) fetchFour(rows + (i << 2), bins, 5, pairs, block + (i << 5), own + (i << PAIR_SHIFT));
  } else if (ASC_FEATURE_SIMD && shift === 4) {
    for (; i + 4 <= count; i += 4) fetchFour(rows + (i << 2), bins, 4, pairs, block + (i << 4), own + (i << PAIR_SHIFT));
  }
  for (; i < count; i++) {
    const row = word(rows + (i << 2));
    const from = bins + (row << shift);
    const to = block + (i << shift);
    // Of a record of four bytes what follows comes along, and is overwritten by the next.
    store<u64>(to, load<u64>(from));
    if (shift > 3) store<u64>(to, load<u64>(from, 8), 8);
    if (shift > 4) {
      store<u64>(to, load<u64>(from, 16), 16);
      store<u64>(to, load<u64>(from, 24), 24);
    }
    store<u64>(own + (i << PAIR_SHIFT), load<u64>(pairs + (row << PAIR_SHIFT)));
  }
}

/**
 * Records of 16 or 32 bytes. Few stores: each holds a place in the processor's queue until the loads before it are there, and
 * once that is full no further load begins.
 */
@inline
function fetchFour(rows: usize, bins: usize, shift: usize, pairs: usize, to: usize, own: usize): void {
  if (ASC_FEATURE_SIMD) {
    const r0 = word(rows);
    const r1 = word(rows + 4);
    const r2 = word(rows + 8);
    const r3 = word(rows + 12);
    const zero = i32x4.splat(0);
    const a0 = v128.load(bins + (r0 << shift));
    const b0 = shift === 5 ? v128.load(bins + (r0 << shift), 16) : zero;
    const a1 = v128.load(bins + (r1 << shift));
    const b1 = shift === 5 ? v128.load(bins + (r1 << shift), 16) : zero;
    const low = twoPairs(pairs, r0, r1);
    const a2 = v128.load(bins + (r2 << shift));
    const b2 = shift === 5 ? v128.load(bins + (r2 << shift), 16) : zero;
    const a3 = v128.load(bins + (r3 << shift));
    const b3 = shift === 5 ? v128.load(bins + (r3 << shift), 16) : zero;
    const high = twoPairs(pairs, r2, r3);
    if (shift === 5) {
      v128.store(to, a0);
      v128.store(to, b0, 16);
      v128.store(to, a1, 32);
      v128.store(to, b1, 48);
      v128.store(to, a2, 64);
      v128.store(to, b2, 80);
      v128.store(to, a3, 96);
      v128.store(to, b3, 112);
    } else {
      v128.store(to, a0);
      v128.store(to, a1, 16);
      v128.store(to, a2, 32);
      v128.store(to, a3, 48);
    }
    v128.store(own, low);
    v128.store(own, high, 16);
  }
}

@inline
function twoPairs(pairs: usize, first: usize, second: usize): v128 {
  return v128.load64_lane(pairs + (second << PAIR_SHIFT), v128.load64_zero(pairs + (first << PAIR_SHIFT)), 1);
}

@inline
function spreadBundles(group: usize, histogram: usize, scratch: usize): void {
  const bundles = word(group + 16);
  const bundleCount = word(group + 20);
  for (let i: usize = 0; i < bundleCount; i++) spread(bundles + (i << 4), histogram, scratch);
}

@inline
function clearBundles(group: usize, scratch: usize): void {
  const bundles = word(group + 16);
  const bundleCount = word(group + 20);
  for (let i: usize = 0; i < bundleCount; i++) {
    const bundle = bundles + (i << 4);
    memory.fill(scratch + word(bundle) * LANE_BYTES, 0, word(bundle + 4) << SLOT_SHIFT);
  }
}

/**
 * Fills the slots of a bundle's columns: the common bin has what the others leave of the whole. A bundle is [place in the
 * scratch, slot count, members, member count] as u32; a member is [first slot, bin count, common bin, first slot in the
 * bundle].
 */
function spread(bundle: usize, histogram: usize, scratch: usize): void {
  const sums = scratch + word(bundle) * LANE_BYTES;
  const slotCount = word(bundle + 4);
  const members = word(bundle + 8);
  const count = word(bundle + 12);
  for (let half: usize = 0; half < 2; half++) {
    const offset = half << 3;
    let whole: f64 = 0;
    for (let slot: usize = 0; slot < slotCount; slot++) whole += load<f64>(sums + (slot << SLOT_SHIFT) + offset);
    for (let member: usize = 0; member < count; member++) {
      const entry = members + (member << 4);
      const first = histogram + (word(entry) << SLOT_SHIFT) + offset;
      const binCount = word(entry + 4);
      const common = word(entry + 8);
      let from = sums + (word(entry + 12) << SLOT_SHIFT) + offset;
      let rest = whole;
      for (let bin: usize = 0; bin < binCount; bin++) {
        if (bin === common) continue;
        const sum = load<f64>(from);
        from += <usize>1 << SLOT_SHIFT;
        rest -= sum;
        store<f64>(first + (bin << SLOT_SHIFT), sum);
      }
      store<f64>(first + (common << SLOT_SHIFT), rest);
    }
  }
}
