import { categorical } from "../../src/boosting/distributions/categorical.ts";
import type { Family } from "../../src/boosting/distributions/distribution.ts";
import { distributionById, loadDistribution } from "../../src/boosting/distributions/index.ts";
import { ngboostEngine } from "../../src/boosting/engines/ngboost/engine.ts";
import { ngboostMeta } from "../../src/boosting/engines/ngboost/meta.ts";
import { parameterRows, stepsOf } from "../../src/boosting/engines/ngboost/parameter-steps.ts";
import type { RoundRecord } from "../../src/boosting/round-record.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { Dataset } from "../../src/core/dataset.ts";
import { resolveValues } from "../../src/core/resolve-params.ts";
import { readJson } from "./reference-folder.ts";
import type { CaseData } from "./xgboost-case.ts";

/** A tree of scikit-learn as the reference files keep it: left iff x <= threshold, feature -2 in a leaf. */
export interface SklearnTree {
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly value: readonly number[];
}

export interface NgboostCase {
  readonly run: string;
  readonly dataset: string;
  readonly distribution: string;
  readonly score: string;
  readonly weights: boolean;
  readonly params: {
    readonly n_estimators: number;
    readonly learning_rate: number;
    readonly natural_gradient: boolean;
    readonly minibatch_frac?: number;
    readonly col_sample?: number;
    /** "DecisionTreeRegressor(criterion=squared_error,max_depth=3,random_state=0)" */
    readonly base: string;
  };
  readonly init_params: readonly number[];
  readonly train_loss_before_round: readonly number[];
  readonly train_loss_after_round: readonly number[];
  readonly scalings: readonly number[];
  readonly trees: readonly (readonly SklearnTree[])[];
  readonly params_valid20: readonly (readonly number[])[];
}

export function readNgboostCase(folder: string, file: string): NgboostCase {
  return readJson<NgboostCase>(folder, "ngboost", file);
}

/** The library's names of families, and ours. Its classes are named by their number of parameters. */
const FAMILIES: { readonly [name: string]: string } = {
  Normal: "normal",
  NormalFixedVar: "normal-fixed-variance",
  NormalFixedMean: "normal-fixed-mean",
  LogNormal: "lognormal",
  Exponential: "exponential",
  Gamma: "gamma",
  Poisson: "poisson",
  Laplace: "laplace",
  T: "student-t",
  TFixedDf: "student-t-3",
  TFixedDfFixedVar: "student-t-3-fixed-scale",
  Cauchy: "cauchy",
  CauchyFixedVar: "cauchy-fixed-scale",
  HalfNormal: "half-normal",
  Weibull: "weibull",
  Beta: "beta",
  LogitNormal: "logit-normal",
};

/** Our family of that name; null = there is none. */
export async function familyOf(name: string, parameterCount: number): Promise<Family | null> {
  if (name.startsWith("Categorical") || name === "Bernoulli") return categorical(parameterCount + 1);
  const id = FAMILIES[name];
  if (id === undefined) return null;
  await loadDistribution(id);
  return distributionById(id);
}

export const scoreIds: { readonly [name: string]: string } = { LogScore: "log", CRPScore: "crps" };

/** Why a run can not be met, or null. */
export async function whyNotCovered(reference: NgboostCase): Promise<string | null> {
  const { base, minibatch_frac, col_sample } = reference.params;
  const family = await familyOf(reference.distribution, reference.init_params.length);
  if (family === null) return `distribution ${reference.distribution} is not built`;
  if (!family.scores.some(({ id }) => id === scoreIds[reference.score])) return `score ${reference.score}`;
  if ((minibatch_frac ?? 1) < 1 || (col_sample ?? 1) < 1) return "the library draws its own random numbers";
  return base.startsWith("DecisionTreeRegressor") ? null : `base learner ${base}`;
}

export function featureValue(data: CaseData, feature: number, row: number): number {
  const column = data.table.columns[data.table.names.indexOf(data.features[feature]!)]!;
  return Math.fround(column[row]!);
}

export function columnOf(data: CaseData, name: string, rows: readonly number[]): number[] {
  const column = data.table.columns[data.table.names.indexOf(name)]!;
  return rows.map((row) => column[row]!);
}

function datasetOf(data: CaseData, reference: NgboostCase): Dataset {
  const rows = data.trainRows;
  const values = Float64Array.from(columnOf(data, "y", rows));
  const isClasses =
    reference.distribution.startsWith("Categorical") || reference.distribution === "Bernoulli";
  const classNames = Array.from({ length: reference.init_params.length + 1 }, (_, k) => String(k));
  return {
    id: "reference",
    rowCount: rows.length,
    rowIds: Uint32Array.from(rows),
    features: data.features.map((name, feature) => ({
      kind: "numeric" as const,
      name,
      values: Float32Array.from(rows, (row) => featureValue(data, feature, row)),
    })),
    target: { outputCount: 1, values, ...(isClasses && { classNames }) },
    ...(reference.weights && { weights: Float32Array.from(columnOf(data, "w", rows)) }),
  };
}

export interface NgboostRound {
  readonly record: RoundRecord;
  /** Parameters of the training rows after the round, row-major. */
  readonly train: Float64Array;
  /** The trees' outputs at the training rows, row-major. */
  readonly outputs: Float32Array;
}

export interface TrainedNgboost {
  readonly baseScores: Float64Array;
  readonly rounds: readonly NgboostRound[];
}

/** Trains with a cut between any two neighbouring values, as scikit-learn does, and the library's formulas or ours. */
export async function trainNgboost(
  reference: NgboostCase,
  data: CaseData,
  formulas: "compat" | "exact",
): Promise<TrainedNgboost> {
  const { learning_rate, natural_gradient, n_estimators, base } = reference.params;
  const max_depth = Number(/max_depth=(\d+)/.exec(base)?.[1] ?? 3);
  const given = { learning_rate, natural_gradient, max_depth, tree_method: "exact", formulas };
  const train = datasetOf(data, reference);
  const classes = train.target.classNames?.length;
  const training = await ngboostEngine.open(
    {
      task: classes === undefined ? "regression" : classes === 2 ? "binary" : "multiclass",
      train,
      watch: [],
      objective: null,
      distribution: FAMILIES[reference.distribution] ?? null,
      score: scoreIds[reference.score]!,
      values: resolveValues(ngboostMeta.params, given, "values"),
      rounds: n_estimators,
      seed: 1,
    },
    jsBackend,
    { now: () => 0, pause: () => undefined, stopped: false },
  );
  const rounds: NgboostRound[] = [];
  for await (const { record, scores } of training.rounds()) {
    const steps = stepsOf(record, parameterRows(train, training.start.inputs));
    const outputs = Float32Array.from(
      { length: train.rowCount * steps.length },
      (_, i) => steps[i % steps.length]![Math.floor(i / steps.length)]!,
    );
    rounds.push({ record, train: Float64Array.from(scores[0]!.values), outputs });
  }
  return { baseScores: training.start.baseScores, rounds };
}
