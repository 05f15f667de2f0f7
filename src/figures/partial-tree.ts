import type { Tree } from "../boosting/learners/tree/tree.ts";

/** Inner nodes in the order in which they were split: children are numbered when their parent is. */
function splitOrder(tree: Tree): number[] {
  const inner = Array.from({ length: tree.nodeCount }, (_, node) => node).filter(
    (node) => tree.left[node] >= 0,
  );
  return inner.sort((left, right) => tree.left[left] - tree.left[right]);
}

export function splitCount(tree: Tree): number {
  let count = 0;
  for (let node = 0; node < tree.nodeCount; node++) if (tree.left[node] >= 0) count++;
  return count;
}

const known = new WeakMap<Tree, Map<number, Tree>>();

/** The tree as it was after so many of its splits: nodes that were not split yet are leaves with their own weight. */
export function partialTree(tree: Tree, splits: number): Tree {
  const order = splitOrder(tree);
  if (splits >= order.length) return tree;
  const made = known.get(tree) ?? new Map<number, Tree>();
  known.set(tree, made);
  const before = made.get(splits);
  if (before !== undefined) return before;
  const left = tree.left.slice();
  const right = tree.right.slice();
  const feature = tree.feature.slice();
  for (const node of order.slice(Math.max(0, splits))) {
    left[node] = -1;
    right[node] = -1;
    feature[node] = -1;
  }
  const partial = { ...tree, left, right, feature };
  made.set(splits, partial);
  return partial;
}
