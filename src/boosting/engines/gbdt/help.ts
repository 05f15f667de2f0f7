import type { ParamHelp } from "../../../core/params.ts";
import { baseScoreHelp } from "../../base-score.ts";
import { treeHelp } from "../../learners/tree/tree-help.ts";

export const gbdtHelp: ParamHelp = {
  ...treeHelp,
  base_score: baseScoreHelp,
  num_parallel_tree:
    "Trees grown side by side in a round, each adding its share. With sampling: a boosted random forest.",
  booster: "DART leaves out random earlier trees while a new one is fitted, so that late trees matter too.",
  rate_drop: "Chance of each earlier round to be left out.",
  skip_drop: "Chance that a round leaves out nothing.",
  one_drop: "Leaves out one earlier round even when chance picked none.",
  sample_type: "Every earlier round with the same chance, or in proportion to its weight.",
  normalize_type: "The new tree weighs as much as one dropped tree, or as all of them together.",
};
