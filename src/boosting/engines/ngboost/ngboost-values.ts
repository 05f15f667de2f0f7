import type { ParamValues } from "../../../core/params.ts";
import type { TreeValues } from "../../learners/tree/tree-params.ts";

/** Resolved parameters, typed. */
export interface NgboostValues {
  readonly learningRate: number;
  readonly naturalGradient: boolean;
  readonly tolerance: number;
  /** Plain regression trees: no penalty, so that a leaf is the mean of its rows. */
  readonly tree: TreeValues;
}

export function ngboostValues(values: ParamValues): NgboostValues {
  const number = (id: string) => values[id] as number;
  return {
    learningRate: number("learning_rate"),
    naturalGradient: values.natural_gradient as boolean,
    tolerance: number("tol"),
    tree: {
      learningRate: 1,
      maxDepth: number("max_depth"),
      maxLeaves: 0,
      lossGuided: false,
      gamma: 0,
      rule: {
        lambda: 0,
        alpha: 0,
        minChildWeight: number("min_child_weight"),
        maxDeltaStep: 0,
        maxCatToOnehot: 4,
        maxCatThreshold: 64,
      },
      maxBin: number("max_bin"),
      cutMethod: "exact",
      subsample: number("subsample"),
      columnsByTree: number("colsample_bytree"),
      columnsByLevel: 1,
      columnsByNode: 1,
    },
  };
}
