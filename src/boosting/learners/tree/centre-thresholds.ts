import type { TreeGrowth } from "../../../compute/backend.ts";
import type { Column } from "../../../core/dataset.ts";
import type { Tree } from "./tree.ts";

/** Largest value to the left and smallest to the right of each numeric split. */
interface Gap {
  readonly below: Float32Array;
  readonly above: Float32Array;
}

/** In a node with more rows hardly a bin beside the cut is empty; it is left where the bins have it. */
const MOST_ROWS = 4096;

/**
 * The tree with each numeric threshold half way between the values that it parts in its node, as scikit-learn places it;
 * bins alone leave it beside the left one, however far the next value of the node is. The training rows part as before.
 * To be called while `growth` still has the rows of the tree's leaves. `ofAll` = nodes of any size, else of a few
 * thousand rows: in larger ones the bins leave no gap worth the time.
 */
export async function centreThresholds(
  tree: Tree,
  growth: Pick<TreeGrowth, "rowsOf">,
  features: readonly Column[],
  ofAll: boolean,
): Promise<Tree> {
  const isCentred = (node: number) => ofAll || tree.count[node]! <= MOST_ROWS;
  const gap: Gap = {
    below: new Float32Array(tree.nodeCount).fill(Number.NEGATIVE_INFINITY),
    above: new Float32Array(tree.nodeCount).fill(Number.POSITIVE_INFINITY),
  };
  for (let leaf = 0; leaf < tree.nodeCount; leaf++) {
    // ancestors only grow: where the parent is too large, so is every other one
    if (tree.left[leaf]! >= 0 || tree.parent[leaf]! < 0 || !isCentred(tree.parent[leaf]!)) continue;
    const rows = await growth.rowsOf(leaf);
    for (let node = leaf; tree.parent[node]! >= 0; node = tree.parent[node]!) {
      if (!isCentred(tree.parent[node]!)) break;
      widen(gap, tree, node, { rows, column: features[tree.feature[tree.parent[node]!]!]! });
    }
  }
  const threshold = tree.threshold.slice();
  for (let node = 0; node < tree.nodeCount; node++) {
    const below = gap.below[node]!;
    const above = gap.above[node]!;
    // missing values alone on one side leave nothing to stand between
    if (!Number.isFinite(below) || !Number.isFinite(above)) continue;
    const middle = Math.fround(below / 2 + above / 2);
    threshold[node] = middle > below ? middle : above;
  }
  return { ...tree, threshold };
}

/** Takes the rows of a leaf below `node` into the gap of the node's parent. */
function widen(
  { below, above }: Gap,
  { parent, left }: Tree,
  node: number,
  { rows, column }: { readonly rows: Uint32Array; readonly column: Column },
): void {
  if (column.kind !== "numeric") return;
  const split = parent[node]!;
  if (left[split] === node) below[split] = largest(column.values, rows, below[split]!);
  else above[split] = smallest(column.values, rows, above[split]!);
}

/** Missing values compare as false and leave the result. */
function largest(values: Float32Array, rows: Uint32Array, start: number): number {
  let most = start;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    if (value > most) most = value;
  }
  return most;
}

function smallest(values: Float32Array, rows: Uint32Array, start: number): number {
  let least = start;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    if (value < least) least = value;
  }
  return least;
}
