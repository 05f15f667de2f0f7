import type { GrownNodes, SplitCandidate } from "../../../compute/backend.ts";
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

/** A tree that a backend grew whole. */
export function wholeTree(nodes: GrownNodes): Tree {
  return {
    ...nodes,
    stride: 1,
    categoryOffsets: new Uint32Array(nodes.nodeCount + 1),
    categoryCodes: new Int32Array(0),
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
  const count = nodes.length;
  const tree = {
    feature: new Int32Array(count),
    threshold: new Float32Array(count),
    bin: new Int32Array(count),
    left: new Int32Array(count),
    right: new Int32Array(count),
    parent: new Int32Array(count),
    defaultLeft: new Uint8Array(count),
    value: new Float32Array(count),
    gain: new Float32Array(count),
    cover: new Float32Array(count),
    count: new Uint32Array(count),
    baseWeight: new Float32Array(count),
  };
  for (let n = 0; n < count; n++) {
    const node = nodes[n]!;
    const { split } = node;
    tree.feature[n] = split === null ? -1 : split.feature;
    tree.threshold[n] = split === null ? 0 : split.threshold;
    tree.bin[n] = split === null ? -1 : split.bin;
    tree.left[n] = node.left;
    tree.right[n] = node.right;
    tree.parent[n] = node.parent;
    tree.defaultLeft[n] = split?.defaultLeft ? 1 : 0;
    tree.value[n] = split === null ? node.weight * rate : 0;
    tree.gain[n] = split === null ? 0 : split.gain;
    tree.cover[n] = node.hessianSum * hessianScale;
    tree.count[n] = node.rowCount;
    tree.baseWeight[n] = node.weight;
  }
  return {
    nodeCount: count,
    stride: 1,
    ...tree,
    categoryOffsets,
    categoryCodes: Int32Array.from(categoryCodes),
  };
}
