import { type ReferenceTable, readJson, readTable } from "./reference-folder.ts";

/** A tree as XGBoost's JSON model writes it. */
export interface XgboostTree {
  readonly left_children: readonly number[];
  readonly right_children: readonly number[];
  readonly split_indices: readonly number[];
  readonly split_conditions: readonly number[];
  readonly split_type: readonly number[];
  readonly loss_changes: readonly number[];
  readonly sum_hessian: readonly number[];
  readonly default_left: readonly number[];
  readonly categories: readonly number[];
  readonly categories_nodes: readonly number[];
  readonly categories_segments: readonly number[];
  readonly categories_sizes: readonly number[];
}

export interface XgboostCase {
  readonly case: string;
  readonly version: string;
  readonly params: { readonly [name: string]: unknown };
  readonly num_boost_round: number;
  readonly dataset: string;
  readonly uses: {
    readonly weights: boolean;
    readonly categorical: boolean;
    readonly aft_bounds: boolean;
    readonly base_margin: unknown;
  };
  readonly metrics: { readonly [set in "train" | "valid"]: { readonly [metric: string]: readonly number[] } };
  readonly margin: readonly (number | readonly number[])[];
  readonly quantile_cuts?: { readonly indptr: readonly number[]; readonly values: readonly number[] };
  readonly model: {
    readonly learner: {
      readonly learner_model_param: { readonly base_score: string };
      readonly gradient_booster: {
        readonly model?: { readonly trees: readonly XgboostTree[]; readonly weight_drop?: readonly number[] };
        readonly gbtree?: { readonly model: { readonly trees: readonly XgboostTree[] } };
        readonly weight_drop?: readonly number[];
      };
    };
  };
}

export function readCase(folder: string, file: string): XgboostCase {
  return readJson<XgboostCase>(folder, "xgb", file);
}

/** Columns that are never features. */
const ROLES = new Set(["y", "w", "lower", "upper", "qid"]);

export interface CaseData {
  readonly table: ReferenceTable;
  readonly features: readonly string[];
  readonly trainRows: readonly number[];
  readonly validRows: readonly number[];
}

/** Validation = rows (or queries) whose number is divisible by 5; file order is kept. */
export function readCaseData(folder: string, dataset: string): CaseData {
  const table = readTable(folder, dataset);
  const features = table.names.filter((name) => !ROLES.has(name));
  const query = table.columns[table.names.indexOf("qid")];
  const isValid = (row: number) => (query === undefined ? row : query[row]!) % 5 === 0;
  const rows = Array.from({ length: table.rowCount }, (_, row) => row);
  return {
    table,
    features,
    trainRows: rows.filter((row) => !isValid(row)),
    validRows: rows.filter(isValid),
  };
}

/** Our parameter names are XGBoost's or its aliases; these say how or where to run, or are handled by the case. */
const NOT_VALUES = new Set(["objective", "tree_method", "nthread", "eval_metric", "num_class", "seed"]);

export function caseValues(params: XgboostCase["params"]): { [name: string]: number | string | boolean } {
  const values: { [name: string]: number | string | boolean } = {};
  for (const [name, value] of Object.entries(params)) {
    if (!NOT_VALUES.has(name)) values[name] = value as number | string | boolean;
  }
  return values;
}

/** In the order in which they were grown. */
export function libraryTrees(reference: XgboostCase): readonly XgboostTree[] {
  const booster = reference.model.learner.gradient_booster;
  return (booster.model ?? booster.gbtree!.model).trees;
}
