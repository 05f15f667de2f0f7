import type { Tree } from "./tree/tree.ts";

/** Anything a round can add. Later: shallow nets, linear models. */
export type Learner = { readonly kind: "tree"; readonly tree: Tree };

/** One learner and where its output goes; "all" = a learner with a vector output. */
export interface WeightedLearner {
  readonly learner: Learner;
  readonly output: number | "all";
  readonly weight: number;
}
