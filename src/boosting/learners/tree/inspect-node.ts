import type { BinnedMatrix, SplitCandidate, TreeGrowth, TreeInput } from "../../../compute/backend.ts";
import { powerOfTwo } from "../../../compute/quantisation.ts";
import type { NodeInspection } from "../../engines/engine.ts";
import type { ColumnSampler } from "./column-sampler.ts";
import type { Tree } from "./tree.ts";
import type { TreeValues } from "./tree-params.ts";

export interface InspectInput {
  readonly growth: TreeGrowth;
  readonly matrix: BinnedMatrix;
  readonly tree: Tree;
  readonly node: number;
  readonly gradient: TreeInput["gradient"];
  readonly holds?: TreeInput["holds"];
  readonly hessian: TreeInput["hessian"];
  readonly sampled: TreeInput["sampled"];
  readonly columns: ColumnSampler;
  readonly values: TreeValues;
}

/** Nodes from the root down to `node`, without `node` itself. */
function ancestors(tree: Tree, node: number): number[] {
  const path: number[] = [];
  for (let at = tree.parent[node]!; at >= 0; at = tree.parent[at]!) path.unshift(at);
  return path;
}

function depthOf(tree: Tree, node: number): number {
  return ancestors(tree, node).length;
}

/** The logged split of a node, as the backend takes it; sums are not needed to move rows. */
function splitOf(tree: Tree, node: number): SplitCandidate {
  const start = tree.categoryOffsets[node]!;
  const end = tree.categoryOffsets[node + 1]!;
  return {
    node,
    feature: tree.feature[node]!,
    gain: tree.gain[node]!,
    bin: tree.bin[node]!,
    threshold: tree.threshold[node]!,
    defaultLeft: tree.defaultLeft[node] === 1,
    rightCategories: end > start ? tree.categoryCodes.slice(start, end) : null,
    leftGradient: 0,
    leftHessian: 0,
    rightGradient: 0,
    rightHessian: 0,
  };
}

/**
 * Sees a node again: moves the training rows down the logged tree, sums them, and asks each offered feature for its best
 * split. Exact, since sums are integers; `matchesRecord` compares cover and the chosen gain with the log.
 */
export async function inspectNode(input: InspectInput): Promise<NodeInspection> {
  const { growth, matrix, tree, node, values } = input;
  const { quantisation } = await growth.beginTree({
    gradient: input.gradient,
    ...(input.holds && { holds: input.holds }),
    hessian: input.hessian,
    sampled: input.sampled,
    features: null,
  });
  for (const at of ancestors(tree, node)) {
    const [left, right] = [tree.left[at]!, tree.right[at]!];
    await growth.applySplits([{ split: splitOf(tree, at), left, right, growsOn: false }]);
  }
  const histogram = await growth.histogramOf(node);
  const sums = { gradient: 0, hessian: 0 };
  for (let slot = 0; slot < matrix.histogramOffsets[1]!; slot++) {
    sums.gradient += histogram[2 * slot]!;
    sums.hessian += histogram[2 * slot + 1]!;
  }
  const offered =
    input.columns.forNode(depthOf(tree, node), node) ??
    Int32Array.from({ length: matrix.featureCount }, (_, f) => f);
  const candidates = [];
  for (const feature of offered) {
    const [candidate] = await growth.findSplits(
      [
        {
          node,
          gradientSum: sums.gradient,
          hessianSum: sums.hessian,
          features: Int32Array.of(feature),
          histogram: "rows",
          lastUse: true,
        },
      ],
      values.rule,
    );
    candidates.push({
      feature,
      gain: candidate!.gain,
      threshold: candidate!.threshold,
      rightCategories: candidate!.rightCategories === null ? null : Array.from(candidate!.rightCategories),
    });
  }
  candidates.sort((a, b) => b.gain - a.gain || a.feature - b.feature);
  const cover = Math.fround(sums.hessian * powerOfTwo(-quantisation.hessianExponent));
  const isLeaf = tree.left[node]! < 0;
  const rows = await growth.rowsOf(node);
  return {
    node,
    gradientSum: sums.gradient * powerOfTwo(-quantisation.gradientExponent),
    hessianSum: sums.hessian * powerOfTwo(-quantisation.hessianExponent),
    rowCount: rows.length,
    candidates,
    matchesRecord: cover === tree.cover[node] && (isLeaf || candidates[0]?.gain === tree.gain[node]),
  };
}
