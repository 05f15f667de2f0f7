import type { SplitCandidate } from "../../../compute/backend.ts";
import type { Tree } from "./tree.ts";

/** A node while the tree grows. Sums are integers of the quantiser; scales turn them into gradients. */
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

/** Freezes grown nodes into a Tree with a scalar value a leaf. */
export function freezeTree(nodes: readonly GrowingNode[], hessianScale: number, learningRate: number): Tree {
  const rate = Math.fround(learningRate);
  const categoryOffsets = new Uint32Array(nodes.length + 1);
  const categoryCodes: number[] = [];
  nodes.forEach((node, n) => {
    if (node.split?.rightCategories) categoryCodes.push(...node.split.rightCategories);
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
