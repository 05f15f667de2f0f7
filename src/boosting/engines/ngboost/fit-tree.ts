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

/** Makes the tree of gradients that were multiplied by 2^exponent that of the gradients as they are. */
function rescale({ nodeCount, value, baseWeight, gain }: Tree, exponent: number): void {
  if (exponent === 0) return;
  const factor = powerOfTwo(-exponent);
  for (let node = 0; node < nodeCount; node++) {
    value[node] = value[node]! * factor;
    baseWeight[node] = baseWeight[node]! * factor;
    gain[node] = gain[node]! * factor * factor;
  }
}

/** The other way round, in a copy. */
function scaledCopy(tree: Tree, exponent: number): Tree {
  const { value, baseWeight, gain } = tree;
  const copy = { ...tree, value: value.slice(), baseWeight: baseWeight.slice(), gain: gain.slice() };
  rescale(copy, -exponent);
  return copy;
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
  const ofAll = values.maxBin > MOST_BINS_BY_QUANTILE;
  const tree = await centreThresholds(grown.tree, growth, input.features, ofAll);
  rescale(tree, grown.unit);
  return {
    tree,
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
    tree: scaledCopy(tree, unit),
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
