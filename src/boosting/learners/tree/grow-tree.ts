import type { NodeTask, SplitCandidate, TreeGrowth, TreeInput } from "../../../compute/backend.ts";
import { powerOfTwo, type Quantisation } from "../../../compute/quantisation.ts";
import { leafWeight } from "../../../compute/split-gain.ts";
import type { Host } from "../../../core/host.ts";
import type { ColumnSampler } from "./column-sampler.ts";
import type { Tree } from "./tree.ts";
import { freezeTree, type GrowingNode } from "./tree-builder.ts";
import type { TreeValues } from "./tree-params.ts";

/** XGBoost's kRtEps: a split must gain more than this. */
const LEAST_GAIN = 1e-6;

export interface GrowInput {
  readonly growth: TreeGrowth;
  readonly gradient: TreeInput["gradient"];
  readonly hessian: TreeInput["hessian"];
  readonly sampled: TreeInput["sampled"];
  readonly columns: ColumnSampler;
  readonly values: TreeValues;
  readonly rowCount: number;
  readonly host: Host;
}

export interface GrownTree {
  readonly tree: Tree;
  readonly quantisation: Quantisation;
}

/** A node that may be split, with its best candidate. */
interface Expandable {
  readonly node: GrowingNode;
  readonly candidate: SplitCandidate;
}

/**
 * Grows one tree: depthwise level by level in node order, lossguide always at the largest gain (ties: the smaller node
 * number). Limits and order are XGBoost's (src/tree/driver.h). The backend keeps the row partition for addLeafValues.
 */
export async function growTree(input: GrowInput): Promise<GrownTree> {
  const { growth, columns, values, host } = input;
  const { gradient, hessian, sampled } = input;
  const begun = await growth.beginTree({ gradient, hessian, sampled, features: columns.tree });
  const scales = {
    gradient: powerOfTwo(-begun.quantisation.gradientExponent),
    hessian: powerOfTwo(-begun.quantisation.hessianExponent),
  };
  const nodes: GrowingNode[] = [];

  function addNode(
    parent: GrowingNode | null,
    gradientSum: number,
    hessianSum: number,
    rowCount: number,
  ): GrowingNode {
    const node: GrowingNode = {
      id: nodes.length,
      parent: parent?.id ?? -1,
      depth: parent === null ? 0 : parent.depth + 1,
      gradientSum,
      hessianSum,
      rowCount,
      weight: leafWeight(gradientSum * scales.gradient, hessianSum * scales.hessian, values.rule),
      split: null,
      left: -1,
      right: -1,
    };
    nodes.push(node);
    return node;
  }

  function taskOf(node: GrowingNode, histogram: NodeTask["histogram"]): NodeTask {
    return {
      node: node.id,
      gradientSum: node.gradientSum,
      hessianSum: node.hessianSum,
      features: columns.forNode(node.depth, node.id),
      histogram,
      lastUse: !mayDeepen(node.depth + 1),
    };
  }

  const mayDeepen = (depth: number) => values.maxDepth === 0 || depth < values.maxDepth;

  async function evaluate(tasks: NodeTask[]): Promise<Expandable[]> {
    if (tasks.length === 0) return [];
    const candidates = await growth.findSplits(tasks, values.rule);
    return candidates
      .filter(({ feature, gain }) => feature >= 0 && gain > LEAST_GAIN && gain >= values.gamma)
      .map((candidate) => ({ node: nodes[candidate.node]!, candidate }));
  }

  /** Splits nodes and looks at their children: the one with fewer rows from its rows, the other by subtraction. */
  async function expand(chosen: readonly Expandable[]): Promise<Expandable[]> {
    const first = nodes.length;
    const applied = chosen.map(({ candidate }, i) => ({
      split: candidate,
      left: first + 2 * i,
      right: first + 2 * i + 1,
    }));
    const counts = await growth.applySplits(applied);
    const tasks = chosen.flatMap(({ node, candidate }, i) => {
      const [leftCount, rightCount] = counts[i]!;
      node.split = candidate;
      const left = addNode(node, candidate.leftGradient, candidate.leftHessian, leftCount);
      const right = addNode(node, candidate.rightGradient, candidate.rightHessian, rightCount);
      node.left = left.id;
      node.right = right.id;
      if (!mayDeepen(left.depth)) return [];
      const [built, other] = leftCount <= rightCount ? [left, right] : [right, left];
      return [taskOf(built, "rows"), taskOf(other, { parent: node.id, sibling: built.id })];
    });
    return evaluate(tasks);
  }

  const root = addNode(null, begun.gradientSum, begun.hessianSum, input.rowCount);
  let open = mayDeepen(0) ? await evaluate([taskOf(root, "rows")]) : [];
  let leafCount = 1;
  while (open.length > 0) {
    const room = values.maxLeaves === 0 ? Number.POSITIVE_INFINITY : values.maxLeaves - leafCount;
    if (room <= 0) break;
    const chosen = nextToExpand(open, values.lossGuided, room);
    leafCount += chosen.length;
    const children = await expand(chosen);
    open = values.lossGuided ? [...open.filter((entry) => entry !== chosen[0]), ...children] : children;
    const breath = host.pause();
    if (breath) await breath;
  }
  return {
    tree: freezeTree(nodes, scales.hessian, values.learningRate),
    quantisation: begun.quantisation,
  };
}

function nextToExpand(open: readonly Expandable[], lossGuided: boolean, room: number): Expandable[] {
  if (!lossGuided) {
    return [...open].sort((a, b) => a.node.id - b.node.id).slice(0, room);
  }
  const best = open.reduce((top, entry) =>
    entry.candidate.gain > top.candidate.gain ||
    (entry.candidate.gain === top.candidate.gain && entry.node.id < top.node.id)
      ? entry
      : top,
  );
  return [best];
}
