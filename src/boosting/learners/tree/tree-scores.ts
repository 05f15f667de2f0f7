import type { WalkRequest, WalkTrees } from "../../../compute/backend.ts";
import type { Column } from "../../../core/dataset.ts";
import { walkBlock } from "./block-walk.ts";
import { BLOCK_ROWS, type CompiledTree, compileTree, fillSlot, SlotList } from "./compiled-tree.ts";
import { leafOf } from "./predict-tree.ts";
import type { Tree } from "./tree.ts";

/** A tree, how much of its leaves counts, and for which score. */
export interface WeightedTree {
  readonly tree: Tree;
  readonly output: number;
  readonly weight: number;
}

/** Rows to predict. */
export interface EnsembleRows {
  readonly features: readonly Column[];
  readonly rowCount: number;
}

/** Row-major: scores[row * stride + output]. */
export interface ScoreTarget {
  readonly scores: Float32Array | Float64Array;
  readonly stride: number;
}

/** With fewer rows it takes longer to prepare the trees than to walk through them. */
const FEWEST_ROWS = 32;

interface Walked extends WeightedTree {
  /** Null where categories are asked for. */
  readonly compiled: CompiledTree | null;
  /** Weighted value of each of the tree's nodes. */
  readonly values: Float64Array;
}

/**
 * Adds trees to the scores of all rows, in their order, by `walk` where it can. With float32 scores the weighted value is
 * rounded to float32 before it is added, as XGBoost does; a weight of 1 changes nothing.
 */
export function addTrees(
  trees: readonly WeightedTree[],
  rows: EnsembleRows,
  target: ScoreTarget,
  walk: WalkTrees | null = null,
): void {
  const slots = new SlotList();
  const isMany = rows.rowCount >= FEWEST_ROWS;
  const walked = trees.map((entry) => ({
    ...entry,
    compiled: isMany ? compileTree(entry.tree, slots) : null,
    values: weightedValues(entry, target.scores instanceof Float32Array),
  }));
  if (walk !== null && canBeWalked(walked) && walk(requestOf(walked, slots, rows, target))) return;
  const block = new Int32Array(Math.max(1, slots.slots.length) * BLOCK_ROWS);
  const leaves = new Int32Array(BLOCK_ROWS);
  for (let from = 0; from < rows.rowCount; from += BLOCK_ROWS) {
    const part = { from, count: Math.min(BLOCK_ROWS, rows.rowCount - from) };
    slots.slots.forEach((slot, place) => {
      const column = rows.features[slot.feature]!;
      if (column.kind === "numeric")
        fillSlot(column.values, slot, part, { block, begin: place * BLOCK_ROWS });
    });
    for (const tree of walked) {
      if (tree.compiled === null) findLeaves(tree.tree, rows.features, part, leaves);
      else walkBlock(tree.compiled, block, part.count, leaves);
      addLeaves(tree, leaves, part, target);
    }
  }
}

type Compiled = Walked & { readonly compiled: CompiledTree };

/** Trees that ask for categories are walked by the plain code alone. */
function canBeWalked(walked: readonly Walked[]): walked is readonly Compiled[] {
  return walked.every(({ compiled }) => compiled !== null);
}

function requestOf(
  walked: readonly Compiled[],
  { slots }: SlotList,
  { features, rowCount }: EnsembleRows,
  { scores, stride }: ScoreTarget,
): WalkRequest {
  return {
    trees: walked.map(({ compiled, values, output }) => ({
      ...compiled,
      values: Float64Array.from(compiled.node, (node) => values[node]!),
      output,
    })),
    blockRows: BLOCK_ROWS,
    slots: slots.map(({ feature, missingLeft }) => ({ values: valuesOf(features[feature]!), missingLeft })),
    rowCount,
    scores,
    stride,
  };
}

/** Only numeric columns have slots. */
function valuesOf(column: Column): Float32Array {
  return column.kind === "numeric" ? column.values : new Float32Array(column.codes.length);
}

interface Part {
  readonly from: number;
  readonly count: number;
}

function weightedValues({ tree, weight }: WeightedTree, single: boolean): Float64Array {
  const factor = single ? Math.fround(weight) : weight;
  return Float64Array.from(tree.value, (value) => (single ? Math.fround(factor * value) : factor * value));
}

function findLeaves(
  tree: Tree,
  features: readonly Column[],
  { from, count }: Part,
  leaves: Int32Array,
): void {
  for (let row = 0; row < count; row++) leaves[row] = leafOf(tree, features, from + row);
}

function addLeaves(
  { compiled, values, output }: Walked,
  leaves: Int32Array,
  { from, count }: Part,
  { scores, stride }: ScoreTarget,
): void {
  for (let row = 0; row < count; row++) {
    const leaf = compiled === null ? leaves[row]! : compiled.node[leaves[row]!]!;
    const at = (from + row) * stride + output;
    scores[at] = scores[at]! + values[leaf]!;
  }
}
