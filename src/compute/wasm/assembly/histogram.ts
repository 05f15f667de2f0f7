// Histograms, generic in their slot: i64 = packed, one word (hessian in the upper half); f64 = wide, two doubles.
import { addColumn, addColumns, addEight, addFour, LANE_BYTES, PAIR_SHIFT } from "./additions";
import { BIN_BYTES, FEATURES, GROUPS, HAS_MISSING, PAIRS, ROWS, ROW_COUNT, word } from "./layout";
import { slotShift, slotsOf } from "./slots";

// A group is [kind, column count, bins, columns, bundles, bundle count, first slot, slots in all, lanes, 0] as u32; `columns`
// are feature numbers, ascending. First slot and slots in all are of a group whose slots are one range, else 0. Lanes are
// the columns whose bins lie together: a feature, or OWN_SLOTS and a place in the thread's scratch, where the sums of a
// bundle stand until they are spread, or those of a lane that only fills up.
// A set is [first group, group count, record, shift] as u32: groups whose bins lie together, 2^shift bytes a row.
export const GROUP_BYTES: usize = 40;
const EIGHT: u32 = 0;
const FOUR: u32 = 1;
const COLUMNS: u32 = 2;

// A thread's scratch: slots of eight lanes, bins and pairs of a block of rows, then a histogram.
const SCRATCH_BLOCK: usize = 8 * LANE_BYTES;
const BLOCK_ROWS: usize = 2048;
const DENSE_ROWS: usize = 8192;
/** Of a group alone: its histogram and the block stay near. */
const SMALL_BLOCK_ROWS: usize = 128;
const MOST_RECORD: usize = 32;
export const SCRATCH_SLOTS: usize = SCRATCH_BLOCK + BLOCK_ROWS * (MOST_RECORD + 8);
/** From this share of all rows on, rows lie so close that their bins are read where they are. */
const DENSE_SHARE: usize = 6;

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

@inline
export function groupAt(index: usize): usize {
  return word(GROUPS) + index * GROUP_BYTES;
}

/** Adds a task's rows to those groups of a set of which the mask (0 = all) has a column. */
export function addSet<S>(task: usize, set: usize, mask: usize, histogram: usize, scratch: usize): void {
  const first = word(set);
  const groupCount = word(set + 4);
  const count = word(task + 12);
  const inOrder = word(task + 24) !== 0;
  const rows: usize = inOrder ? 0 : word(ROWS) + (word(task + 8) << 2);
  if (load<u32>(groupAt(first)) >= COLUMNS) return addApart<S>(groupAt(first), rows, count, histogram, scratch);
  for (let i: usize = 0; i < groupCount; i++) clearBundles<S>(groupAt(first + i), scratch);
  const record = word(set + 8);
  const shift = word(set + 12);
  const isSparse = !inOrder && count * DENSE_SHARE < word(ROW_COUNT);
  const block = scratch + SCRATCH_BLOCK;
  const own = block + BLOCK_ROWS * MOST_RECORD;
  const most = !isSparse ? (groupCount > 1 ? DENSE_ROWS : count) : groupCount > 1 ? BLOCK_ROWS : SMALL_BLOCK_ROWS;
  for (let start: usize = 0; start < count; start += most) {
    const size = min<usize>(most, count - start);
    let bins = inOrder ? record + (start << shift) : record;
    let from: usize = inOrder ? 0 : rows + (start << 2);
    let pairs = word(PAIRS) + (inOrder ? start << PAIR_SHIFT : 0);
    if (isSparse) {
      gather(from, size, bins, shift, pairs, block, own);
      bins = block;
      pairs = own;
      from = 0;
    }
    for (let i: usize = 0; i < groupCount; i++) {
      const group = groupAt(first + i);
      if (mask !== 0 && !offersAny(group, mask)) continue;
      const at = bins + word(group + 8) - record;
      if (load<u32>(group) === EIGHT) addEight<S>(group, at, shift, from, pairs, size, histogram, scratch);
      else addFour<S>(group, at, shift, from, pairs, size, histogram, scratch);
    }
  }
  for (let i: usize = 0; i < groupCount; i++) spreadBundles<S>(groupAt(first + i), histogram, scratch);
}

function addApart<S>(group: usize, rows: usize, count: usize, histogram: usize, scratch: usize): void {
  const pairs = word(PAIRS);
  clearBundles<S>(group, scratch);
  if (load<u32>(group) !== COLUMNS) addColumn<S, u8>(word(group + 8), rows, pairs, count, scratch);
  else if (load<u32>(BIN_BYTES) === 1) addColumns<S, u8>(group, rows, pairs, count, histogram);
  else addColumns<S, u16>(group, rows, pairs, count, histogram);
  spreadBundles<S>(group, histogram, scratch);
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
  if (shift === 2) gatherWords<u32>(rows, count, bins, 1, pairs, block, own);
  else if (shift === 3) gatherWords<u64>(rows, count, bins, 1, pairs, block, own);
  else if (shift === 4) gatherWords<u64>(rows, count, bins, 2, pairs, block, own);
  else gatherWords<u64>(rows, count, bins, 4, pairs, block, own);
}

/** Records of so many words. */
@inline
function gatherWords<B>(
  rows: usize,
  count: usize,
  bins: usize,
  words: usize,
  pairs: usize,
  block: usize,
  own: usize,
): void {
  const bytes = words * sizeof<B>();
  for (let i: usize = 0; i < count; i++) {
    const row = word(rows + (i << 2));
    const from = bins + row * bytes;
    const to = block + i * bytes;
    store<B>(to, load<B>(from));
    if (words > 1) store<B>(to, load<B>(from, 8), 8);
    if (words > 2) {
      store<B>(to, load<B>(from, 16), 16);
      store<B>(to, load<B>(from, 24), 24);
    }
    store<u64>(own + (i << PAIR_SHIFT), load<u64>(pairs + (row << PAIR_SHIFT)));
  }
}

@inline
function spreadBundles<S>(group: usize, histogram: usize, scratch: usize): void {
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
