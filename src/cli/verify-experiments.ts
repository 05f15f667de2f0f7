import type { ParamValues } from "../core/params.ts";
import { createRandomSource } from "../core/random.ts";
import type { Table, TableColumn } from "../core/table.ts";
import type { Task } from "../core/task.ts";

/** A small experiment whose model must have the same bytes on every backend. */
export interface VerifiedExperiment {
  readonly name: string;
  readonly table: keyof typeof verifiedTables;
  readonly engine: string;
  readonly values: ParamValues;
  readonly rounds: number;
  /** Of an engine of distributions; absent = the default. */
  readonly distribution?: string;
  readonly score?: string;
  /** Of an engine that is trained by an objective; absent = the default. */
  readonly objective?: string;
}

function numberColumn(name: string, values: Float64Array): TableColumn {
  return { kind: "number", name, values, failing: [], failingCount: 0 };
}

/** Numbers with gaps, few-valued numbers, categories short and long, and a target of the task. */
function mixedTable(rowCount: number, classCount: number): Table {
  const random = createRandomSource(7, `verify-${classCount}`);
  const column = (c: number, make: (uniform: number, row: number) => number) =>
    Float64Array.from({ length: rowCount }, (_, row) => make(random.uniform(row, c), row));
  const wide = column(0, (u) => u * 100 - 50);
  const gaps = column(1, (u, row) => (random.uniform(row, 9) < 0.3 ? Number.NaN : u * 4));
  const few = column(2, (u) => Math.floor(u * 6));
  const text = (c: number, size: number): TableColumn => ({
    kind: "text",
    name: `text_${size}`,
    codes: Int32Array.from(column(c, (u) => Math.floor(u * (size + 1)) - 1)),
    dictionary: Array.from({ length: size }, (_, k) => `level ${k}`),
  });
  const signal = (row: number) =>
    wide[row]! / 10 + (Number.isNaN(gaps[row]!) ? 2 : gaps[row]!) * few[row]! + random.uniform(row, 8);
  const target = Float64Array.from({ length: rowCount }, (_, row) =>
    classCount === 0 ? signal(row) : Math.abs(Math.floor(signal(row))) % classCount,
  );
  const weight = column(6, (u) => u * 2);
  return {
    rowCount,
    columns: [
      numberColumn("wide", wide),
      numberColumn("gaps", gaps),
      numberColumn("few", few),
      text(3, 3),
      text(4, 15),
      numberColumn("weight", weight),
      numberColumn("y", target),
    ],
  };
}

/** The same rows as the documents of queries, of a dozen each. */
function withQueries(table: Table): Table {
  const queries = Float64Array.from({ length: table.rowCount }, (_, row) => Math.floor(row / 12));
  return { ...table, columns: [...table.columns, numberColumn("query", queries)] };
}

/** With the task of their target; the long one is trained on packed sums. */
export const verifiedTables = {
  regression: { task: "regression" as Task, make: () => mixedTable(900, 0) },
  binary: { task: "binary" as Task, make: () => mixedTable(900, 2) },
  multiclass: { task: "multiclass" as Task, make: () => mixedTable(900, 5) },
  several: { task: "multioutput" as Task, make: () => mixedTable(900, 0) },
  ranking: { task: "ranking" as Task, make: () => withQueries(mixedTable(900, 5)) },
  long: { task: "regression" as Task, make: () => mixedTable(132_000, 0) },
};

const treeOptions: readonly (readonly [string, ParamValues])[] = [
  ["defaults", {}],
  ["depth 2", { max_depth: 2 }],
  ["L2 penalty 10", { lambda: 10 }],
  ["L1 penalty", { alpha: 2 }],
  ["least gain", { gamma: 1 }],
  ["child weight", { min_child_weight: 8 }],
  ["largest step", { max_delta_step: 0.5 }],
  ["by gain", { grow_policy: "lossguide", max_leaves: 12, max_depth: 0 }],
  ["few bins", { max_bin: 16 }],
  ["16-bit bins, exact cuts", { max_bin: 1000, cut_method: "exact" }],
  ["sampling", { subsample: 0.6, colsample_bytree: 0.8, colsample_bylevel: 0.8, colsample_bynode: 0.8 }],
  ["one-hot", { max_cat_to_onehot: 32 }],
];

function withOptions(table: VerifiedExperiment["table"]): VerifiedExperiment[] {
  return treeOptions.map(([name, values]) => ({ name, table, engine: "gbdt", values, rounds: 8 }));
}

/** Every option of the trees on three tasks, and what needs a table or an engine of its own. */
export const verifiedExperiments: readonly VerifiedExperiment[] = [
  ...withOptions("regression"),
  ...withOptions("binary"),
  ...withOptions("multiclass").slice(0, 8),
  { name: "weighted positives", table: "binary", engine: "gbdt", values: { scale_pos_weight: 3 }, rounds: 8 },
  { name: "dropout", table: "regression", engine: "dart", values: { rate_drop: 0.3 }, rounds: 12 },
  { name: "dropout", table: "multiclass", engine: "dart", values: { rate_drop: 0.5 }, rounds: 6 },
  {
    name: "forest",
    table: "binary",
    engine: "gbdt",
    values: { num_parallel_tree: 3, subsample: 0.5 },
    rounds: 5,
  },
  { name: "packed sums", table: "long", engine: "gbdt", values: {}, rounds: 4 },
  { name: "packed sums, 16-bit bins", table: "long", engine: "gbdt", values: { max_bin: 700 }, rounds: 3 },
  { name: "natural gradient", table: "regression", engine: "ngboost", values: {}, rounds: 12 },
  { name: "Newton steps", table: "regression", engine: "ngboost", values: { newton: true }, rounds: 8 },
  {
    name: "as NGBoost 0.5.11",
    table: "regression",
    engine: "ngboost",
    values: { formulas: "compat", tree_method: "exact", natural_gradient: false },
    rounds: 6,
  },
  {
    name: "Student t",
    table: "regression",
    engine: "ngboost",
    distribution: "student-t",
    values: { subsample: 0.7 },
    rounds: 6,
  },
  {
    name: "CRPS of a Laplace",
    table: "regression",
    engine: "ngboost",
    distribution: "laplace",
    score: "crps",
    values: {},
    rounds: 6,
  },
  {
    name: "linear mean, trees for the scale",
    table: "regression",
    engine: "ngboost",
    values: { learner: "ridge", learner_2: "tree", l2: 2 },
    rounds: 6,
  },
  { name: "two classes", table: "binary", engine: "ngboost", score: "brier", values: {}, rounds: 6 },
  { name: "classes", table: "multiclass", engine: "ngboost", values: {}, rounds: 5 },
  { name: "nets", table: "regression", engine: "grownet", values: {}, rounds: 4 },
  {
    name: "nets, gradients through what is handed on",
    table: "binary",
    engine: "grownet",
    values: { corrective_step: "code", activation: "silu", optimizer: "adabelief" },
    rounds: 3,
  },
  {
    name: "three layers of tanh, dropout",
    table: "multiclass",
    engine: "grownet",
    values: { hidden_layers: 3, activation: "tanh", dropout: 0.2, boost_rate_mode: "line_search" },
    rounds: 3,
  },
  {
    name: "random features",
    table: "regression",
    engine: "rfrboost",
    values: { representation_features: 40, input_features: 30 },
    rounds: 3,
  },
  {
    name: "random features, classes",
    table: "multiclass",
    engine: "rfrboost",
    values: { representation_features: 24, input_features: 24, upscale: "iid", hidden_units: 12 },
    rounds: 3,
  },
  { name: "a growing net", table: "binary", engine: "gbnn", values: { hidden_units: 2 }, rounds: 4 },
  { name: "natural gradient, packed", table: "long", engine: "ngboost", values: {}, rounds: 2 },
  { name: "several targets", table: "several", engine: "gbdt", values: { subsample: 0.7 }, rounds: 6 },
  { name: "several targets, one body", table: "several", engine: "grownet", values: {}, rounds: 3 },
  { name: "several targets, one distribution", table: "several", engine: "ngboost", values: {}, rounds: 5 },
  { name: "LambdaMART", table: "ranking", engine: "gbdt", values: {}, rounds: 8 },
  {
    name: "drawn pairs",
    table: "ranking",
    engine: "gbdt",
    objective: "rank:map",
    values: { lambdarank_pair_method: "mean", lambdarank_num_pair_per_sample: 2 },
    rounds: 6,
  },
  { name: "lists", table: "ranking", engine: "grownet", objective: "rank:listnet", values: {}, rounds: 3 },
];
