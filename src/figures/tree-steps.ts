import { leafOf } from "../boosting/learners/tree/predict-tree.ts";
import type { Tree } from "../boosting/learners/tree/tree.ts";
import type { Column } from "../core/dataset.ts";
import type { Range } from "./scale.ts";

/** A piecewise constant function: value[i] holds from x[i] to x[i + 1]; the last x is the end. */
export interface Steps {
  readonly x: Float64Array;
  readonly value: Float64Array;
}

/** The sum of the trees' own outputs (before the learning rate; `sign` as from learnerSign) over their one numeric feature, exactly. */
export function treeSteps(trees: readonly Tree[], range: Range, sign: number): Steps {
  const cuts = new Set<number>([range.min, range.max]);
  for (const tree of trees) {
    for (let node = 0; node < tree.nodeCount; node++) {
      const threshold = tree.threshold[node];
      if (tree.left[node] >= 0 && threshold > range.min && threshold < range.max) cuts.add(threshold);
    }
  }
  const x = Float64Array.from(cuts).sort();
  const column: Column = { kind: "numeric", name: "", values: Float32Array.from(x) };
  const value = new Float64Array(x.length);
  for (const tree of trees) {
    for (let i = 0; i < x.length; i++) value[i] += sign * tree.baseWeight[leafOf(tree, [column], i)];
  }
  value[x.length - 1] = value[Math.max(0, x.length - 2)];
  return { x, value };
}

/** The trees' summed outputs at each row. */
export function treeOutputs(
  trees: readonly Tree[],
  features: readonly Column[],
  rowCount: number,
  sign: number,
): Float64Array {
  const outputs = new Float64Array(rowCount);
  for (const tree of trees) {
    for (let row = 0; row < rowCount; row++)
      outputs[row] += sign * tree.baseWeight[leafOf(tree, features, row)];
  }
  return outputs;
}
