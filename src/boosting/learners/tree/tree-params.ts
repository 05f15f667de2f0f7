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
