import type { Tree } from "./tree.ts";

/** Rows that walk through a tree together: their values stay in the fastest cache. */
export const BLOCK_ROWS = 256;

/**
 * A tree of numeric splits, level by level: the right child stands after the left one, a leaf is its own child. A row
 * is at `child + (value >= threshold)` next, without a branch to guess. Values and thresholds are integers in the order
 * of the floats.
 */
export interface CompiledTree {
  readonly child: Int32Array;
  /** Where the values of the node's slot begin in a block. */
  readonly begin: Int32Array;
  readonly threshold: Int32Array;
  /** Steps after which every row is at a leaf. */
  readonly depth: number;
  /** Node of the tree that a compiled node stands for. */
  readonly node: Int32Array;
}

/** A column as a node sees it: its values, and where a missing one goes. */
export interface Slot {
  readonly feature: number;
  readonly missingLeft: boolean;
}

/** Below every value: it goes left everywhere. */
const MISSING_LEFT = -0x80000000;
/** Above the code of +Infinity, below that of a leaf's threshold. */
const MISSING_RIGHT = 0x7f800001;
const NO_STEP = 0x7fffffff;

const NEGATIVE_ZERO = -0x80000000;
const INFINITY_BITS = 0x7f800000;

/** Integers in the order of the float32 numbers with these bits. Both zeros are one number, as they are for `<`. */
function orderOf(bits: number): number {
  return bits === NEGATIVE_ZERO ? 0 : bits ^ ((bits >> 31) & 0x7fffffff);
}

const bitsOf = (values: Float32Array) => new Int32Array(values.buffer, values.byteOffset, values.length);

/** Collects the slots that a set of trees needs. */
export class SlotList {
  readonly slots: Slot[] = [];
  readonly #places = new Map<number, number>();

  /** Place of a slot, added when it is new. */
  placeOf(feature: number, missingLeft: boolean): number {
    const key = 2 * feature + (missingLeft ? 1 : 0);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.slots.length;
    this.#places.set(key, place);
    this.slots.push({ feature, missingLeft });
    return place;
  }
}

/** Null for a tree that asks for categories. */
export function compileTree(tree: Tree, slots: SlotList): CompiledTree | null {
  if (tree.categoryCodes.length > 0) return null;
  const { nodeCount } = tree;
  const thresholds = bitsOf(tree.threshold);
  const compiled = {
    child: new Int32Array(nodeCount),
    begin: new Int32Array(nodeCount),
    threshold: new Int32Array(nodeCount),
    node: new Int32Array(nodeCount),
  };
  const levels = new Int32Array(nodeCount);
  let count = 1;
  for (let at = 0; at < count; at++) {
    const node = compiled.node[at]!;
    const left = tree.left[node]!;
    if (left < 0) {
      compiled.child[at] = at;
      compiled.threshold[at] = NO_STEP;
      continue;
    }
    compiled.child[at] = count;
    compiled.begin[at] = BLOCK_ROWS * slots.placeOf(tree.feature[node]!, tree.defaultLeft[node] === 1);
    compiled.threshold[at] = orderOf(thresholds[node]!);
    for (const next of [left, tree.right[node]!]) {
      compiled.node[count] = next;
      levels[count] = levels[at]! + 1;
      count++;
    }
  }
  return { ...compiled, depth: levels[count - 1]! };
}

/** Writes the codes of a column's rows from `from` on into a slot of the block. */
export function fillSlot(
  values: Float32Array,
  { missingLeft }: Slot,
  rows: { readonly from: number; readonly count: number },
  into: { readonly block: Int32Array; readonly begin: number },
): void {
  const missing = missingLeft ? MISSING_LEFT : MISSING_RIGHT;
  const { from, count } = rows;
  const { block, begin } = into;
  const bits = bitsOf(values);
  for (let row = 0; row < count; row++) {
    const value = bits[from + row]!;
    const isMissing = (value & 0x7fffffff) > INFINITY_BITS;
    block[begin + row] = isMissing ? missing : orderOf(value);
  }
}
