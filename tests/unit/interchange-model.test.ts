import { describe, expect, it } from "vitest";
import { engineById } from "../../src/boosting/engines/index.ts";
import type { ModelContent } from "../../src/boosting/model-file.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { LabError } from "../../src/core/errors.ts";
import type { ParamValues } from "../../src/core/params.ts";
import type { Table } from "../../src/core/table.ts";
import type { Task } from "../../src/core/task.ts";
import { encode } from "../../src/data/encode.ts";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import { modelFromJson, modelSha256, modelToJson } from "../../src/interchange/model-json.ts";

const ROWS = 120;
const host = { now: () => 0, pause: () => undefined, stopped: false };

/** Numbers with holes, a text column, three classes and a label. */
function makeTable(): Table {
  const row = Array.from({ length: ROWS }, (_, index) => index);
  const x = row.map((i) => (i % 7 === 0 ? Number.NaN : ((i * 37) % 101) / 10));
  const number = (name: string, values: number[]) =>
    ({ kind: "number", name, values: Float64Array.from(values), failing: [], failingCount: 0 }) as const;
  return {
    rowCount: ROWS,
    columns: [
      number("x", x),
      {
        kind: "text",
        name: "colour",
        codes: Int32Array.from(row, (i) => (i % 11 === 0 ? -1 : i % 3)),
        dictionary: ["red", 'gr"ün', "blue, dark"],
      },
      number(
        "y",
        row.map((i) => ((i * 37) % 101) / 20 + (i % 3)),
      ),
      {
        kind: "text",
        name: "kind",
        codes: Int32Array.from(row, (i) => (i + (i >> 3)) % 3),
        dictionary: ["a", "b", "c"],
      },
    ],
  };
}

interface Wanted {
  readonly engine: string;
  readonly task: Task;
  readonly values: ParamValues;
}

async function trainModel({ engine, task, values }: Wanted): Promise<ModelContent> {
  const [target, other] = task === "regression" ? ["y", "kind"] : ["kind", "y"];
  const run = { ...defaultRun(engine, task), values, rounds: 6 };
  const events = runExperiment(
    {
      version: 2,
      numerics: 1,
      data: {
        source: { kind: "file", name: "t.csv" },
        fingerprint: null,
        reading: null,
        sample: null,
        target,
        ignored: [other],
        categorical: [],
        dates: [],
        dropFailing: [],
        weight: null,
      },
      task,
      split: randomSplit(0, 0.2),
      runs: [run],
      metrics: [],
      stopMetric: null,
      seed: 3,
    },
    { table: makeTable() },
    { backend: jsBackend, host, recording: "last-round" },
  );
  for await (const event of events) if (event.kind === "end") return event.model;
  throw new Error("the run did not end");
}

const wanted: readonly Wanted[] = [
  { engine: "gbdt", task: "regression", values: { max_depth: 3, subsample: 0.7, colsample_bytree: 0.5 } },
  { engine: "gbdt", task: "multiclass", values: { max_depth: 2 } },
  { engine: "dart", task: "regression", values: { rate_drop: 0.5, max_depth: 2 } },
  { engine: "ngboost", task: "regression", values: {} },
  { engine: "grownet", task: "regression", values: { hidden_units: 4, epochs: 2 } },
  {
    engine: "grownet",
    task: "regression",
    values: { hidden_units: 3, categories: "embedded", embedding_size: 2 },
  },
  { engine: "grownet", task: "multiclass", values: { hidden_layers: 1, corrective_step: "off" } },
  { engine: "gbnn", task: "regression", values: { hidden_units: 2 } },
  { engine: "gbnn", task: "multiclass", values: {} },
  {
    engine: "rfrboost",
    task: "regression",
    values: { representation_features: 8, input_features: 6, upscale: "swim", hidden_units: 5 },
  },
  {
    engine: "rfrboost",
    task: "multiclass",
    values: { representation_features: 8, add_features: true, features: "iid" },
  },
];

describe.each(wanted)("the model file of $engine, $task", (one) => {
  it("is the same model and the same text after reading", async () => {
    const model = await trainModel(one);
    const text = modelToJson(model);
    const read = modelFromJson(text);
    expect(modelToJson(read)).toBe(text);
    expect(modelSha256(read)).toBe(modelSha256(model));
  });

  it("predicts the same bits after reading", async () => {
    const model = await trainModel(one);
    const read = modelFromJson(modelToJson(model));
    const engine = await engineById(one.engine).meta.load();
    const data = encode(
      makeTable(),
      model.header.encoder,
      Uint32Array.from({ length: ROWS }, (_, i) => i),
    );
    const scoresOf = ({ header, rounds }: ModelContent) =>
      engine.rawScores(header, rounds, data, { kind: "stateAfter", rounds: 4 }, jsBackend).values;
    expect(scoresOf(read)).toEqual(scoresOf(model));
    expect(scoresOf(read).some((score) => score !== scoresOf(read)[0])).toBe(true);
  });
});

describe("a calibrated model's file", () => {
  const bound = { method: "absolute", level: 0.9, bound: 1.5 } as const;

  it("keeps the bound and the bytes; without it the file is what it always was", async () => {
    const model = await trainModel(wanted[0]!);
    const calibrated = { ...model, conformal: bound };
    expect(modelFromJson(modelToJson(calibrated)).conformal).toEqual(bound);
    expect(modelToJson(modelFromJson(modelToJson(calibrated)))).toBe(modelToJson(calibrated));
    expect(Object.keys(JSON.parse(modelToJson(model)))).toEqual(["header", "keptRounds", "rounds"]);
    expect(modelSha256(calibrated)).not.toBe(modelSha256(model));
  });

  it.each([
    ["a method of classes", { ...bound, method: "lac" }],
    ["a level that is no share", { ...bound, level: 1 }],
    ["a bound that is no number", { ...bound, bound: null }],
  ])("is refused with %s", async (_, conformal) => {
    const file = { ...JSON.parse(modelToJson(await trainModel(wanted[0]!))), conformal };
    expect(() => modelFromJson(JSON.stringify(file))).toThrow("conformal.");
  });
});

describe("a crafted model file", () => {
  type Json = { [key: string]: never };

  async function refusal(change: (model: Json, tree: Json) => void): Promise<string> {
    const model = JSON.parse(modelToJson(await trainModel(wanted[0]!)));
    change(model, model.rounds[0].learners[0].learner.tree);
    try {
      modelFromJson(JSON.stringify(model));
    } catch (thrown) {
      if (thrown instanceof LabError) return thrown.code;
      throw thrown;
    }
    return "accepted";
  }

  const crimes: readonly [string, (model: Json, tree: Json) => void][] = [
    ["a loop", (_, tree) => set(tree, "left", 0, 0)],
    ["a child that does not exist", (_, tree) => set(tree, "right", 0, 1e6)],
    ["two parents for one node", (_, tree) => set(tree, "right", 0, 1)],
    ["a root with a parent", (_, tree) => set(tree, "parent", 0, 0)],
    ["a feature that does not exist", (_, tree) => set(tree, "feature", 0, 99)],
    ["a leaf in the middle", (_, tree) => set(tree, "feature", 0, -1)],
    ["a list that is too short", (_, tree) => list(tree, "value").pop()],
    ["a threshold that is no number", (_, tree) => set(tree, "threshold", 0, null)],
    ["a count that would fill the memory", (_, tree) => Object.assign(tree, { nodeCount: 16_000_000 })],
    [
      "a category that does not exist",
      (_, tree) => {
        Object.assign(tree, {
          categoryCodes: [7],
          categoryOffsets: list(tree, "categoryOffsets").map((_, i) => (i === 0 ? 0 : 1)),
        });
      },
    ],
    ["an output that does not exist", (model) => at(model, "rounds", 0, "learners", 0, { output: 1 })],
    ["a round out of order", (model) => at(model, "rounds", 1, { round: 1 })],
    [
      "a later round's weight",
      (model) => at(model, "rounds", 0, { weightChanges: [{ round: 2, weight: 1 }] }),
    ],
    ["more kept rounds than there are", (model) => at(model, { keptRounds: 7 })],
    ["another number of base scores", (model) => at(model, "header", { baseScores: [1, 2] })],
    ["another format", (model) => at(model, "header", { format: "xgboost" })],
    ["a later version", (model) => at(model, "header", { version: 2 })],
    ["a link that does not fit", (model) => at(model, "header", "outputs", { link: "softmax" })],
  ];

  it.each(crimes)("with %s is refused", async (_, change) => {
    expect(await refusal(change)).toBe("model.malformed");
  });

  it("without a crime is accepted", async () => {
    expect(await refusal(() => {})).toBe("accepted");
  });

  function list(tree: Json, key: string): unknown[] {
    return tree[key] as unknown as unknown[];
  }

  function set(tree: Json, key: string, index: number, value: unknown): void {
    list(tree, key)[index] = value;
  }

  /** Walks the path, then assigns its last part. */
  function at(model: Json, ...path: (string | number | object)[]): void {
    const change = path.pop() as object;
    const place = path.reduce((value: never, key) => value[key as never], model as never);
    Object.assign(place as object, change);
  }
});

describe("a crafted file of nets", () => {
  const wantedNets: Wanted = { engine: "grownet", task: "regression", values: { hidden_units: 3 } };

  /** Changes the JSON of the second round's net, or anything above it. */
  const crimes: readonly [string, string, (file: NetFile) => void][] = [
    ["a width of its own", "parameters", ({ net }) => Object.assign(net, { hidden: [3, 4096] })],
    ["four layers", "hidden", ({ net }) => Object.assign(net, { hidden: [3, 3, 3, 3] })],
    ["more handed on than there is", "handedOn", ({ net }) => Object.assign(net, { handedOn: 4 })],
    ["inputs that nobody makes", "inputs", ({ net }) => Object.assign(net, { inputs: 99 })],
    ["weights that are cut short", "parameters", ({ net }) => Object.assign(net, { parameters: "AAAA" })],
    [
      "weights that are no base64",
      "parameters",
      ({ net }) => Object.assign(net, { parameters: net.parameters!.replace(/./, "!") }),
    ],
    [
      "weights that are no numbers",
      "parameters",
      ({ net }) => Object.assign(net, { parameters: net.parameters!.replace(/^.{8}/, "AADAfwAA") }),
    ],
    ["an unknown activation", "activation", ({ net }) => Object.assign(net, { activation: "__proto__" })],
    ["a correction of too many nets", "nets", ({ correction }) => correction.nets.push(correction.nets[0])],
    ["no inputs", "inputs", ({ header }) => delete header.inputs],
    [
      "an input of a column that is not there",
      "feature",
      ({ header }) => {
        header.inputs.columns[0].feature = 17;
      },
    ],
    ["trees", "learners", ({ header }) => Object.assign(header, { engine: "gbdt" })],
  ];

  it.each(crimes)("with %s is refused", async (_, path, change) => {
    const model = JSON.parse(modelToJson(await trainModel(wantedNets)));
    const [, { learners, correction }] = model.rounds;
    change({ net: learners[0].learner.net, correction, header: model.header });
    expect(() => modelFromJson(JSON.stringify(model))).toThrow(path);
  });
});

describe("a crafted file of nets with embedded categories", () => {
  const wantedNets: Wanted = {
    engine: "grownet",
    task: "regression",
    values: { hidden_units: 3, categories: "embedded", embedding_size: 2 },
  };
  const crimes: readonly [string, string, (file: NetFile) => void][] = [
    [
      "vectors of another size",
      "size",
      ({ net }) => Object.assign(net, { embeddings: [{ entries: 4, size: 3 }] }),
    ],
    [
      "entries that nobody has",
      "entries",
      ({ net }) => Object.assign(net, { embeddings: [{ entries: 5, size: 2 }] }),
    ],
    ["no embeddings", "embeddings", ({ net }) => Object.assign(net, { embeddings: undefined })],
    ["a code that is not there", "entries", ({ header }) => header.inputs.columns.at(-1).entries[0].push(9)],
    [
      "an embedding of numbers",
      "feature",
      ({ header }) => Object.assign(header.inputs.columns.at(-1), { feature: 0 }),
    ],
    ["plain inputs behind embeddings", "columns", ({ header }) => header.inputs.columns.reverse()],
    [
      "an embedding without entries",
      "entries",
      ({ header }) => Object.assign(header.inputs.columns.at(-1), { entries: [] }),
    ],
    ["linear models", "columns", ({ header }) => Object.assign(header, { engine: "gbnn" })],
  ];

  it.each(crimes)("with %s is refused", async (_, path, change) => {
    const model = JSON.parse(modelToJson(await trainModel(wantedNets)));
    const [, { learners, correction }] = model.rounds;
    change({ net: learners[0].learner.net, correction, header: model.header });
    expect(() => modelFromJson(JSON.stringify(model))).toThrow(path);
  });
});

describe("a crafted file of residual blocks", () => {
  const wantedBlocks: Wanted = {
    engine: "rfrboost",
    task: "regression",
    values: { representation_features: 8, input_features: 6, upscale: "iid", hidden_units: 5 },
  };

  /** Changes the JSON of the second round's block, or anything above it. */
  const crimes: readonly [string, string, (file: BlockFile) => void][] = [
    [
      "features of other inputs",
      "inputs",
      ({ block }) => Object.assign(block.ofRepresentation, { inputs: 6 }),
    ],
    ["more features than weights", "weights", ({ block }) => Object.assign(block.ofInputs, { width: 7 })],
    ["no features of the representation", "ofRepresentation", ({ block }) => delete block.ofRepresentation],
    [
      "features that cannot be added",
      "ofInputs.width",
      ({ block }) => Object.assign(block, { areAdded: true }),
    ],
    [
      "a second first representation",
      "upscale",
      ({ block }) => Object.assign(block, { upscale: block.ofInputs }),
    ],
    ["a step that is cut short", "step", ({ block }) => Object.assign(block, { step: "AAAA" })],
    ["no shift", "shift", ({ block }) => delete block.shift],
    ["a top of two outputs", "biases", ({ block }) => Object.assign(block.top, { biases: "AAAAAAAAAAA" })],
    [
      "weights that are no numbers",
      "weights",
      ({ block }) => Object.assign(block.top, { weights: block.top.weights.replace(/^.{8}/, "AADAfwAA") }),
    ],
    ["no inputs", "inputs", ({ header }) => delete header.inputs],
    ["nets", "learners", ({ header }) => Object.assign(header, { engine: "grownet" })],
    ["two blocks in a round", "one residual-block", ({ learners }) => learners.push(learners[0])],
    [
      "a block of one output",
      "output",
      ({ learners }) => Object.assign(learners[0] as object, { output: 0 }),
    ],
  ];

  it.each(crimes)("with %s is refused", async (_, path, change) => {
    const model = JSON.parse(modelToJson(await trainModel(wantedBlocks)));
    const [, { learners }] = model.rounds;
    change({ block: learners[0].learner.block, learners, header: model.header });
    expect(() => modelFromJson(JSON.stringify(model))).toThrow(path);
  });
});

interface BlockFile {
  // biome-ignore lint/suspicious/noExplicitAny: a file that is about to be broken
  readonly block: any;
  readonly learners: unknown[];
  // biome-ignore lint/suspicious/noExplicitAny: a file that is about to be broken
  readonly header: any;
}

interface NetFile {
  readonly net: { parameters?: string };
  readonly correction: { readonly nets: unknown[] };
  // biome-ignore lint/suspicious/noExplicitAny: a file that is about to be broken
  readonly header: any;
}
