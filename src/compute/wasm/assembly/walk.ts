// Trees' leaf values added to the scores of rows: src/boosting/learners/tree/block-walk.ts over nodes of eight bytes.
import {
  IS_DOUBLE,
  ROW_COUNT,
  SCORES,
  SCRATCH,
  SCRATCH_BYTES,
  STRIDE,
  WALK_SLOTS,
  WALK_SLOT_COUNT,
  WALK_TREES,
  WALK_TREE_COUNT,
  word,
} from "./layout";

/** Rows that go through all trees together. */
const BLOCK_ROWS: usize = 256;
const SLOT_BYTES: usize = BLOCK_ROWS << 2;
/** Levels that eight rows go down side by side; deeper trees are seldom deep everywhere. */
const SHARED_LEVELS: u32 = 12;

const MISSING_LEFT: i32 = -0x80000000;
const MISSING_RIGHT: i32 = 0x7f800001;
const INFINITY_BITS: i32 = 0x7f800000;

/**
 * A block of rows. A slot is [column, missing goes left] as u32; a tree is [nodes, values, depth, output] as u32; a node is
 * its threshold (i32), then its slot (12 bits) and its left child (20 bits); values are f64 by node.
 */
export function walkItem(item: i32, thread: i32): void {
  const first = <usize>item * BLOCK_ROWS;
  const count = min<usize>(BLOCK_ROWS, word(ROW_COUNT) - first);
  const scratch = word(SCRATCH) + <usize>thread * word(SCRATCH_BYTES);
  const leaves = scratch;
  const block = scratch + SLOT_BYTES;
  const slots = word(WALK_SLOTS);
  const slotCount = word(WALK_SLOT_COUNT);
  for (let slot: usize = 0; slot < slotCount; slot++) {
    const entry = slots + (slot << 3);
    fillSlot(word(entry) + (first << 2), count, load<u32>(entry, 4) !== 0, block + slot * SLOT_BYTES);
  }
  const trees = word(WALK_TREES);
  const treeCount = word(WALK_TREE_COUNT);
  for (let t: usize = 0; t < treeCount; t++) {
    const tree = trees + (t << 4);
    walkBlock(word(tree), load<u32>(tree, 8), block, count, leaves);
    const at = first * word(STRIDE) + word(tree + 12);
    if (load<u32>(IS_DOUBLE)) addValues<f64>(word(tree + 4), leaves, count, word(SCORES) + (at << 3));
    else addValues<f32>(word(tree + 4), leaves, count, word(SCORES) + (at << 2));
  }
}

/** Integers in the order of the floats, both zeros as one; missing below or above all of them. */
@inline
function orderOf(bits: i32, missing: i32): i32 {
  if ((bits & 0x7fffffff) > INFINITY_BITS) return missing;
  return bits === MISSING_LEFT ? 0 : bits ^ ((bits >> 31) & 0x7fffffff);
}

function fillSlot(column: usize, count: usize, missingLeft: bool, out: usize): void {
  const missing = missingLeft ? MISSING_LEFT : MISSING_RIGHT;
  const size = count << 2;
  let i: usize = 0;
  if (ASC_FEATURE_SIMD) {
    const magnitude = i32x4.splat(0x7fffffff);
    for (; i + 16 <= size; i += 16) {
      const bits = v128.load(column + i);
      const isMissing = i32x4.gt_s(v128.and(bits, magnitude), i32x4.splat(INFINITY_BITS));
      const ordered = v128.xor(bits, v128.and(i32x4.shr_s(bits, 31), magnitude));
      const value = v128.andnot(ordered, i32x4.eq(bits, i32x4.splat(MISSING_LEFT)));
      v128.store(out + i, v128.bitselect(i32x4.splat(missing), value, isMissing));
    }
  }
  for (; i < size; i += 4) store<i32>(out + i, orderOf(load<i32>(column + i), missing));
}

/** The next node of a row: the left child, or the one behind it. */
@inline
function step(nodes: usize, node: usize, row: usize): usize {
  const entry = load<u64>(nodes + (node << 3));
  const value = load<i32>(row + ((<usize>(entry >> 32) & 0xfff) << 10));
  return <usize>(entry >> 44) + <usize>(value >= <i32>entry);
}

/** Leaf of every row of a block; rows beyond `count` go somewhere too. */
function walkBlock(nodes: usize, depth: u32, block: usize, count: usize, leaves: usize): void {
  const shared = min<u32>(depth, SHARED_LEVELS);
  for (let at: usize = 0; at < count << 2; at += 32) {
    const row = block + at;
    let a: usize = 0;
    let b: usize = 0;
    let c: usize = 0;
    let d: usize = 0;
    let e: usize = 0;
    let f: usize = 0;
    let g: usize = 0;
    let h: usize = 0;
    for (let level: u32 = 0; level < shared; level++) {
      a = step(nodes, a, row);
      b = step(nodes, b, row + 4);
      c = step(nodes, c, row + 8);
      d = step(nodes, d, row + 12);
      e = step(nodes, e, row + 16);
      f = step(nodes, f, row + 20);
      g = step(nodes, g, row + 24);
      h = step(nodes, h, row + 28);
    }
    const out = leaves + at;
    store<u32>(out, <u32>a);
    store<u32>(out, <u32>b, 4);
    store<u32>(out, <u32>c, 8);
    store<u32>(out, <u32>d, 12);
    store<u32>(out, <u32>e, 16);
    store<u32>(out, <u32>f, 20);
    store<u32>(out, <u32>g, 24);
    store<u32>(out, <u32>h, 28);
  }
  if (depth === shared) return;
  for (let at: usize = 0; at < count << 2; at += 4) {
    let node = word(leaves + at);
    for (let next = step(nodes, node, block + at); next !== node; next = step(nodes, node, block + at)) node = next;
    store<u32>(leaves + at, <u32>node);
  }
}

@inline
function addValues<T>(values: usize, leaves: usize, count: usize, scores: usize): void {
  const stride = word(STRIDE) * sizeof<T>();
  for (let row: usize = 0; row < count; row++) {
    const value = load<f64>(values + (word(leaves + (row << 2)) << 3));
    store<T>(scores, <T>(<f64>load<T>(scores) + value));
    scores += stride;
  }
}
