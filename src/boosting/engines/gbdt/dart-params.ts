import type { Param, ParamValues } from "../../../core/params.ts";

const isDart = (values: ParamValues) => values.booster === "dart";

/** DART's parameters (Rashmi and Gilad-Bachrach 2015), with XGBoost's ids. */
export const dartParams = [
  {
    kind: "choice",
    id: "booster",
    label: "Booster",
    help: "DART leaves out random earlier trees while a new one is fitted, so that late trees matter too.",
    default: "gbtree",
    choices: [
      { id: "gbtree", label: "plain" },
      { id: "dart", label: "DART" },
    ],
  },
  {
    kind: "number",
    id: "rate_drop",
    label: "Drop rate",
    help: "Chance of each earlier round to be left out.",
    default: 0,
    min: 0,
    max: 1,
    softMin: 0,
    softMax: 1,
    appliesWhen: isDart,
  },
  {
    kind: "number",
    id: "skip_drop",
    label: "Skip dropping",
    help: "Chance that a round leaves out nothing.",
    default: 0,
    min: 0,
    max: 1,
    softMin: 0,
    softMax: 1,
    appliesWhen: isDart,
  },
  {
    kind: "boolean",
    id: "one_drop",
    label: "Drop at least one",
    help: "Leaves out one earlier round even when chance picked none.",
    default: false,
    appliesWhen: isDart,
  },
  {
    kind: "choice",
    id: "sample_type",
    label: "Drop by",
    help: "Every earlier round with the same chance, or in proportion to its weight.",
    default: "uniform",
    choices: [
      { id: "uniform", label: "equal chance" },
      { id: "weighted", label: "weight" },
    ],
    appliesWhen: isDart,
  },
  {
    kind: "choice",
    id: "normalize_type",
    label: "New weight",
    help: "The new tree weighs as much as one dropped tree, or as all of them together.",
    default: "tree",
    choices: [
      { id: "tree", label: "as each dropped" },
      { id: "forest", label: "as all dropped" },
    ],
    appliesWhen: isDart,
  },
] as const satisfies readonly Param[];
