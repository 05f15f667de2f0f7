import { describe, expect, it } from "vitest";
import { predictionsOf } from "../../src/boosting/predictions.ts";
import type { Backend } from "../../src/compute/backend.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { loadWasmBackend } from "../../src/compute/wasm/wasm-backend.ts";
import { LabError } from "../../src/core/errors.ts";
import type { Table } from "../../src/core/table.ts";
import { encode, forPredicting } from "../../src/data/encode.ts";
import { parseExperiment } from "../../src/experiment/parse-experiment.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import type { RecordedRound, RunStart } from "../../src/experiment/recording.ts";
import type { PastRounds, RunEnded } from "../../src/experiment/run-events.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import type { Experiment } from "../../src/experiment/spec.ts";
import { modelFromJson, modelSha256, modelToJson } from "../../src/interchange/model-json.ts";
import { predictionsCsv } from "../../src/interchange/results-csv.ts";
import { experimentToFragment, fragmentToExperiment } from "../../src/share/share-link.ts";

const ROWS = 120;
const NAMES = ["low", "middle", "high"];
const engines = ["gbdt", "dart", "grownet", "gbnn"];
const valuesOf: { readonly [engine: string]: { readonly [name: string]: number } } = {
  gbdt: { max_depth: 3 },
  dart: { max_depth: 3, rate_drop: 0.5 },
  grownet: { hidden_units: 4, min_steps: 60, epochs: 2, learning_rate: 0.01 },
  gbnn: { hidden_units: 2, max_iter: 40 },
};

/** Targets of very different units; row 7 lacks the second one, row 9 the third. */
function tableOf(unit = 1): Table {
  const x = Float64Array.from({ length: ROWS }, (_, row) => ((row * 37) % 101) / 101);
  const z = Float64Array.from({ length: ROWS }, (_, row) => ((row * 53) % 97) / 97);
  const column = (name: string, value: (row: number) => number) => ({
    kind: "number" as const,
    name,
    values: Float64Array.from({ length: ROWS }, (_, row) => value(row)),
    failing: [],
    failingCount: 0,
  });
  return {
    rowCount: ROWS,
    columns: [
      column("x", (row) => x[row]!),
      column("z", (row) => z[row]!),
      column("low", (row) => 0.001 * (x[row]! - z[row]!)),
      column("middle", (row) => (row === 7 ? Number.NaN : unit * (5 + x[row]! * z[row]!))),
      column("high", (row) => (row === 9 ? Number.NaN : 4096 * (x[row]! > 0.5 ? 3 : z[row]!))),
      column("weight", (row) => 1 + (row % 2)),
    ],
  };
}

function experimentOf(engine = "gbdt", change: Partial<Experiment> = {}): Experiment {
  return {
    version: 6,
    numerics: 1,
    data: {
      source: { kind: "file", name: "three.csv" },
      fingerprint: null,
      reading: null,
      sample: null,
      target: "low",
      targets: ["middle", "high"],
      ignored: ["weight"],
      categorical: [],
      dates: [],
      dropFailing: [],
      weight: null,
    },
    task: "multioutput",
    split: randomSplit(0.2, 0.2),
    runs: [
      {
        engine,
        without: [],
        values: valuesOf[engine] ?? {},
        objective: null,
        distribution: null,
        score: null,
        rounds: 6,
        earlyStopping: null,
      },
    ],
    metrics: ["arrmse", "armse"],
    stopMetric: null,
    seed: 3,
    ...change,
  };
}

async function train(
  experiment: Experiment,
  {
    table = tableOf(),
    backend = jsBackend,
    past,
  }: { table?: Table; backend?: Backend; past?: PastRounds } = {},
) {
  const rounds: RecordedRound[] = [];
  let start: RunStart | null = null;
  let ended: RunEnded | null = null;
  const host = { now: () => 0, pause: () => undefined, stopped: false };
  const input = { table, ...(past && { past }) };
  for await (const event of runExperiment(experiment, input, { backend, host, recording: "every-round" })) {
    if (event.kind === "start") ({ start } = event);
    else if (event.kind === "round") rounds.push(event.round);
    else ended = event;
  }
  return { start: start!, rounds, ended: ended!, model: ended!.model };
}

async function scoresOf(model: RunEnded["model"], table: Table) {
  const { engineOf } = await import("../../src/experiment/score-table.ts");
  const rows = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
  const data = encode(table, forPredicting(model.header.encoder), rows);
  const prefix = { kind: "stateAfter", rounds: model.rounds.length } as const;
  return (await engineOf(model)).rawScores(model.header, model.rounds, data, prefix, jsBackend);
}

const errorOf = (of: () => unknown): LabError => {
  try {
    of();
  } catch (error) {
    if (error instanceof LabError) return error;
  }
  throw new Error("no LabError was thrown");
};

describe.each(engines)("several targets by %s", (engine) => {
  it("starts from each target's mean and lowers each one's error", async () => {
    const { start, rounds } = await train(experimentOf(engine));
    expect(start.header.outputs).toMatchObject({ kind: "point", scoreCount: 3, outputNames: NAMES });
    expect(start.notes).toContain("2 rows have no low, middle or high and are left out.");
    for (const name of NAMES) {
      const at = 3 * start.metrics.indexOf(`rrmse:${name}`);
      expect(rounds[0]!.metrics[at]!).toBeCloseTo(1, 5);
      expect(rounds.at(-1)!.metrics[at]!, name).toBeLessThan(0.9);
    }
  });

  it("predicts a new table, after a way through its file, with the bits of training", async () => {
    const { start, rounds, model } = await train(experimentOf(engine));
    const read = modelFromJson(modelToJson(model));
    const bare = tableOf();
    const table = { ...bare, columns: bare.columns.filter(({ name }) => !NAMES.includes(name)) };
    const { values } = await scoresOf(read as RunEnded["model"], table);
    const { rowIds } = start.followed;
    rowIds.forEach((row, at) => {
      for (let k = 0; k < 3; k++) {
        expect(Math.fround(values[row * 3 + k]!)).toBe(rounds.at(-1)!.scores[at * 3 + k]!);
      }
    });
  });

  it("goes on from earlier rounds to the same bits", async () => {
    const whole = await train(experimentOf(engine));
    const past = { records: whole.model.rounds.slice(0, 3) };
    const resumed = await train(experimentOf(engine), { past });
    expect(modelSha256(resumed.model)).toBe(modelSha256(whole.model));
  });

  it("has the same bits in WASM", async () => {
    const backend = await loadWasmBackend();
    const [js, wasm] = [await train(experimentOf(engine)), await train(experimentOf(engine), { backend })];
    expect(modelSha256(wasm.model)).toBe(modelSha256(js.model));
    backend.dispose();
  });

  it("follows a target into another unit, and leaves the others where they were", async () => {
    // A power of two keeps every bit of what is standardised.
    const plain = await train(experimentOf(engine));
    const scaled = await train(experimentOf(engine), { table: tableOf(1024) });
    const [a, b] = [plain.rounds.at(-1)!.scores, scaled.rounds.at(-1)!.scores];
    a.forEach((score, at) => {
      const unit = at % 3 === 1 ? 1024 : 1;
      const limit = 1e-4 * Math.abs(score) + 1e-9;
      expect(Math.abs(b[at]! / unit - score), `score ${at}`).toBeLessThanOrEqual(limit);
    });
  });

  it("starts every target from a base score that is given", async () => {
    const { runs, ...rest } = experimentOf(engine);
    const run = { ...runs[0]!, values: { ...runs[0]!.values, base_score: 2.5 } };
    const { start } = await train({ ...rest, runs: [run] });
    expect(start.header.baseScores).toEqual([2.5, 2.5, 2.5]);
  });
});

describe("several targets by trees", () => {
  it("are the trees of three single runs: no target knows of another", async () => {
    const together = await train(experimentOf());
    const known = tableOf();
    for (const [k, target] of NAMES.entries()) {
      const { data, ...rest } = experimentOf();
      const { targets: _, ...single } = data;
      const ignored = ["weight", ...NAMES.filter((name) => name !== target)];
      const rows = Array.from({ length: ROWS }, (_, row) => row).filter((row) => row !== 7 && row !== 9);
      const table: Table = {
        rowCount: rows.length,
        columns: known.columns.map((column) =>
          column.kind === "number"
            ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) }
            : column,
        ),
      };
      const own = await train(
        { ...rest, version: 2, task: "regression", data: { ...single, target, ignored }, metrics: ["rmse"] },
        { table },
      );
      const all = await train(experimentOf(), { table });
      const scores = all.rounds.at(-1)!.scores;
      expect(Array.from(own.rounds.at(-1)!.scores)).toEqual(
        Array.from(scores).filter((_, at) => at % 3 === k),
      );
    }
    expect(together.model.rounds[0]!.learners.map(({ output }) => output)).toEqual([0, 1, 2]);
  });

  it("write a column of predictions for each target", async () => {
    const { model } = await train(experimentOf());
    const raw = await scoresOf(model, tableOf());
    const { outputs } = model.header;
    const rowIds = Uint32Array.from({ length: ROWS }, (_, row) => row);
    const csv = [
      ...predictionsCsv({ rowIds, outputs, predictions: predictionsOf(outputs, raw), rawScores: raw }),
    ].join("");
    const [header, first] = csv.split("\n");
    expect(header).toBe(
      "row,prediction_low,prediction_middle,prediction_high,raw_score_low,raw_score_middle,raw_score_high",
    );
    expect(first!.split(",").slice(1, 4).map(Number)).toEqual(Array.from(raw.values.subarray(0, 3)));
  });

  it("stop by the relative error where no metric is named, or by that of one target", async () => {
    const { runs, ...rest } = experimentOf("gbdt", { metrics: [] });
    const stopping = [{ ...runs[0]!, earlyStopping: 3 }];
    const usual = await train({ ...rest, runs: stopping });
    expect(usual.start.metrics).toEqual(["arrmse", ...NAMES.map((name) => `rrmse:${name}`)]);
    const one = await train({ ...rest, runs: stopping, stopMetric: "rmse:high" });
    expect(one.start.metrics[0]).toBe("rmse:high");
  });

  it.each(["rmse:nobody", "rmse", "auc"])("refuse the metric %s", async (id) => {
    await expect(train(experimentOf("gbdt", { metrics: [id] }))).rejects.toMatchObject({
      code: "spec.invalid",
    });
  });
});

describe("an experiment of several targets", () => {
  const changed = (data: Partial<Experiment["data"]>, change: Partial<Experiment> = {}) => {
    const experiment = experimentOf("gbdt", change);
    return { ...experiment, data: { ...experiment.data, ...data } };
  };

  it("is read, and goes through a link", () => {
    const experiment = experimentOf();
    expect(parseExperiment(experiment).experiment).toEqual(experiment);
    const outcome = fragmentToExperiment(experimentToFragment(experiment));
    expect(outcome.ok && outcome.value.experiment).toEqual(experiment);
  });

  it.each<[string, unknown, string]>([
    ["another task", changed({}, { task: "regression" }), "task"],
    [
      "no further target",
      { ...changed({}), data: { ...changed({}).data, targets: undefined } },
      "data.targets",
    ],
    ["a target twice", changed({ targets: ["middle", "low"] }), "data.targets"],
    ["the weight as a target", changed({ weight: "high" }), "data.targets"],
    [
      "seventeen targets",
      changed({ targets: Array.from({ length: 16 }, (_, k) => `t${k}`) }),
      "data.targets",
    ],
    [
      "the split column as a target",
      changed({}, { split: { ...randomSplit(0.2, 0.2), kind: "group", column: "high" } }),
      "data.targets",
    ],
    [
      "a distribution of one number",
      changed(
        {},
        { runs: [{ ...experimentOf().runs[0]!, engine: "ngboost", values: {}, distribution: "laplace" }] },
      ),
      "runs[0].distribution",
    ],
  ])("is refused with %s", (_, experiment, path) => {
    const input = JSON.parse(JSON.stringify(experiment));
    const error = errorOf(() => parseExperiment(input));
    expect([error.code, error.facts.path]).toEqual(["spec.invalid", path]);
  });

  it("says that calibration rows calibrate nothing", async () => {
    const split = { ...randomSplit(0.2, 0.2), calibration: 0.2 };
    const { start, ended } = await train(experimentOf("gbdt", { split }));
    expect(start.notes).toContain(
      "Of several targets no interval can be calibrated: the calibration rows are only left out.",
    );
    expect(ended.end.conformal).toBeUndefined();
  });

  it("refuses a target of texts by name", async () => {
    const table = tableOf();
    const words = { kind: "text" as const, name: "high", codes: new Int32Array(ROWS), dictionary: ["much"] };
    const columns = table.columns.map((column) => (column.name === "high" ? words : column));
    await expect(train(experimentOf(), { table: { ...table, columns } })).rejects.toMatchObject({
      code: "data.target-invalid",
      facts: { target: "high" },
    });
  });
});
