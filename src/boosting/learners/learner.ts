import type { RoundRecord } from "../round-record.ts";
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

/** A round of a stack: one round more of each member, and how much each member's predictions count from here on. */
export interface MembersLearner {
  readonly kind: "members";
  /** The members' own rounds, in their order; null = that member had ended before. */
  readonly rounds: readonly (RoundRecord | null)[];
  /** One a member, >= 0: of the whole members after this round, not of the rounds. */
  readonly weights: readonly number[];
}

/** Anything a round can add. */
export type Learner = TreeLearner | NetLearner | ResidualBlockLearner | LinearLearner | MembersLearner;

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
