import type { CompiledTree } from "./compiled-tree.ts";

/** Levels that eight rows go down side by side; deeper trees are seldom deep everywhere. */
const SHARED_LEVELS = 8;

/**
 * Leaf of every row of a block. Eight rows at a time, since one row's next step waits for its last one: the processor
 * works on the others meanwhile. `leaves` has room for whole eights, as the block has.
 */
export function walkBlock(tree: CompiledTree, block: Int32Array, count: number, leaves: Int32Array): void {
  const { child, begin, threshold, depth } = tree;
  const shared = Math.min(depth, SHARED_LEVELS);
  const step = (node: number, row: number) =>
    child[node]! + Number(block[begin[node]! + row]! >= threshold[node]!);
  for (let row = 0; row < count; row += 8) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let e = 0;
    let f = 0;
    let g = 0;
    let h = 0;
    for (let level = 0; level < shared; level++) {
      a = step(a, row);
      b = step(b, row + 1);
      c = step(c, row + 2);
      d = step(d, row + 3);
      e = step(e, row + 4);
      f = step(f, row + 5);
      g = step(g, row + 6);
      h = step(h, row + 7);
    }
    leaves[row] = a;
    leaves[row + 1] = b;
    leaves[row + 2] = c;
    leaves[row + 3] = d;
    leaves[row + 4] = e;
    leaves[row + 5] = f;
    leaves[row + 6] = g;
    leaves[row + 7] = h;
  }
  if (depth === shared) return;
  for (let row = 0; row < count; row++) {
    let node = leaves[row]!;
    while (child[node] !== node) node = step(node, row);
    leaves[row] = node;
  }
}
