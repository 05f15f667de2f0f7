import type { ParamHelp } from "../../../core/params.ts";
import { treeHelp } from "../../learners/tree/tree-help.ts";

export const ngboostHelp: ParamHelp = {
  learning_rate: "How much of each round is added. Small steps need more rounds and usually predict better.",
  max_depth: "Longest path from the root to a leaf.",
  learner: "What is fitted to each parameter's gradient: a tree, or a linear model of standardised columns.",
  learner_2: "A learner of its own for the distribution's second parameter, such as trees for the scale.",
  learner_3: "The learner of the third parameter and all after it.",
  l2: "Shrinks a linear model's coefficients; 0 is least squares.",
  natural_gradient:
    "Measures steps between distributions, not between parameters. Off: the ordinary gradient.",
  newton: "Newton steps: each parameter's gradient over its own curvature, rows weighted by it.",
  line_search:
    "Looks for each round's step length on all rows of the batch from 1 on, or on 1,024 of them from the last length on: much faster.",
  formulas: "Exact, or those of NGBoost 0.5.11 with its known defects, to reproduce its results.",
  tree_method: "Quantiles of each column, or every value, as trees of scikit-learn have them: slower.",
  min_child_weight: "Least number of rows in a leaf; with row weights, the least sum of weights.",
  subsample: "Chance of each row to take part in a round.",
  colsample_bytree: "Share of the columns offered to a round.",
  max_bin: treeHelp.max_bin,
  tol: "Training ends when the trees' mean step is shorter; the line search goes no lower.",
};
