import type { ScoringRule } from "../../src/boosting/distributions/distribution.ts";
import { distributionById } from "../../src/boosting/distributions/index.ts";
import { ngboostMeta } from "../../src/boosting/engines/ngboost/meta.ts";
import { createNgboostTraining } from "../../src/boosting/engines/ngboost/ngboost-training.ts";
import { ngboostValues } from "../../src/boosting/engines/ngboost/ngboost-values.ts";
import { stepOf } from "../../src/boosting/engines/ngboost/parameter-steps.ts";
import { quantileCuts } from "../../src/boosting/learners/tree/quantile-cuts.ts";
import type { RoundRecord } from "../../src/boosting/round-record.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { Dataset } from "../../src/core/dataset.ts";
import { createRandomSource } from "../../src/core/random.ts";
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

/** Why a run can not be met, or null. */
export function whyNotCovered(reference: NgboostCase): string | null {
  const { base, minibatch_frac, col_sample } = reference.params;
  if (reference.distribution !== "Normal") return `distribution ${reference.distribution} is not built yet`;
  if (reference.weights) return "the library's start ignores the weights, ours does not";
  if ((minibatch_frac ?? 1) < 1 || (col_sample ?? 1) < 1) return "the library draws its own random numbers";
  return base.startsWith("DecisionTreeRegressor") ? null : `base learner ${base}`;
}

function depthOf(reference: NgboostCase): number {
  return Number(/max_depth=(\d+)/.exec(reference.params.base)?.[1] ?? 3);
}

function datasetOf(data: CaseData, rows: readonly number[]): Dataset {
  const column = (name: string) => data.table.columns[data.table.names.indexOf(name)]!;
  return {
    id: "reference",
    rowCount: rows.length,
    rowIds: Uint32Array.from(rows),
    features: data.features.map((name) => ({
      kind: "numeric" as const,
      name,
      values: Float32Array.from(rows, (row) => column(name)[row]!),
    })),
    target: { outputCount: 1, values: Float64Array.from(rows, (row) => column("y")[row]!) },
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

/**
 * Trains by a given rule, with as many bins as there are values, so that cuts stand half way between neighbours as
 * scikit-learn's do.
 */
export async function trainNgboost(
  reference: NgboostCase,
  data: CaseData,
  rule: ScoringRule,
): Promise<TrainedNgboost> {
  const { learning_rate, natural_gradient, n_estimators } = reference.params;
  const given = { learning_rate, natural_gradient, max_depth: depthOf(reference), max_bin: 65535 };
  const resolved = resolveValues(ngboostMeta.params, given, "values");
  const train = datasetOf(data, data.trainRows);
  const baseScores = distributionById("normal").fit(train.target.values, undefined, resolved);
  const { cuts } = await quantileCuts({
    features: train.features,
    weights: undefined,
    maxBin: 65535,
    placement: "midpoint",
    method: "exact",
    seed: 1,
  });
  const matrix = await jsBackend.bin(train.features, train.rowCount, cuts);
  const growth = await jsBackend.openTreeGrowth(matrix);
  const training = createNgboostTraining({
    job: {
      task: "regression",
      train,
      watch: [],
      objective: null,
      distribution: "normal",
      score: rule.id,
      values: resolved,
      rounds: n_estimators,
      seed: 1,
    },
    host: { now: () => 0, pause: () => undefined, stopped: false },
    matrix,
    growth,
    openGrowth: async () => jsBackend.openTreeGrowth(matrix),
    rule,
    values: ngboostValues(resolved),
    random: createRandomSource(1, "ngboost"),
    start: {
      outputs: {
        kind: "distribution",
        task: "regression",
        scoreCount: 2,
        link: "distribution",
        distribution: "normal",
      },
      baseScores,
      binMs: 0,
      notes: [],
    },
  });
  const rounds: NgboostRound[] = [];
  for await (const { record, scores } of training.rounds()) {
    const outputs = stepOf(record, train, 2);
    rounds.push({ record, train: Float64Array.from(scores[0]!.values), outputs });
  }
  return { baseScores, rounds };
}
