import { leavesOf, pathTo, rowsByNode } from "../analysis/node-rows.ts";
import type { Tree } from "../boosting/learners/tree/tree.ts";
import type { Column } from "../core/dataset.ts";
import type { FollowedRows } from "../experiment/recording.ts";
import { treeWords } from "../words/tree.ts";
import type { NodeContent } from "./node-histogram.ts";
import { countText, digitsFor, signedText, textWidth } from "./number-text.ts";
import { type Range, rangeOf } from "./scale.ts";
import { type TreeChoices, type TreeShape, treeShape } from "./tree-shape.ts";

/** A tree with the rows in it: all that a picture of it needs, whatever its size on screen. */
export interface TreeScene {
  readonly tree: Tree;
  readonly shape: TreeShape;
  readonly features: readonly Column[];
  readonly ranges: readonly Range[];
  /** Followed training rows that reach each node. */
  readonly rows: readonly (readonly number[])[];
  /** Nodes that the selected row passes, leaf included; empty without one. */
  readonly path: ReadonlySet<number>;
  readonly selected: number;
  /** As from learnerSign. */
  readonly sign: 1 | -1;
}

/** Full range of every numeric feature over the followed rows; one object per run, not per round. */
export function featureRanges(followed: FollowedRows): Range[] {
  return followed.features.map((column) =>
    column.kind === "numeric" ? rangeOf(column.values) : { min: 0, max: column.categories.length },
  );
}

/** The way most rows go, for a large tree without a selected row. */
function widestPath(tree: Tree): number {
  let node = 0;
  while (tree.left[node] >= 0) {
    const left = tree.left[node];
    const right = tree.right[node];
    node = tree.count[right] > tree.count[left] ? right : left;
  }
  return node;
}

interface TreeRows {
  readonly trainRows: Uint32Array;
  readonly leaves: Int32Array;
  readonly rows: number[][];
}

const known = new WeakMap<Tree, TreeRows>();

/** Where every row goes: the same however the tree is folded and whichever row is marked. */
function rowsOf(tree: Tree, followed: FollowedRows, trainRows: Uint32Array): TreeRows {
  const before = known.get(tree);
  if (before?.trainRows === trainRows) return before;
  const leaves = leavesOf(tree, followed.features, followed.rowIds.length);
  const found = { trainRows, leaves, rows: rowsByNode(tree, leaves, trainRows) };
  known.set(tree, found);
  return found;
}

export function treeScene(
  tree: Tree,
  followed: FollowedRows,
  ranges: readonly Range[],
  how: {
    readonly trainRows: Uint32Array;
    readonly selected: number;
    readonly sign: 1 | -1;
    readonly choices?: TreeChoices;
  },
): TreeScene {
  const { selected, trainRows, sign } = how;
  const { leaves, rows } = rowsOf(tree, followed, trainRows);
  const path = new Set(selected < 0 ? [] : pathTo(tree, leaves[selected]));
  const open = selected < 0 ? new Set(pathTo(tree, widestPath(tree))) : path;
  return {
    tree,
    shape: treeShape(tree, open, how.choices),
    features: followed.features,
    ranges,
    rows,
    path,
    selected,
    sign,
  };
}

export function nodeContent(scene: TreeScene, node: number): NodeContent {
  const { tree, features, ranges, path, selected } = scene;
  return { tree, node, features, ranges, rows: scene.rows[node], wedgeRow: path.has(node) ? selected : -1 };
}

/** Largest absolute leaf of a tree: the one scale of its bars. Newton weights, before the learning rate. */
export function largestLeaf(tree: Tree): number {
  let most = 0;
  for (let node = 0; node < tree.nodeCount; node++) {
    if (tree.left[node] < 0) most = Math.max(most, Math.abs(tree.baseWeight[node]));
  }
  return most;
}

export function leafText({ tree, sign }: TreeScene, node: number): string {
  return signedText(sign * tree.baseWeight[node], digitsFor(largestLeaf(tree)));
}

/** "94 rows", or "94" where there is no room for the word. */
export function rowsText(count: number, width: number, fontSize: number): string {
  const text = treeWords.rows(countText(count), count === 1);
  return textWidth(text, fontSize) <= width ? text : countText(count);
}
