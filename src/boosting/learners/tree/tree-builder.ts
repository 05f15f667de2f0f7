import type { SplitCandidate } from "../../../compute/backend.ts";
import { powerOfTwo, type Quantisation } from "../../../compute/quantisation.ts";
import { leafWeight } from "../../../compute/split-gain.ts";
import type { Tree } from "./tree.ts";
import type { TreeValues } from "./tree-params.ts";

/** A node while the tree grows. Sums are integers of the quantiser. */
export interface GrowingNode {
  readonly id: number;
  readonly parent: number;
  readonly depth: number;
  readonly gradientSum: number;
  readonly hessianSum: number;
  readonly rowCount: number;
  /** Newton weight, float32. */
  readonly weight: number;
  split: SplitCandidate | null;
  left: number;
  right: number;
}

/** The nodes of a tree under way, numbered in the order in which they come into being. */
export interface TreeBuilder {
  readonly nodes: readonly GrowingNode[];
  addRoot(gradientSum: number, hessianSum: number, rowCount: number): GrowingNode;
  /** Gives a node its split and its two children. */
  split(candidate: SplitCandidate, rowCounts: readonly [number, number]): readonly [GrowingNode, GrowingNode];
  freeze(): Tree;
}

export function createTreeBuilder(quantisation: Quantisation, values: TreeValues): TreeBuilder {
  const gradientScale = powerOfTwo(-quantisation.gradientExponent);
  const hessianScale = powerOfTwo(-quantisation.hessianExponent);
  const nodes: GrowingNode[] = [];

  function add(
    parent: GrowingNode | null,
    sums: { readonly gradient: number; readonly hessian: number },
    rowCount: number,
  ): GrowingNode {
    const node: GrowingNode = {
      id: nodes.length,
      parent: parent?.id ?? -1,
      depth: parent === null ? 0 : parent.depth + 1,
      gradientSum: sums.gradient,
      hessianSum: sums.hessian,
      rowCount,
      weight: leafWeight(sums.gradient * gradientScale, sums.hessian * hessianScale, values.rule),
      split: null,
      left: -1,
      right: -1,
    };
    nodes.push(node);
    return node;
  }

  return {
    nodes,
    addRoot: (gradient, hessian, rowCount) => add(null, { gradient, hessian }, rowCount),
    split(candidate, [leftCount, rightCount]) {
      const node = nodes[candidate.node]!;
      node.split = candidate;
      const left = { gradient: candidate.leftGradient, hessian: candidate.leftHessian };
      const right = { gradient: candidate.rightGradient, hessian: candidate.rightHessian };
      const children = [add(node, left, leftCount), add(node, right, rightCount)] as const;
      node.left = children[0].id;
      node.right = children[1].id;
      return children;
    },
    freeze: () => freezeNodes(nodes, hessianScale, values.learningRate),
  };
}

function freezeNodes(nodes: readonly GrowingNode[], hessianScale: number, learningRate: number): Tree {
  const rate = Math.fround(learningRate);
  const categoryOffsets = new Uint32Array(nodes.length + 1);
  const categoryCodes: number[] = [];
  nodes.forEach((node, n) => {
    for (const code of node.split?.rightCategories ?? []) categoryCodes.push(code);
    categoryOffsets[n + 1] = categoryCodes.length;
  });
  const ints = (pick: (node: GrowingNode) => number) => Int32Array.from(nodes, pick);
  const floats = (pick: (node: GrowingNode) => number) => Float32Array.from(nodes, pick);
  return {
    nodeCount: nodes.length,
    stride: 1,
    feature: ints((node) => node.split?.feature ?? -1),
    threshold: floats((node) => node.split?.threshold ?? 0),
    bin: ints((node) => node.split?.bin ?? -1),
    left: ints((node) => node.left),
    right: ints((node) => node.right),
    parent: ints((node) => node.parent),
    defaultLeft: Uint8Array.from(nodes, (node) => (node.split?.defaultLeft ? 1 : 0)),
    value: floats((node) => (node.split === null ? node.weight * rate : 0)),
    gain: floats((node) => node.split?.gain ?? 0),
    cover: floats((node) => node.hessianSum * hessianScale),
    count: Uint32Array.from(nodes, (node) => node.rowCount),
    baseWeight: floats((node) => node.weight),
    categoryOffsets,
    categoryCodes: Int32Array.from(categoryCodes),
  };
}
