import type { Tree } from "../../src/boosting/learners/tree/tree.ts";
import type { XgboostTree } from "./xgboost-case.ts";

/** Relative closeness, with an absolute floor for values that cancel to nearly nothing. */
export function isClose(ours: number, theirs: number, relative: number, absolute: number): boolean {
  return Math.abs(ours - theirs) <= Math.max(absolute, relative * Math.max(Math.abs(ours), Math.abs(theirs)));
}

export interface TreeDifference {
  readonly text: string;
  /** Two splits of the same gain: either tree is right. */
  readonly isTie: boolean;
}

interface Pair {
  readonly ours: Tree;
  readonly theirs: XgboostTree;
  /** The exact method cuts half way between values of the node, so its thresholds are its own; rows must part alike. */
  readonly sameThresholds: boolean;
}

/** The first difference between two trees walked side by side from the root, or null. Leaf values within 1e-5. */
export function treeDifference(pair: Pair, ourNode = 0, theirNode = 0): TreeDifference | null {
  const { ours, theirs } = pair;
  const ourLeaf = ours.left[ourNode]! < 0;
  const theirLeaf = theirs.left_children[theirNode]! === -1;
  const place = `node ${ourNode}/${theirNode}`;
  if (ourLeaf !== theirLeaf) return { text: `${place}: only one of them is a leaf`, isTie: false };
  if (!isClose(ours.cover[ourNode]!, theirs.sum_hessian[theirNode]!, 1e-5, 1e-5)) {
    const text = `${place}: cover ${ours.cover[ourNode]} against ${theirs.sum_hessian[theirNode]}`;
    return { text, isTie: false };
  }
  if (ourLeaf) return leafDifference(pair, ourNode, theirNode, place);
  return (
    splitDifference(pair, ourNode, theirNode, place) ??
    treeDifference(pair, ours.left[ourNode]!, theirs.left_children[theirNode]!) ??
    treeDifference(pair, ours.right[ourNode]!, theirs.right_children[theirNode]!)
  );
}

function leafDifference({ ours, theirs }: Pair, ourNode: number, theirNode: number, place: string) {
  const value = theirs.split_conditions[theirNode]!;
  if (isClose(ours.value[ourNode]!, value, 1e-5, 2e-6)) return null;
  return { text: `${place}: leaf ${ours.value[ourNode]} against ${value}`, isTie: false };
}

function splitDifference(
  pair: Pair,
  ourNode: number,
  theirNode: number,
  place: string,
): TreeDifference | null {
  const { ours, theirs } = pair;
  const ourGain = ours.gain[ourNode]!;
  const theirGain = theirs.loss_changes[theirNode]!;
  const differs = (what: string, our: unknown, their: unknown): TreeDifference => ({
    text: `${place}: ${what} ${our} against ${their}, gains ${ourGain} and ${theirGain}`,
    isTie: isClose(ourGain, theirGain, 2e-6, 1e-6),
  });
  const feature = theirs.split_indices[theirNode]!;
  if (ours.feature[ourNode] !== feature) return differs("feature", ours.feature[ourNode], feature);
  const ourChild = ours.cover[ours.left[ourNode]!]!;
  const theirChild = theirs.sum_hessian[theirs.left_children[theirNode]!]!;
  if (!isClose(ourChild, theirChild, 1e-5, 1e-5)) return differs("left cover", ourChild, theirChild);
  if (theirs.split_type[theirNode] === 1) {
    const expected = rightCategories(theirs, theirNode).join();
    const codes = ours.categoryCodes.slice(ours.categoryOffsets[ourNode], ours.categoryOffsets[ourNode + 1]);
    return codes.join() === expected ? null : differs("categories", codes, expected);
  }
  const threshold = Math.fround(theirs.split_conditions[theirNode]!);
  if (!pair.sameThresholds || ours.threshold[ourNode] === threshold) return null;
  return differs("threshold", ours.threshold[ourNode], threshold);
}

function rightCategories(tree: XgboostTree, node: number): number[] {
  const at = tree.categories_nodes.indexOf(node);
  const start = tree.categories_segments[at]!;
  return tree.categories.slice(start, start + tree.categories_sizes[at]!).sort((a, b) => a - b);
}
