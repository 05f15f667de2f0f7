import type { Param, ParamValues } from "../../../core/params.ts";

const isDart = (values: ParamValues) => values.booster === "dart";

/** DART's parameters (Rashmi and Gilad-Bachrach 2015), with XGBoost's ids. */
export const dartParams = [
  {
    kind: "choice",
    id: "booster",
    label: "Booster",
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
    default: false,
    appliesWhen: isDart,
  },
  {
    kind: "choice",
    id: "sample_type",
    label: "Drop by",
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
    default: "tree",
    choices: [
      { id: "tree", label: "as each dropped" },
      { id: "forest", label: "as all dropped" },
    ],
    appliesWhen: isDart,
  },
] as const satisfies readonly Param[];
