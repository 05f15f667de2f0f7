import type { LinearModel } from "./linear/linear-model.ts";
import type { Net } from "./net/net.ts";
import type { ResidualBlock } from "./random-features/residual-block.ts";
import type { Tree } from "./tree/tree.ts";

export interface TreeLearner {
  readonly kind: "tree";
  readonly tree: Tree;
}

export interface NetLearner {
  readonly kind: "net";
  readonly net: Net;
}

export interface ResidualBlockLearner {
  readonly kind: "residual-block";
  readonly block: ResidualBlock;
}

export interface LinearLearner {
  readonly kind: "linear";
  readonly model: LinearModel;
}

/** Anything a round can add. */
export type Learner = TreeLearner | NetLearner | ResidualBlockLearner | LinearLearner;

/** One learner and where its output goes; "all" = a learner with a vector output. */
export interface WeightedLearner {
  readonly learner: Learner;
  readonly output: number | "all";
  readonly weight: number;
}

/** The tree of a learner, for engines that grow nothing else; throws where it is another one. */
export function treeOf({ learner }: WeightedLearner): Tree {
  if (learner.kind !== "tree") throw new TypeError("This learner is no tree.");
  return learner.tree;
}
