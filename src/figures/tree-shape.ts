import { isLeaf } from "../analysis/node-rows.ts";
import type { Tree } from "../boosting/learners/tree/tree.ts";

/** A node as the picture shows it: split further, a leaf, or a part folded away. */
export interface ShapeNode {
  readonly node: number;
  readonly depth: number;
  readonly kind: "split" | "leaf" | "folded";
  /** Leaf columns this node spans: [first, first + span). */
  readonly first: number;
  readonly span: number;
  /** Leaves of the tree below it; 1 for a leaf. */
  readonly leafCount: number;
  readonly children: readonly [ShapeNode, ShapeNode] | null;
}

export interface TreeShape {
  readonly root: ShapeNode;
  /** Levels of splits; 0 = the tree is one leaf. */
  readonly depth: number;
  readonly columnCount: number;
  readonly leafCount: number;
}

/** More leaves than this and only the shown path stays open. */
export const FOLD_BEYOND_LEAVES = 32;
const ALWAYS_OPEN_DEPTH = 3;

export function countLeaves(tree: Tree): Uint32Array {
  const counts = new Uint32Array(tree.nodeCount);
  for (let node = tree.nodeCount - 1; node >= 0; node--) {
    counts[node] = isLeaf(tree, node) ? 1 : counts[tree.left[node]] + counts[tree.right[node]];
  }
  return counts;
}

/** What the reader has folded, opened and zoomed into. */
export interface TreeChoices {
  /** The node that the picture begins with. */
  readonly root: number;
  readonly closed: ReadonlySet<number>;
  readonly opened: ReadonlySet<number>;
}

export const wholeTree: TreeChoices = { root: 0, closed: new Set(), opened: new Set() };

/** `path`: nodes that stay open however large the tree is, unless the reader closes them. */
export function treeShape(
  tree: Tree,
  path: ReadonlySet<number>,
  choices: TreeChoices = wholeTree,
): TreeShape {
  const leafCounts = countLeaves(tree);
  const folds = leafCounts[choices.root] > FOLD_BEYOND_LEAVES;
  let columnCount = 0;
  let deepest = 0;
  const shape = (node: number, depth: number): ShapeNode => {
    const first = columnCount;
    const leafCount = leafCounts[node];
    deepest = Math.max(deepest, depth);
    const isLarge = folds && depth >= ALWAYS_OPEN_DEPTH && leafCount > 2 && !path.has(node);
    const folded =
      !isLeaf(tree, node) && (choices.closed.has(node) || (isLarge && !choices.opened.has(node)));
    if (isLeaf(tree, node) || folded) {
      columnCount++;
      return { node, depth, kind: folded ? "folded" : "leaf", first, span: 1, leafCount, children: null };
    }
    const children = [shape(tree.left[node], depth + 1), shape(tree.right[node], depth + 1)] as const;
    return { node, depth, kind: "split", first, span: columnCount - first, leafCount, children };
  };
  const root = shape(choices.root, 0);
  return { root, depth: deepest, columnCount, leafCount: leafCounts[choices.root] };
}

/** From the root down, left before right. */
export function* nodesOf(shape: ShapeNode): Generator<ShapeNode> {
  yield shape;
  if (shape.children !== null) for (const child of shape.children) yield* nodesOf(child);
}

/** The same choices with a node folded, or opened again. */
export function toggledNode(choices: TreeChoices, node: number, isFolded: boolean): TreeChoices {
  const [closed, opened] = [new Set(choices.closed), new Set(choices.opened)];
  if (isFolded) {
    closed.delete(node);
    opened.add(node);
  } else {
    closed.add(node);
    opened.delete(node);
  }
  return { ...choices, closed, opened };
}
