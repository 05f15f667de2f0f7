import fc from "fast-check";
import { afterAll, describe, expect, it, vi } from "vitest";
import type { TrainingJob } from "../../src/boosting/engines/engine.ts";
import { gbdtEngine } from "../../src/boosting/engines/gbdt/engine.ts";
import { gbdtMeta } from "../../src/boosting/engines/gbdt/meta.ts";
import { objectiveById } from "../../src/boosting/objectives/index.ts";
import { nodeThreads } from "../../src/cli/node-threads.ts";
import type { Backend } from "../../src/compute/backend.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { plainKernels } from "../../src/compute/wasm/generated/plain-kernels.ts";
import { loadWasmBackend } from "../../src/compute/wasm/wasm-backend.ts";
import { checkMemory } from "../../src/compute/wasm/wasm-memory.ts";
import { canonicalJson } from "../../src/core/canonical-json.ts";
import type { Column, Dataset } from "../../src/core/dataset.ts";
import type { ParamValues } from "../../src/core/params.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { resolveValues } from "../../src/core/resolve-params.ts";

const host = { now: () => 0, pause: () => undefined, stopped: false };
const wasmBackend = await loadWasmBackend({ build: "simd" });
const plainBackend = await loadWasmBackend({ build: "plain" });
const start = nodeThreads(new URL("../../src/cli/kernel-thread.mjs", import.meta.url));
const threaded = await Promise.all(
  [2, 3, 8].map((count) => loadWasmBackend({ threads: { start, count, always: true } })),
);
afterAll(() => {
  for (const backend of threaded) backend.dispose();
});

interface Shape {
  readonly rowCount: number;
  readonly numeric: number;
  readonly categorical: number;
  readonly missing: number;
  readonly classes: number;
  readonly weighted: boolean;
  readonly seed: number;
  /** Columns of 0 and 1 of which one is 1 in each row, and as many of counts that are mostly 0. */
  readonly hot?: number;
  /** One label in a million times larger than the others. */
  readonly outlier?: boolean;
}

function makeData(shape: Shape): Dataset {
  const random = createRandomSource(shape.seed, "backends");
  const { rowCount } = shape;
  const features: Column[] = [];
  for (let f = 0; f < shape.numeric; f++) {
    const values = Float32Array.from({ length: rowCount }, (_, i) =>
      random.uniform(i, f, 1) < shape.missing
        ? Number.NaN
        : f % 2 === 0
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

function jobOn(data: Dataset, shape: Shape, given: ParamValues): TrainingJob {
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

async function train(backend: Backend, shape: Shape, given: ParamValues): Promise<string> {
  const training = await gbdtEngine.open(jobOn(makeData(shape), shape, given), backend, host);
  const records: unknown[] = [];
  for await (const report of training.rounds()) records.push(report.record);
  const inspected = await training.inspect(records as never, 2, 0, 0);
  expect(inspected.matchesRecord).toBe(true);
  training.dispose();
  return canonicalJson({ records, scores: training.scores[0]!.values, inspected });
}

const small: Shape = {
  rowCount: 300,
  numeric: 3,
  categorical: 2,
  missing: 0.1,
  classes: 0,
  weighted: false,
  seed: 1,
};

const cases: readonly (readonly [string, Shape, ParamValues])[] = [
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

describe("backends", () => {
  it("without SIMD the plain kernels are taken, and asked for by name SIMD is refused", async () => {
    const { compile } = WebAssembly;
    const refused = vi.spyOn(WebAssembly, "compile").mockImplementation(async (bytes) => {
      const isSimd = new Uint8Array(bytes as ArrayBuffer).length !== plainLength;
      if (isSimd) throw new WebAssembly.CompileError("no simd");
      return compile(bytes);
    });
    const plainLength = Buffer.from(plainKernels, "hex").length;
    expect((await loadWasmBackend()).id).toBe("wasm");
    await expect(loadWasmBackend({ build: "simd" })).rejects.toThrow("no simd");
    refused.mockRestore();
  });

  it.each(cases)("wasm gives the bits of js: %s", async (_name, shape, values) => {
    const expected = await train(jsBackend, shape, values);
    expect(await train(wasmBackend, shape, values)).toBe(expected);
    expect(await train(plainBackend, shape, values)).toBe(expected);
  });

  it.each(cases)("2, 3 and 8 threads give the bits of one: %s", async (_name, shape, values) => {
    const expected = await train(wasmBackend, shape, values);
    for (const backend of threaded) expect(await train(backend, shape, values)).toBe(expected);
  });

  it("take at most as many threads as have a share in the header", async () => {
    const many = await loadWasmBackend({ threads: { start, count: 40 } });
    expect(many.threads).toBe(16);
    many.dispose();
  });

  it("refuse what can not fit before anything is computed", async () => {
    const { features, ...rest } = makeData({ ...small, numeric: 1, categorical: 0 });
    const huge = (columns: number): TrainingJob =>
      jobOn({ ...rest, rowCount: 100_000_000, features: Array(columns).fill(features[0]) }, small, {});
    const refusal = { code: "backend.unavailable", message: expect.stringContaining("Nothing was started") };
    for (const backend of [wasmBackend, plainBackend]) {
      await expect(gbdtEngine.open(huge(28), backend, host)).rejects.toMatchObject({
        ...refusal,
        facts: { bytes: 6_100_002_048 },
      });
    }
    await expect(gbdtEngine.open(huge(43), jsBackend, host)).rejects.toMatchObject({
      ...refusal,
      facts: { cells: 4_300_000_000 },
    });
  });

  it("say so where the device gives less than the kernels need", () => {
    const poor = { buffer: new ArrayBuffer(65536), grow: () => expect.unreachable() };
    expect(() => checkMemory({ rowCount: 100, featureCount: 3 }, { ...poor, grow: () => 0 })).not.toThrow();
    const refusing = {
      ...poor,
      grow: () => {
        throw new RangeError("no room");
      },
    };
    expect(() => checkMemory({ rowCount: 1_000_000, featureCount: 28 }, refusing)).toThrow(/59 MB/);
  });

  it("wasm gives the bits of js on any small problem", async () => {
    const shape = fc.record({
      rowCount: fc.integer({ min: 2, max: 80 }),
      numeric: fc.integer({ min: 1, max: 6 }),
      categorical: fc.integer({ min: 0, max: 2 }),
      missing: fc.constantFrom(0, 0.2, 0.9),
      classes: fc.constantFrom(0, 2, 3),
      weighted: fc.boolean(),
      seed: fc.integer({ min: 0, max: 1e6 }),
    });
    const values = fc.record({
      max_depth: fc.integer({ min: 1, max: 6 }),
      lambda: fc.constantFrom(0, 1, 5),
      alpha: fc.constantFrom(0, 0.5),
      min_child_weight: fc.constantFrom(0, 1, 3),
      max_delta_step: fc.constantFrom(0, 0.4),
    });
    await fc.assert(
      fc.asyncProperty(shape, values, async (someShape, someValues) => {
        expect(await train(wasmBackend, someShape, someValues)).toBe(
          await train(jsBackend, someShape, someValues),
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each(["binary:logistic", "multi:softprob"])(
    "gradient kernels give the bits of js at any score: %s",
    async (id) => {
      const classes = id === "binary:logistic" ? 1 : 4;
      const score = fc.oneof(
        fc.float({ noNaN: true, min: -10, max: 10 }),
        fc.float({ noNaN: true, min: -1000, max: 1000 }),
        fc.constantFrom(0, -0, 80, -80, 88.7, -88.7, 745, -746),
      );
      const rows = fc.array(fc.array(score, { minLength: classes, maxLength: classes }), {
        minLength: 1,
        maxLength: 9,
      });
      await fc.assert(
        fc.asyncProperty(rows, fc.boolean(), async (given, weighted) => {
          const rowCount = given.length;
          const values = Float64Array.from(given, (_, i) => i % (classes === 1 ? 2 : classes));
          const weights = weighted ? { weights: Float32Array.from(given, (_, i) => i / 3) } : {};
          const input = { target: { outputCount: 1, values }, ...weights, scoreCount: classes, values: {} };
          const bound = objectiveById(id).bind(input);
          const scores = Float32Array.from(given.flat());
          const empty = () => ({
            rowCount,
            outputCount: classes,
            gradient: new Float32Array(scores.length),
            hessian: new Float32Array(scores.length),
          });
          const theirs = empty();
          bound.gradients(scores, { round: 1 }, theirs);
          for (const backend of [wasmBackend, plainBackend]) {
            const kernel = await backend.openGradients({ ...bound.kernel!, scoreCount: classes });
            const ours = empty();
            kernel!.run(scores, ours);
            expect(ours).toEqual(theirs);
          }
        }),
      );
    },
  );
});
