import type { BinnedMatrix, TreeGrowth } from "../../../compute/backend.ts";
import { powerOfTwo } from "../../../compute/quantisation.ts";
import type { Column } from "../../../core/dataset.ts";
import type { Host } from "../../../core/host.ts";
import { centreThresholds } from "../../learners/tree/centre-thresholds.ts";
import type { ColumnSampler } from "../../learners/tree/column-sampler.ts";
import { type GrownTree, growTree } from "../../learners/tree/grow-tree.ts";
import type { Tree } from "../../learners/tree/tree.ts";
import type { TreeValues } from "../../learners/tree/tree-params.ts";
import type { NodeInspection } from "../engine.ts";

/** A regression tree's job: the weighted mean of `wanted` in each leaf. */
export interface FitInput {
  readonly growth: TreeGrowth;
  readonly wanted: Float32Array;
  /** Room for one number a row, in use while the tree grows. */
  readonly pairs: Float32Array;
  /** One a row. */
  readonly weights: Float32Array;
  readonly sampled: Uint8Array | null;
  readonly columns: ColumnSampler;
  readonly features: readonly Column[];
  readonly values: TreeValues;
  readonly host: Host;
}

/** With more bins each distinct value has its own. */
const MOST_BINS_BY_QUANTILE = 4096;

/** Squared error as gradient pairs: -w y and w, the gradient times 2^exponent. */
interface ScaledPairs {
  readonly gradient: Float32Array;
  readonly hessian: Float32Array;
  readonly exponent: number;
}

/**
 * The grower asks a fixed, absolute gain of a split. Scaled so that the largest gradient lies in [1, 2), that floor does
 * not depend on the unit of the target; a power of two changes no digits.
 */
function scaledPairs({ wanted, weights, pairs: gradient }: FitInput): ScaledPairs {
  const rowCount = wanted.length;
  let largest = 0;
  for (let i = 0; i < rowCount; i++) {
    const size = Math.abs(Math.fround(wanted[i]! * weights[i]!));
    if (size > largest) largest = size;
  }
  let exponent = 0;
  if (largest > 0) {
    while (largest * powerOfTwo(exponent) < 1) exponent++;
    while (largest * powerOfTwo(exponent) >= 2) exponent--;
  }
  const factor = -powerOfTwo(exponent);
  for (let i = 0; i < rowCount; i++) gradient[i] = Math.fround(wanted[i]! * weights[i]!) * factor;
  return { gradient, hessian: weights, exponent };
}

/** The tree of gradients that were multiplied by 2^exponent, for the gradients as they are, or the other way round. */
function rescaled(tree: Tree, exponent: number): Tree {
  if (exponent === 0) return tree;
  const factor = powerOfTwo(-exponent);
  return {
    ...tree,
    value: tree.value.map((value) => value * factor),
    baseWeight: tree.baseWeight.map((weight) => weight * factor),
    gain: tree.gain.map((gain) => gain * factor * factor),
  };
}

export async function fitTree(input: FitInput): Promise<GrownTree> {
  const { gradient, hessian, exponent } = scaledPairs(input);
  const { growth, sampled, columns, values, host } = input;
  const rowCount = gradient.length;
  const grown = await growTree({ growth, gradient, hessian, sampled, columns, values, rowCount, host });
  const tree = await centreThresholds(
    grown.tree,
    growth,
    input.features,
    values.maxBin > MOST_BINS_BY_QUANTILE,
  );
  return {
    tree: rescaled(tree, exponent),
    quantisation: {
      ...grown.quantisation,
      gradientExponent: grown.quantisation.gradientExponent + exponent,
    },
  };
}

/** Sees a node of such a tree again, in the units of the record. */
export async function inspectFittedNode(
  input: FitInput,
  matrix: BinnedMatrix,
  tree: Tree,
  node: number,
): Promise<NodeInspection> {
  const { gradient, hessian, exponent } = scaledPairs(input);
  const { growth, sampled, columns, values } = input;
  const scaledTree = rescaled(tree, -exponent);
  const { inspectNode } = await import("../../learners/tree/inspect-node.ts");
  const seen = await inspectNode({
    growth,
    matrix,
    tree: scaledTree,
    node,
    gradient,
    hessian,
    sampled,
    columns,
    values,
  });
  const factor = powerOfTwo(-exponent);
  return {
    ...seen,
    gradientSum: seen.gradientSum * factor,
    candidates: seen.candidates.map((candidate) => ({
      ...candidate,
      gain: candidate.gain * factor * factor,
    })),
  };
}
