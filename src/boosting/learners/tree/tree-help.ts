import type { ParamHelp } from "../../../core/params.ts";

/** What treeParams do, for forms. */
export const treeHelp = {
  learning_rate: "How much of each tree is added. Small steps need more rounds and usually predict better.",
  max_depth: "Longest path from the root to a leaf. 0 sets no limit; then the number of leaves needs one.",
  grow_policy: "Level by level, or always at the leaf with the largest gain.",
  max_leaves: "Most leaves a tree may have. 0 sets no limit.",
  min_child_weight: "Least sum of hessians in a leaf. For squared error this is the number of rows.",
  lambda: "Shrinks leaf values towards zero, small leaves most.",
  alpha: "Sets weak leaf values to zero.",
  gamma: "A split must lower the loss by this much.",
  max_delta_step: "Largest leaf weight before the rate. 0 sets no limit; helps with very rare classes.",
  max_bin: "Most bins a numeric column is cut into.",
  cut_method:
    "Borders of the bins: by XGBoost's sketch, which gives its trees, or by exact quantiles of all rows.",
  subsample: "Chance of each row to take part in a tree.",
  colsample_bytree: "Share of the columns offered to a tree.",
  colsample_bylevel: "Share of the tree's columns offered to a level.",
  colsample_bynode: "Share of the level's columns offered to a node.",
  max_cat_to_onehot: "A category column with fewer categories is split one category against the rest.",
  max_cat_threshold: "How many categories, from either end of their order, a split may take.",
} as const satisfies ParamHelp;
