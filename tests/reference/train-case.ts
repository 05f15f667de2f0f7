import { treeOf } from "../../src/boosting/learners/learner.ts";
import type { Tree } from "../../src/boosting/learners/tree/tree.ts";
import { metrics as knownMetrics } from "../../src/boosting/metrics/index.ts";
import type { Metric } from "../../src/boosting/metrics/metric.ts";
import type { RoundRecord } from "../../src/boosting/round-record.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { Dataset } from "../../src/core/dataset.ts";
import type { Table } from "../../src/core/table.ts";
import { encode } from "../../src/data/encode.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import type { RecordedRound, RunStart } from "../../src/experiment/recording.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import type { Experiment } from "../../src/experiment/spec.ts";
import { type CaseData, caseValues, libraryTrees, type XgboostCase } from "./xgboost-case.ts";

const host = { now: () => 0, pause: () => undefined, stopped: false };

export interface TrainedCase {
  readonly start: RunStart;
  readonly rounds: readonly RecordedRound[];
  readonly trees: readonly Tree[];
  /** The validation rows as the model encodes them. */
  readonly validation: Dataset;
}

function tableOf(data: CaseData, rows: readonly number[]): Table {
  const columns = data.table.names.map((name, c) => ({
    kind: "number" as const,
    name,
    values: Float64Array.from(rows, (row) => data.table.columns[c]![row]!),
    failing: [],
    failingCount: 0,
  }));
  return { rowCount: rows.length, columns };
}

/** Start of the run as the library has it: a single base_score is given on, several are estimated by the same rule. */
function baseScoreOf(reference: XgboostCase): { base_score?: number } {
  const text = reference.model.learner.learner_model_param.base_score;
  const values = text.replace(/[[\]]/g, "").split(",").map(Number);
  return values.length === 1 ? { base_score: values[0]! } : {};
}

/**
 * Every threshold that the library's trees use. A node's best split over all cuts is among them, so with these alone it
 * must be found again; a column that is never split gets one bin.
 */
function thresholdsOf(reference: XgboostCase, data: CaseData): number[][] {
  const used = data.features.map(() => new Set<number>());
  for (const tree of libraryTrees(reference)) {
    tree.left_children.forEach((left, node) => {
      const isNumeric = left !== -1 && tree.split_type[node] === 0;
      if (isNumeric) used[tree.split_indices[node]!]!.add(Math.fround(tree.split_conditions[node]!));
    });
  }
  return used.map((thresholds) => [...[...thresholds].sort((a, b) => a - b), 3.4e38]);
}

/** Our cut points: the library's where the file has them or its trees show them, half way between all values for the exact method. */
function cutsOf(reference: XgboostCase, data: CaseData): number[][] | null {
  const cuts = reference.quantile_cuts;
  if (cuts !== undefined) {
    return data.features.map((_, f) =>
      cuts.values.slice(cuts.indptr[f], cuts.indptr[f + 1]).filter((value) => value > -1e38),
    );
  }
  if (reference.params.tree_method !== "exact") {
    return reference.version.startsWith("1.7") ? null : thresholdsOf(reference, data);
  }
  return data.features.map((name) => {
    const column = data.table.columns[data.table.names.indexOf(name)]!;
    const present = data.trainRows
      .map((row) => Math.fround(column[row]!))
      .filter((value) => !Number.isNaN(value));
    const distinct = [...new Set(present)].sort((a, b) => a - b);
    const last = distinct[distinct.length - 1]!;
    const middles = distinct.slice(1).map((upper, i) => {
      const middle = Math.fround((distinct[i]! + upper) / 2);
      return middle > distinct[i]! ? middle : upper;
    });
    return [...middles, last + Math.abs(last) + 1e-6];
  });
}

/** What a metric may need of the predictions of an objective; XGBoost judges probabilities as numbers too, we do not. */
const JUDGED_AS: { readonly [objective: string]: readonly Metric["needs"][] } = {
  "binary:logistic": ["classes", "binary"],
  "multi:softprob": ["classes"],
  "rank:pairwise": ["ranking"],
  "rank:ndcg": ["ranking"],
  "rank:map": ["ranking"],
};

/** Metrics of the case that we have and that apply. Our mphe has slope 1. */
export function sharedMetrics(reference: XgboostCase): string[] {
  const { objective, huber_slope } = reference.params;
  const judgedAs = JUDGED_AS[String(objective)] ?? ["point"];
  return Object.keys(reference.metrics.train).filter((id) => {
    const metric = knownMetrics.find((entry) => entry.id === id);
    if (metric === undefined || !judgedAs.includes(metric.needs)) return false;
    return id !== "mphe" || Number(huber_slope ?? 1) === 1;
  });
}

export async function trainCase(reference: XgboostCase, data: CaseData): Promise<TrainedCase> {
  const objective = String(reference.params.objective);
  const isRanking = objective.startsWith("rank:");
  const task = isRanking
    ? "ranking"
    : ({ "binary:logistic": "binary", "multi:softprob": "multiclass" }[objective] ?? "regression");
  const weight = reference.uses.weights ? "w" : null;
  const roles = data.table.names.filter(
    (name) =>
      !data.features.includes(name) && name !== "y" && name !== weight && !(isRanking && name === "qid"),
  );
  const experiment: Experiment = {
    version: isRanking ? 6 : 2,
    numerics: 1,
    data: {
      source: { kind: "file", name: `${reference.dataset}.csv` },
      fingerprint: null,
      reading: null,
      sample: null,
      dates: [],
      dropFailing: [],
      target: "y",
      ignored: roles,
      categorical: reference.uses.categorical ? data.features.filter((name) => /^c\d/.test(name)) : [],
      weight,
      ...(isRanking && { query: "qid" }),
    },
    task: task as Experiment["task"],
    split: randomSplit(0, 0),
    runs: [
      {
        engine: "gbdt",
        without: [],
        values: { ...caseValues(reference.params), ...baseScoreOf(reference) },
        objective,
        distribution: null,
        score: null,
        rounds: reference.num_boost_round,
        earlyStopping: null,
      },
    ],
    metrics: sharedMetrics(reference),
    stopMetric: null,
    seed: 1,
  };
  const givenCuts = cutsOf(reference, data);
  const events = runExperiment(
    experiment,
    {
      table: tableOf(data, data.trainRows),
      testTable: tableOf(data, data.validRows),
      ...(givenCuts && { givenCuts }),
    },
    { backend: jsBackend, host, recording: "every-round" },
  );
  let start: RunStart | null = null;
  const rounds: RecordedRound[] = [];
  for await (const event of events) {
    if (event.kind === "start") start = event.start;
    if (event.kind === "round") rounds.push(event.round);
  }
  const records = rounds
    .map((round) => round.record)
    .filter((record): record is RoundRecord => record !== null);
  const trees = records.flatMap((record) => record.learners.map(treeOf));
  const validation = encode(
    tableOf(data, data.validRows),
    start!.header.encoder,
    Uint32Array.from(data.validRows.keys()),
  );
  return { start: start!, rounds, trees, validation };
}
