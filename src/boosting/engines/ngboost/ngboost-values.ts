import type { ParamValues } from "../../../core/params.ts";
import type { TreeValues } from "../../learners/tree/tree-params.ts";
import type { GradientKind } from "./natural-gradient.ts";

export type BaseLearner = "tree" | "ridge";

/** Resolved parameters, typed. */
export interface NgboostValues {
  readonly learningRate: number;
  readonly gradient: GradientKind;
  /** NGBoost 0.5.11's formulas and start, defects included. */
  readonly asOriginal: boolean;
  /** The line search looks at no more rows than this. */
  readonly searchedRows: number;
  /** It starts at the length that the round before ended with. */
  readonly searchesOn: boolean;
  readonly tolerance: number;
  /** What is fitted to each parameter: the first, the second, and all after. */
  readonly learners: readonly [BaseLearner, BaseLearner, BaseLearner];
  readonly ridgePenalty: number;
  /** Plain regression trees: no penalty, so that a leaf is the mean of its rows. */
  readonly tree: TreeValues;
}

/** Of a line search by sample. */
const SAMPLE = 1024;
/** Bins enough for a cut between any two neighbouring values of most columns. */
const EVERY_VALUE = 65_535;

/** The base learner of a distribution's parameter, counted from 0. */
export const learnerOf = ({ learners }: NgboostValues, output: number): BaseLearner =>
  learners[Math.min(output, 2)]!;

export function ngboostValues(values: ParamValues): NgboostValues {
  const number = (id: string) => values[id] as number;
  const first = (values.learner ?? "tree") as BaseLearner;
  const further = (id: string) => ((values[id] ?? "same") === "same" ? first : (values[id] as BaseLearner));
  const asOriginal = values.formulas === "compat";
  const isWhole = asOriginal || values.line_search === "all";
  return {
    learningRate: number("learning_rate"),
    gradient: values.newton === true ? "newton" : values.natural_gradient === true ? "natural" : "ordinary",
    asOriginal,
    searchedRows: isWhole ? Number.POSITIVE_INFINITY : SAMPLE,
    searchesOn: !isWhole,
    tolerance: number("tol"),
    learners: [first, further("learner_2"), further("learner_3")],
    ridgePenalty: (values.l2 ?? 0) as number,
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
      maxBin: values.tree_method === "exact" ? EVERY_VALUE : number("max_bin"),
      cutMethod: "exact",
      subsample: number("subsample"),
      columnsByTree: number("colsample_bytree"),
      columnsByLevel: 1,
      columnsByNode: 1,
    },
  };
}
