import type { TrainingJob } from "../../src/boosting/engines/engine.ts";
import { gbdtEngine } from "../../src/boosting/engines/gbdt/engine.ts";
import { gbdtMeta } from "../../src/boosting/engines/gbdt/meta.ts";
import { objectiveById } from "../../src/boosting/objectives/index.ts";
import type { Backend } from "../../src/compute/backend.ts";
import { canonicalJson } from "../../src/core/canonical-json.ts";
import type { Column, Dataset } from "../../src/core/dataset.ts";
import type { ParamValues } from "../../src/core/params.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { resolveValues } from "../../src/core/resolve-params.ts";

export const calmHost = { now: () => 0, pause: () => undefined, stopped: false };

/** Data that a backend is tried on. */
export interface Shape {
  readonly rowCount: number;
  readonly numeric: number;
  readonly categorical: number;
  readonly missing: number;
  readonly classes: number;
  readonly weighted: boolean;
  readonly seed: number;
  /** Columns of 0 and 1 of which one is 1 in each row, and as many of counts that are mostly 0. */
  readonly hot?: number;
  /** All numeric columns have many values; else every other one has seven. */
  readonly fine?: boolean;
  /** One label in a million times larger than the others. */
  readonly outlier?: boolean;
}

export function makeData(shape: Shape): Dataset {
  const random = createRandomSource(shape.seed, "backends");
  const { rowCount } = shape;
  const features: Column[] = [];
  for (let f = 0; f < shape.numeric; f++) {
    const values = Float32Array.from({ length: rowCount }, (_, i) =>
      random.uniform(i, f, 1) < shape.missing
        ? Number.NaN
        : shape.fine || f % 2 === 0
          ? random.uniform(i, f, 2) * 10 - 5
          : Math.floor(random.uniform(i, f, 2) * 7),
    );
    features.push({ kind: "numeric", name: `x${f}`, values });
  }
  for (let f = 0; f < shape.categorical; f++) {
    const size = f % 2 === 0 ? 3 : 12;
    const codes = Int32Array.from({ length: rowCount }, (_, i) =>
      random.uniform(i, f, 3) < shape.missing ? -1 : Math.floor(random.uniform(i, f, 4) * size),
    );
    const categories = Array.from({ length: size }, (_, k) => String(k));
    features.push({ kind: "categorical", name: `c${f}`, codes, categories });
  }
  for (let k = 0; k < (shape.hot ?? 0); k++) {
    const chosen = (i: number) => Math.floor(random.uniform(i, 0, 7) * shape.hot!) === k;
    const count = (i: number) => Math.max(0, Math.floor(random.uniform(i, k, 8) * 40) - 34);
    features.push(
      {
        kind: "numeric",
        name: `h${k}`,
        values: Float32Array.from({ length: rowCount }, (_, i) => +chosen(i)),
      },
      { kind: "numeric", name: `n${k}`, values: Float32Array.from({ length: rowCount }, (_, i) => count(i)) },
    );
  }
  const signal = (i: number) =>
    features.reduce(
      (sum, column) => {
        const value = column.kind === "numeric" ? column.values[i]! : column.codes[i]!;
        return sum + (Number.isNaN(value) ? 1 : value);
      },
      random.uniform(i, 0, 5),
    );
  const values = Float64Array.from({ length: rowCount }, (_, i) =>
    shape.classes === 0 ? signal(i) : Math.abs(Math.floor(signal(i))) % shape.classes,
  );
  if (shape.outlier) values[3] = 1e9;
  const classNames = Array.from({ length: shape.classes }, (_, k) => String(k));
  return {
    id: "train",
    rowCount,
    rowIds: Uint32Array.from({ length: rowCount }, (_, i) => i),
    features,
    target: { outputCount: 1, values, ...(shape.classes > 0 && { classNames }) },
    ...(shape.weighted && {
      weights: Float32Array.from({ length: rowCount }, (_, i) => random.uniform(i, 0, 6) * 2),
    }),
  };
}

export function jobOn(data: Dataset, shape: Shape, given: ParamValues): TrainingJob {
  const objective =
    shape.classes === 0 ? "reg:squarederror" : shape.classes === 2 ? "binary:logistic" : "multi:softprob";
  const params = [...gbdtMeta.params, ...objectiveById(objective).params];
  return {
    task: shape.classes === 0 ? "regression" : shape.classes === 2 ? "binary" : "multiclass",
    train: data,
    watch: [],
    objective,
    distribution: null,
    score: null,
    values: resolveValues(params, given, "values"),
    rounds: 4,
    seed: shape.seed,
  };
}

/** All that a short training gives, as one text: equal on every backend. */
export async function trainedText(backend: Backend, shape: Shape, given: ParamValues): Promise<string> {
  const training = await gbdtEngine.open(jobOn(makeData(shape), shape, given), backend, calmHost);
  const records: unknown[] = [];
  for await (const report of training.rounds()) records.push(report.record);
  const inspected = await training.inspect(records as never, 2, 0, 0);
  if (!inspected.matchesRecord) throw new Error("a node looked at again is another one");
  training.dispose();
  return canonicalJson({ records, scores: training.scores[0]!.values, inspected });
}

export const small: Shape = {
  rowCount: 300,
  numeric: 3,
  categorical: 2,
  missing: 0.1,
  classes: 0,
  weighted: false,
  seed: 1,
};

type Case = readonly [string, Shape, ParamValues];

const mixed: readonly Case[] = [
  ["squared error", small, {}],
  ["no missing values", { ...small, missing: 0 }, { max_depth: 4 }],
  ["five numeric columns, so four and one", { ...small, numeric: 5, categorical: 0 }, {}],
  ["nineteen numeric columns, so twice eight and three", { ...small, numeric: 19 }, { max_bin: 99 }],
  ["columns by eights, some offered", { ...small, numeric: 17 }, { colsample_bytree: 0.6, max_bin: 99 }],
  [
    "many rows, columns by eights",
    { ...small, rowCount: 132_000, classes: 2, numeric: 10 },
    { max_depth: 4, max_bin: 99 },
  ],
  ["columns of many bins by eights", { ...small, rowCount: 1200, numeric: 17, fine: true }, { max_bin: 200 }],
  [
    "columns of many bins by eights, some offered",
    { ...small, rowCount: 1200, numeric: 17, fine: true, missing: 0 },
    { max_bin: 256, colsample_bytree: 0.9, subsample: 0.7 },
  ],
  [
    "many rows, columns of many bins by eights",
    { ...small, rowCount: 132_000, classes: 2, numeric: 12, fine: true },
    { max_depth: 4, max_bin: 250 },
  ],
  ["many missing values", { ...small, missing: 0.6 }, {}],
  ["weights", { ...small, weighted: true }, { lambda: 3 }],
  ["L1 penalty and gamma", small, { alpha: 2, gamma: 1 }],
  ["largest step", { ...small, classes: 2 }, { max_delta_step: 0.3 }],
  ["logistic", { ...small, classes: 2 }, { scale_pos_weight: 3 }],
  ["softmax", { ...small, classes: 5 }, { max_depth: 3 }],
  ["by gain", small, { grow_policy: "lossguide", max_depth: 0, max_leaves: 9 }],
  ["sampled rows", small, { subsample: 0.5 }],
  ["sampled columns", small, { colsample_bytree: 0.7, colsample_bylevel: 0.7, colsample_bynode: 0.6 }],
  ["coarse bins", small, { max_bin: 4 }],
  ["bins of 16 bits", { ...small, rowCount: 2000 }, { max_bin: 2000 }],
  ["exact cuts", { ...small, rowCount: 3000 }, { cut_method: "exact" }],
  ["dropout", small, { booster: "dart", rate_drop: 0.5, one_drop: true }],
  ["three trees a round", { ...small, classes: 3 }, { num_parallel_tree: 3, subsample: 0.6 }],
  ["one-hot up to twelve", small, { max_cat_to_onehot: 20 }],
  ["many rows, packed", { ...small, rowCount: 132_000 }, { max_depth: 5 }],
  ["many rows, packed, 16 bits", { ...small, rowCount: 132_000 }, { max_depth: 4, max_bin: 1000 }],
  [
    "many rows, logistic, sampled",
    { ...small, rowCount: 132_000, classes: 2 },
    { subsample: 0.3, max_depth: 5 },
  ],
  ["bundled columns", { ...small, missing: 0, hot: 9 }, { max_depth: 5 }],
  ["bundled columns of classes, sampled", { ...small, classes: 4, hot: 14 }, { subsample: 0.6 }],
  ["bundled columns, some offered", { ...small, hot: 9 }, { colsample_bytree: 0.5, colsample_bynode: 0.6 }],
  ["bundled columns beside 16 bits", { ...small, rowCount: 2000, hot: 9 }, { max_bin: 2000 }],
  [
    "bundled columns, by gain",
    { ...small, hot: 9 },
    { grow_policy: "lossguide", max_depth: 0, max_leaves: 12 },
  ],
  ["many rows, bundled columns", { ...small, rowCount: 132_000, classes: 2, hot: 9 }, { max_depth: 4 }],
  ["many rows, an outlier, bundled columns", { ...small, rowCount: 132_000, outlier: true, hot: 9 }, {}],
  ["many rows, an outlier", { ...small, rowCount: 132_000, outlier: true }, { max_depth: 5 }],
];

/** Without categories a backend may grow a tree in one go. */
const numbersAlone = mixed
  .filter(([, shape]) => shape.categorical > 0 && shape.rowCount < 10_000)
  .map(([name, shape, values]): Case => [`${name}, numbers alone`, { ...shape, categorical: 0 }, values]);

const numbers = { ...small, categorical: 0 };

export const cases: readonly Case[] = [
  ...mixed,
  ...numbersAlone,
  ["one split", numbers, { max_depth: 1 }],
  ["two levels, gamma", numbers, { max_depth: 2, gamma: 30 }],
  ["ten levels", { ...numbers, rowCount: 3000 }, { max_depth: 10, min_child_weight: 0 }],
  ["eleven levels", { ...numbers, rowCount: 3000 }, { max_depth: 11, min_child_weight: 0 }],
  ["many rows, numbers alone, packed", { ...numbers, rowCount: 132_000 }, { max_depth: 4, lambda: 0 }],
];
