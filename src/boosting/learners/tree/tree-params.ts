import type { SplitRule } from "../../../compute/backend.ts";
import { LabError } from "../../../core/errors.ts";
import type { Param, ParamValues } from "../../../core/params.ts";
import type { CutMethod } from "./quantile-cuts.ts";

/** XGBoost's tree parameters, with its ids, aliases and defaults. */
export const treeParams = [
  {
    kind: "number",
    id: "learning_rate",
    aliases: ["eta"],
    label: "Rate",
    help: "How much of each tree is added. Small steps need more rounds and usually predict better.",
    symbol: "η",
    default: 0.3,
    min: 0,
    minExclusive: true,
    max: 1,
    softMin: 0.01,
    softMax: 1,
    scale: "log",
  },
  {
    kind: "integer",
    id: "max_depth",
    label: "Depth",
    help: "Longest path from the root to a leaf. 0 sets no limit; then the number of leaves needs one.",
    default: 6,
    min: 0,
    max: 30,
    softMin: 1,
    softMax: 10,
  },
  {
    kind: "choice",
    id: "grow_policy",
    label: "Growth",
    help: "Level by level, or always at the leaf with the largest gain.",
    default: "depthwise",
    choices: [
      { id: "depthwise", label: "by depth" },
      { id: "lossguide", label: "by gain" },
    ],
  },
  {
    kind: "integer",
    id: "max_leaves",
    label: "Leaves",
    help: "Most leaves a tree may have. 0 sets no limit.",
    default: 0,
    min: 0,
    max: 65536,
    softMin: 0,
    softMax: 256,
  },
  {
    kind: "number",
    id: "min_child_weight",
    label: "Child weight",
    help: "Least sum of hessians in a leaf. For squared error this is the number of rows.",
    default: 1,
    min: 0,
    max: 1e9,
    softMin: 0,
    softMax: 50,
  },
  {
    kind: "number",
    id: "lambda",
    aliases: ["reg_lambda"],
    label: "L2 penalty",
    help: "Shrinks leaf values towards zero, small leaves most.",
    symbol: "λ",
    default: 1,
    min: 0,
    max: 1e9,
    softMin: 0,
    softMax: 20,
  },
  {
    kind: "number",
    id: "alpha",
    aliases: ["reg_alpha"],
    label: "L1 penalty",
    help: "Sets weak leaf values to zero.",
    symbol: "α",
    default: 0,
    min: 0,
    max: 1e9,
    softMin: 0,
    softMax: 20,
  },
  {
    kind: "number",
    id: "gamma",
    aliases: ["min_split_loss"],
    label: "Least gain",
    help: "A split must lower the loss by this much.",
    symbol: "γ",
    default: 0,
    min: 0,
    max: 1e9,
    softMin: 0,
    softMax: 20,
  },
  {
    kind: "number",
    id: "max_delta_step",
    label: "Largest step",
    help: "Largest leaf weight before the rate. 0 sets no limit; helps with very rare classes.",
    default: 0,
    min: 0,
    max: 1e9,
    softMin: 0,
    softMax: 10,
  },
  {
    kind: "integer",
    id: "max_bin",
    label: "Bins",
    help: "Most bins a numeric column is cut into.",
    default: 256,
    min: 2,
    max: 65535,
    softMin: 16,
    softMax: 1024,
  },
  {
    kind: "choice",
    id: "cut_method",
    label: "Cut points",
    help: "Borders of the bins: by XGBoost's sketch, which gives its trees, or by exact quantiles of all rows.",
    default: "sketch",
    choices: [
      { id: "sketch", label: "XGBoost's sketch" },
      { id: "exact", label: "exact quantiles" },
    ],
  },
  {
    kind: "number",
    id: "subsample",
    label: "Row share",
    help: "Chance of each row to take part in a tree.",
    default: 1,
    min: 0,
    minExclusive: true,
    max: 1,
    softMin: 0.1,
    softMax: 1,
  },
  {
    kind: "number",
    id: "colsample_bytree",
    label: "Columns a tree",
    help: "Share of the columns offered to a tree.",
    default: 1,
    min: 0,
    minExclusive: true,
    max: 1,
    softMin: 0.1,
    softMax: 1,
  },
  {
    kind: "number",
    id: "colsample_bylevel",
    label: "Columns a level",
    help: "Share of the tree's columns offered to a level.",
    default: 1,
    min: 0,
    minExclusive: true,
    max: 1,
    softMin: 0.1,
    softMax: 1,
  },
  {
    kind: "number",
    id: "colsample_bynode",
    label: "Columns a node",
    help: "Share of the level's columns offered to a node.",
    default: 1,
    min: 0,
    minExclusive: true,
    max: 1,
    softMin: 0.1,
    softMax: 1,
  },
  {
    kind: "integer",
    id: "max_cat_to_onehot",
    label: "One-hot below",
    help: "A category column with fewer categories is split one category against the rest.",
    default: 4,
    min: 1,
    max: 65536,
    softMin: 1,
    softMax: 32,
  },
  {
    kind: "integer",
    id: "max_cat_threshold",
    label: "Categories a split",
    help: "How many categories, from either end of their order, a split may take.",
    default: 64,
    min: 2,
    max: 65536,
    softMin: 2,
    softMax: 128,
  },
] as const satisfies readonly Param[];

/** Resolved values of treeParams, typed, under names of the code. */
export interface TreeValues {
  readonly learningRate: number;
  readonly maxDepth: number;
  readonly maxLeaves: number;
  readonly lossGuided: boolean;
  readonly gamma: number;
  readonly rule: SplitRule;
  readonly maxBin: number;
  readonly cutMethod: CutMethod;
  readonly subsample: number;
  readonly columnsByTree: number;
  readonly columnsByLevel: number;
  readonly columnsByNode: number;
}

export function treeValues(values: ParamValues): TreeValues {
  const number = (id: string) => values[id] as number;
  if (values.max_depth === 0 && values.max_leaves === 0) {
    throw new LabError("spec.invalid", "A tree needs a limit. Set the depth or the leaves above 0.", {
      path: "max_depth",
      fix: 6,
    });
  }
  return {
    learningRate: number("learning_rate"),
    maxDepth: number("max_depth"),
    maxLeaves: number("max_leaves"),
    lossGuided: values.grow_policy === "lossguide",
    gamma: number("gamma"),
    rule: {
      lambda: number("lambda"),
      alpha: number("alpha"),
      minChildWeight: number("min_child_weight"),
      maxDeltaStep: number("max_delta_step"),
      maxCatToOnehot: number("max_cat_to_onehot"),
      maxCatThreshold: number("max_cat_threshold"),
    },
    maxBin: number("max_bin"),
    cutMethod: values.cut_method as CutMethod,
    subsample: number("subsample"),
    columnsByTree: number("colsample_bytree"),
    columnsByLevel: number("colsample_bylevel"),
    columnsByNode: number("colsample_bynode"),
  };
}
