import type { BinnedMatrix, TreeGrowth } from "../../../compute/backend.ts";
import { powerOfTwo, unitOf } from "../../../compute/quantisation.ts";
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
  /** Room for one number a row, in use while the tree grows, where rows are weighted. */
  readonly pairs: Float32Array;
  /** One a row. */
  readonly weights: Float32Array;
  /** False = all of them are 1. */
  readonly isWeighted: boolean;
  readonly sampled: Uint8Array | null;
  readonly columns: ColumnSampler;
  readonly features: readonly Column[];
  readonly values: TreeValues;
  readonly host: Host;
}

/** With more bins each distinct value has its own. */
const MOST_BINS_BY_QUANTILE = 4096;

/**
 * Weight x target. The grower asks a fixed, absolute gain of a split; that it grows in a unit of these (`holds`) keeps
 * that floor from depending on the unit of the target, and a power of two changes no digits.
 */
function products({ wanted, weights, isWeighted, pairs }: FitInput): Float32Array {
  if (!isWeighted) return wanted;
  for (let i = 0; i < wanted.length; i++) pairs[i] = Math.fround(wanted[i]! * weights[i]!);
  return pairs;
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

export async function fitTree(input: FitInput): Promise<Pick<GrownTree, "tree" | "quantisation">> {
  const { growth, weights, sampled, columns, values, host } = input;
  const gradient = products(input);
  const grown = await growTree({
    growth,
    gradient,
    holds: "targets",
    hessian: weights,
    sampled,
    columns,
    values,
    rowCount: gradient.length,
    host,
  });
  const tree = await centreThresholds(
    grown.tree,
    growth,
    input.features,
    values.maxBin > MOST_BINS_BY_QUANTILE,
  );
  return {
    tree: rescaled(tree, grown.unit),
    quantisation: {
      ...grown.quantisation,
      gradientExponent: grown.quantisation.gradientExponent + grown.unit,
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
  const { growth, weights, sampled, columns, values } = input;
  const gradient = products(input);
  const unit = unitOf(gradient);
  const { inspectNode } = await import("../../learners/tree/inspect-node.ts");
  const seen = await inspectNode({
    growth,
    matrix,
    tree: rescaled(tree, -unit),
    node,
    gradient,
    holds: "targets",
    hessian: weights,
    sampled,
    columns,
    values,
  });
  const factor = powerOfTwo(-unit);
  return {
    ...seen,
    gradientSum: seen.gradientSum * factor,
    candidates: seen.candidates.map((candidate) => ({
      ...candidate,
      gain: candidate.gain * factor * factor,
    })),
  };
}
