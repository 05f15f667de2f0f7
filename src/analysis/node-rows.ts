import { leafOf } from "../boosting/learners/tree/predict-tree.ts";
import type { Tree } from "../boosting/learners/tree/tree.ts";
import type { Column } from "../core/dataset.ts";

/** Whether a category is listed as going right. */
export function goesRightByCategory(tree: Tree, node: number, code: number): boolean {
  for (let i = tree.categoryOffsets[node]; i < tree.categoryOffsets[node + 1]; i++) {
    if (tree.categoryCodes[i] === code) return true;
  }
  return false;
}

export function isLeaf(tree: Tree, node: number): boolean {
  return tree.left[node] < 0;
}

/** The leaf of every row of the columns. */
export function leavesOf(tree: Tree, features: readonly Column[], rowCount: number): Int32Array {
  const leaves = new Int32Array(rowCount);
  for (let row = 0; row < rowCount; row++) leaves[row] = leafOf(tree, features, row);
  return leaves;
}

/** Nodes from the root to the given node. */
export function pathTo(tree: Tree, node: number): number[] {
  const path: number[] = [];
  for (let at = node; at >= 0; at = tree.parent[at]) path.unshift(at);
  return path;
}

/** For each node, those of `rows` that reach it, in their order. `leaves` as from leavesOf. */
export function rowsByNode(tree: Tree, leaves: Int32Array, rows: ArrayLike<number>): number[][] {
  const reached: number[][] = Array.from({ length: tree.nodeCount }, () => []);
  for (let n = 0; n < rows.length; n++) {
    for (let node = leaves[rows[n]]; node >= 0; node = tree.parent[node]) reached[node].push(rows[n]);
  }
  return reached;
}
