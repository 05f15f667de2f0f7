import type { NodeTask, SplitCandidate, TreeGrowth, TreeInput } from "../../../compute/backend.ts";
import type { Quantisation } from "../../../compute/quantisation.ts";
import type { Host } from "../../../core/host.ts";
import type { ColumnSampler } from "./column-sampler.ts";
import type { Tree } from "./tree.ts";
import { createTreeBuilder, type GrowingNode, type TreeBuilder, wholeTree } from "./tree-builder.ts";
import type { TreeValues } from "./tree-params.ts";

/** XGBoost's kRtEps: a split must gain more than this. */
const LEAST_GAIN = 1e-6;

export interface GrowInput {
  readonly growth: TreeGrowth;
  readonly gradient: TreeInput["gradient"];
  readonly hessian: TreeInput["hessian"];
  readonly sampled: TreeInput["sampled"];
  readonly holds?: TreeInput["holds"];
  readonly columns: ColumnSampler;
  readonly values: TreeValues;
  readonly rowCount: number;
  readonly host: Host;
}

export interface GrownTree {
  readonly tree: Tree;
  readonly quantisation: Quantisation;
  /** See TreeGrowth.beginTree. */
  readonly unit: number;
}

/**
 * Grows one tree: depthwise level by level in node order, lossguide always at the largest gain (ties: the smaller node
 * number). Limits and order are XGBoost's (src/tree/driver.h). The backend keeps the row partition for addLeafValues.
 */
export async function growTree(input: GrowInput): Promise<GrownTree> {
  const { growth, columns, values, host } = input;
  const { gradient, hessian, sampled, holds } = input;
  const features = columns.tree;
  const begun = await growth.beginTree({ gradient, hessian, sampled, features, ...(holds && { holds }) });
  const { quantisation, unit } = begun;
  const whole = growWhole(input, begun);
  if (whole !== null) return { tree: whole, quantisation, unit };
  const builder = createTreeBuilder(quantisation, values);
  const root = builder.addRoot(begun.gradientSum, begun.hessianSum, input.rowCount);
  let open = await evaluate(input, [taskOf(input, root, "rows")]);
  let leafCount = 1;
  while (open.length > 0) {
    const room = values.maxLeaves === 0 ? Number.POSITIVE_INFINITY : values.maxLeaves - leafCount;
    if (room <= 0) break;
    const chosen = nextToExpand(open, values.lossGuided, room);
    leafCount += chosen.length;
    const children = await expand(input, builder, chosen);
    open = values.lossGuided ? [...open.filter((entry) => entry !== chosen[0]), ...children] : children;
    const breath = host.pause();
    if (breath) await breath;
  }
  return { tree: builder.freeze(), quantisation, unit };
}

/** In one call where the backend can, and where nothing decides but the plan. */
function growWhole(
  { growth, columns, values }: GrowInput,
  { gradientSum, hessianSum }: { readonly gradientSum: number; readonly hessianSum: number },
): Tree | null {
  const { rule, maxDepth, gamma, learningRate, maxLeaves, lossGuided } = values;
  if (growth.growWhole === undefined || maxLeaves !== 0 || lossGuided || !columns.isUniform) return null;
  const sums = { gradientSum, hessianSum };
  const grown = growth.growWhole({ rule, maxDepth, gamma, learningRate, leastGain: LEAST_GAIN, ...sums });
  return grown === null ? null : wholeTree(grown);
}

const mayHaveChildren = (values: TreeValues, depth: number) =>
  values.maxDepth === 0 || depth < values.maxDepth;

function taskOf(
  { columns, values }: GrowInput,
  node: GrowingNode,
  histogram: NodeTask["histogram"],
): NodeTask {
  return {
    node: node.id,
    gradientSum: node.gradientSum,
    hessianSum: node.hessianSum,
    features: columns.forNode(node.depth, node.id),
    histogram,
    lastUse: !mayHaveChildren(values, node.depth + 1),
  };
}

/** Best splits of nodes, less those that gain too little. */
async function evaluate({ growth, values }: GrowInput, tasks: NodeTask[]): Promise<SplitCandidate[]> {
  if (tasks.length === 0) return [];
  const candidates = await growth.findSplits(tasks, values.rule);
  return candidates.filter(({ feature, gain }) => feature >= 0 && gain > LEAST_GAIN && gain >= values.gamma);
}

/** Splits nodes and looks at their children: the one with fewer rows from its rows, the other by subtraction. */
async function expand(
  input: GrowInput,
  builder: TreeBuilder,
  chosen: readonly SplitCandidate[],
): Promise<SplitCandidate[]> {
  const first = builder.nodes.length;
  const applied = chosen.map((split, i) => ({
    split,
    left: first + 2 * i,
    right: first + 2 * i + 1,
    growsOn: mayHaveChildren(input.values, builder.nodes[split.node]!.depth + 1),
  }));
  const counts = await input.growth.applySplits(applied);
  const tasks = chosen.flatMap((candidate, i) => {
    const [left, right] = builder.split(candidate, counts[i]!);
    if (!mayHaveChildren(input.values, left.depth)) return [];
    const [built, other] = left.rowCount <= right.rowCount ? [left, right] : [right, left];
    const subtracted = { parent: candidate.node, sibling: built.id };
    return [taskOf(input, built, "rows"), taskOf(input, other, subtracted)];
  });
  return evaluate(input, tasks);
}

function nextToExpand(open: readonly SplitCandidate[], lossGuided: boolean, room: number): SplitCandidate[] {
  if (!lossGuided) return [...open].sort((a, b) => a.node - b.node).slice(0, room);
  const best = open.reduce((top, entry) =>
    entry.gain > top.gain || (entry.gain === top.gain && entry.node < top.node) ? entry : top,
  );
  return [best];
}
