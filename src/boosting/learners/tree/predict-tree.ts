import type { Column } from "../../../core/dataset.ts";
import type { Tree } from "./tree.ts";

/** Does a row's value go left at this node? Unseen categories (code -1) count as missing. */
function categoryGoesLeft(tree: Tree, node: number, code: number): boolean {
  if (code < 0) return tree.defaultLeft[node] === 1;
  const end = tree.categoryOffsets[node + 1]!;
  for (let i = tree.categoryOffsets[node]!; i < end; i++) {
    if (tree.categoryCodes[i] === code) return false;
  }
  return true;
}

/** The leaf that a row reaches. */
export function leafOf(tree: Tree, features: readonly Column[], row: number): number {
  let node = 0;
  while (tree.left[node]! >= 0) {
    const column = features[tree.feature[node]!]!;
    let left: boolean;
    if (column.kind === "categorical") {
      left = categoryGoesLeft(tree, node, column.codes[row]!);
    } else {
      const value = column.values[row]!;
      left = Number.isNaN(value) ? tree.defaultLeft[node] === 1 : value < tree.threshold[node]!;
    }
    node = left ? tree.left[node]! : tree.right[node]!;
  }
  return node;
}
