import type { Param, ParamValues } from "../../../core/params.ts";
import { treeParams } from "../../learners/tree/tree-params.ts";
import type { EngineMeta } from "../engine.ts";

/** A tree parameter with what is different here. */
function treeParam(id: string, change: Partial<Param>): Param {
  return { ...treeParams.find((param) => param.id === id)!, ...change } as Param;
}

const LEARNERS = [
  { id: "tree", label: "trees" },
  { id: "ridge", label: "ridge regression" },
];

const learnersOf = ({ learner = "tree", learner_2 = "same", learner_3 = "same" }: ParamValues) =>
  [learner, learner_2, learner_3].map((one) => (one === "same" ? learner : one));
const hasTrees = (values: ParamValues) => learnersOf(values).includes("tree");

/** The learner of a parameter after the first. */
const furtherLearner = (id: string, label: string): Param => ({
  kind: "choice",
  id,
  label,
  default: "same",
  choices: [{ id: "same", label: "as the first" }, ...LEARNERS],
  isLater: true,
});

const params: readonly Param[] = [
  treeParam("learning_rate", {
    default: 0.01,
    softMin: 0.001,
  }),
  treeParam("max_depth", { default: 3, min: 1 }),
  {
    kind: "choice",
    id: "learner",
    label: "Learner",
    default: "tree",
    choices: LEARNERS,
    isLater: true,
  },
  furtherLearner("learner_2", "Learner of the 2nd parameter"),
  furtherLearner("learner_3", "Learner of further ones"),
  {
    kind: "number",
    id: "l2",
    label: "Ridge penalty",
    symbol: "α",
    default: 0,
    min: 0,
    max: 1e9,
    softMin: 0.01,
    softMax: 1000,
    scale: "log",
    appliesWhen: (values) => learnersOf(values).includes("ridge"),
    isLater: true,
  },
  {
    kind: "boolean",
    id: "natural_gradient",
    label: "Natural gradient",
    default: true,
    appliesWhen: (values) => values.newton !== true,
  },
  {
    kind: "boolean",
    id: "newton",
    label: "Second order",
    default: false,
  },
  {
    kind: "choice",
    id: "line_search",
    label: "Line search",
    default: "sample",
    choices: [
      { id: "sample", label: "fast, 1,024 rows" },
      { id: "all", label: "all rows" },
    ],
    appliesWhen: (values) => values.formulas !== "compat",
  },
  {
    kind: "choice",
    id: "formulas",
    label: "Formulas",
    default: "exact",
    choices: [
      { id: "exact", label: "exact" },
      { id: "compat", label: "as NGBoost 0.5.11" },
    ],
  },
  {
    kind: "choice",
    id: "tree_method",
    label: "Cut points",
    default: "hist",
    choices: [
      { id: "hist", label: "quantiles" },
      { id: "exact", label: "every value" },
    ],
    appliesWhen: hasTrees,
  },
  treeParam("min_child_weight", { appliesWhen: hasTrees }),
  treeParam("subsample", {
    aliases: ["minibatch_frac"],
  }),
  treeParam("colsample_bytree", {
    aliases: ["col_sample"],
    label: "Columns a round",
  }),
  treeParam("max_bin", { appliesWhen: (values) => hasTrees(values) && values.tree_method !== "exact" }),
  {
    kind: "number",
    id: "tol",
    label: "Least step",
    default: 1e-4,
    min: 0,
    max: 1,
    softMin: 1e-6,
    softMax: 1e-2,
    scale: "log",
  },
];

export const ngboostMeta: EngineMeta = {
  id: "ngboost",
  label: "NGBoost",
  kind: "distributions",
  hue: "ngb",
  tasks: ["regression", "binary", "multiclass", "survival", "multioutput"],
  fits: "distribution",
  learner: "tree",
  furtherLearners: ["linear"],
  params,
  mainParams: ["learning_rate", "max_depth"],
  gentle: { learning_rate: 0.1, max_depth: 3 },
  aliases: {},
  capabilities: {
    hasCover: true,
    hasCounts: true,
    hasTrainingRows: true,
    canInspect: true,
    canContinue: true,
  },
  load: async () => (await import("./engine.ts")).ngboostEngine,
  loadHelp: async () => (await import("./help.ts")).ngboostHelp,
};
