import { describe, expect, it } from "vitest";
import { distributionById, jointById } from "../../src/boosting/distributions/index.ts";
import { correlationsOf, marginalsOf } from "../../src/boosting/marginals.ts";
import { predictionsOf } from "../../src/boosting/predictions.ts";
import type { Backend } from "../../src/compute/backend.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { loadWasmBackend } from "../../src/compute/wasm/wasm-backend.ts";
import { normalQuantile } from "../../src/core/deterministic-math.ts";
import { createRandomSource } from "../../src/core/random.ts";
import type { Table } from "../../src/core/table.ts";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import type { RecordedRound, RunStart } from "../../src/experiment/recording.ts";
import type { PastRounds, RunEnded } from "../../src/experiment/run-events.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import type { Experiment, RunSpec } from "../../src/experiment/spec.ts";
import { atTarget, loadForPictures } from "../../src/figures/one-target.ts";
import { modelFromJson, modelSha256, modelToJson } from "../../src/interchange/model-json.ts";
import { predictionsCsv } from "../../src/interchange/results-csv.ts";
import { experimentToFragment, fragmentToExperiment } from "../../src/share/share-link.ts";

const random = createRandomSource(3, "joint-normal");
const normalOf = (row: number, k: number) => normalQuantile(random.uniform(row, k));
const NAMES = ["near", "far", "third"];

/** Spreads of 1 and 200; near and far go together where x is large, and against each other where it is small. */
function tableOf(rowCount: number, unit = 1): Table {
  const column = (name: string, of: (row: number) => number) => ({
    kind: "number" as const,
    name,
    values: Float64Array.from({ length: rowCount }, (_, row) => of(row)),
    failing: [],
    failingCount: 0,
  });
  const x = (row: number) => (row % 20) / 20;
  const correlation = (row: number) => (x(row) < 0.5 ? -0.6 : 0.8);
  const far = (row: number) => {
    const rho = correlation(row);
    return 200 * (rho * normalOf(row, 0) + Math.sqrt(1 - rho * rho) * normalOf(row, 1));
  };
  return {
    rowCount,
    columns: [
      column("x", x),
      column("near", (row) => 2 * x(row) + normalOf(row, 0)),
      column("far", (row) => unit * far(row)),
      column("third", (row) => 0.5 * normalOf(row, 2)),
      ...["a", "b", "c"].map((name, k) => column(name, (row) => normalOf(row, 3 + k))),
    ],
  };
}

function experimentOf(targets: readonly string[] = NAMES, run: Partial<RunSpec> = {}): Experiment {
  const [target, ...further] = targets as [string, ...string[]];
  return {
    version: 6,
    numerics: 1,
    data: {
      source: { kind: "file", name: "joint.csv" },
      fingerprint: null,
      reading: null,
      sample: null,
      target,
      targets: further,
      ignored: ["near", "far", "third", "a", "b", "c"].filter((name) => !targets.includes(name)),
      categorical: [],
      dates: [],
      dropFailing: [],
      weight: null,
    },
    task: "multioutput",
    split: randomSplit(0.2, 0),
    runs: [
      {
        ...defaultRun("ngboost", "multioutput"),
        values: { learning_rate: 0.1, max_depth: 2 },
        rounds: 8,
        ...run,
      },
    ],
    metrics: [],
    stopMetric: null,
    seed: 3,
  };
}

async function train(
  experiment: Experiment,
  { table = tableOf(300), backend = jsBackend as Backend, past = undefined as PastRounds | undefined } = {},
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
  return { start: start!, rounds, model: ended!.model, end: ended!.end };
}

function jointOf({ start, rounds }: { readonly start: RunStart; readonly rounds: readonly RecordedRound[] }) {
  const { outputs } = start.header;
  const { scores: values } = rounds.at(-1)!;
  const outputCount = outputs.scoreCount;
  const predictions = predictionsOf(outputs, { rowCount: values.length / outputCount, outputCount, values });
  if (predictions.kind !== "joint") throw new Error(predictions.kind);
  return predictions;
}

describe("NGBoost's multivariate normal", () => {
  it("finds covariances that change from row to row, in targets of units far apart", async () => {
    const trained = await train(experimentOf(["near", "far"], { rounds: 120 }), { table: tableOf(3000) });
    const joint = jointOf(trained);
    const [x] = trained.start.followed.features;
    const sums = { low: [0, 0], high: [0, 0] };
    const far = marginalsOf(joint, 1);
    const spreads: number[] = [];
    for (let row = 0; row < joint.rowCount; row++) {
      const side = x!.kind === "numeric" && x!.values[row]! < 0.5 ? sums.low : sums.high;
      side[0]! += correlationsOf(joint, row)[0]!;
      side[1]!++;
      spreads.push(Math.sqrt(distributionById("normal").variance(far.parameters, 2 * row)));
    }
    expect(sums.low[0]! / sums.low[1]!).toBeCloseTo(-0.6, 1);
    expect(sums.high[0]! / sums.high[1]!).toBeCloseTo(0.8, 1);
    expect(spreads.reduce((sum, one) => sum + one, 0) / spreads.length / 200).toBeCloseTo(1, 1);
  });

  it("lowers the joint log score, which stops, and is told of each target too", async () => {
    const { start, rounds, end } = await train(
      experimentOf(NAMES, { rounds: 200, earlyStopping: 4, values: { learning_rate: 0.3 } }),
    );
    expect(start.metrics).toEqual(["nll"]);
    expect(start.header.outputs).toEqual({
      kind: "joint",
      task: "multioutput",
      scoreCount: 9,
      link: "joint",
      distribution: "multivariate-normal",
      outputNames: NAMES,
    });
    const validation = rounds.map(({ metrics }) => metrics[1]!);
    expect(end.reason).toBe("early-stopped");
    expect(end.bestRound).toBe(validation.indexOf(Math.min(...validation)));
    expect(end.bestRound).toBeGreaterThan(0);
    const both = await train({ ...experimentOf(), metrics: ["armse", "nll"] });
    expect(both.start.metrics).toEqual(["armse", "nll", ...NAMES.map((name) => `rmse:${name}`)]);
    expect(both.rounds[1]!.metrics[3]).toBeLessThan(both.rounds[0]!.metrics[3]!);
  });

  it("has its marginals as a normal distribution's run where one target is looked at", async () => {
    const trained = await train(experimentOf());
    const joint = jointOf(trained);
    await loadForPictures(trained.start.header.outputs);
    const seen = atTarget(trained, 1);
    expect(seen.start.header).toMatchObject({
      loss: { distribution: "normal", score: "log" },
      outputs: { kind: "distribution", distribution: "normal", scoreCount: 2 },
      encoder: { target: { name: "far" } },
    });
    expect(seen.start.header.outputs.outputNames).toBeUndefined();
    const last = seen.rounds.at(-1)!;
    expect(last.scores).toEqual(Float32Array.from(marginalsOf(joint, 1).parameters));
    expect(last.record!.learners.map(({ output }) => output)).toEqual([0]);
    const rowCount = trained.start.followed.rowIds.length;
    expect(Array.from(last.gradient!)).toEqual(
      Array.from(trained.rounds.at(-1)!.gradient!.subarray(rowCount, 2 * rowCount)),
    );
  });

  it("goes through its file and a link, goes on to the same bits, also in WASM", async () => {
    const experiment = experimentOf();
    const whole = await train(experiment);
    const sum = modelSha256(whole.model);
    const text = modelToJson(whole.model);
    expect(modelToJson(modelFromJson(text))).toBe(text);
    const past = { records: whole.model.rounds.slice(0, 3) };
    expect(modelSha256((await train(experiment, { past })).model)).toBe(sum);
    const backend = await loadWasmBackend();
    expect(modelSha256((await train(experiment, { backend })).model)).toBe(sum);
    backend.dispose();
    const named = experimentOf(NAMES, { distribution: "multivariate-normal" });
    expect(modelSha256((await train(named)).model)).toBe(sum);
    const outcome = fragmentToExperiment(experimentToFragment(named));
    expect(outcome.ok && outcome.value.experiment).toEqual(named);
  });

  it("follows a target into another unit", async () => {
    const plain = jointOf(await train(experimentOf()));
    const scaled = jointOf(await train(experimentOf(), { table: tableOf(300, 1024) }));
    for (let row = 0; row < plain.rowCount; row++) {
      const [a, b] = [correlationsOf(plain, row), correlationsOf(scaled, row)];
      a.forEach((value, n) => {
        expect(b[n]).toBeCloseTo(value, 4);
      });
      const [near, far] = [0, 1].map((k) => scaled.point[3 * row + k]!) as [number, number];
      expect(near).toBeCloseTo(plain.point[3 * row]!, 4);
      expect(far / 1024 / 200).toBeCloseTo(plain.point[3 * row + 1]! / 200, 4);
    }
  });

  it.each([{ natural_gradient: false }, { newton: true }, { formulas: "compat" }, { learner: "ridge" }])(
    "trains with %o",
    async (values) => {
      const { rounds } = await train(experimentOf(NAMES, { values, rounds: 4 }));
      expect(rounds.at(-1)!.metrics[0]).toBeLessThan(rounds[0]!.metrics[0]!);
    },
  );

  it("writes each target's spread, correlations and draws of all targets together", async () => {
    const { start, rounds } = await train(experimentOf(["near", "far"]), { table: tableOf(300) });
    const joint = jointOf({ start, rounds });
    const { outputs } = start.header;
    const rowIds = Uint32Array.from({ length: joint.rowCount }, (_, row) => row);
    const questions = { quantiles: [0.9], above: [0], samples: 400 };
    const rawScores = {
      rowCount: joint.rowCount,
      outputCount: joint.parameterCount,
      values: joint.parameters,
    };
    const [head, first] = [...predictionsCsv({ rowIds, outputs, predictions: joint, rawScores, questions })]
      .join("")
      .split("\n")
      .map((line) => line.split(","));
    expect(head!.slice(0, 18)).toEqual(
      "row prediction_near prediction_far sd_near q05_near q25_near q75_near q95_near sd_far q05_far q25_far q75_far q95_far correlation_near_far quantile_0.9_near above_0_near quantile_0.9_far above_0_far".split(
        " ",
      ),
    );
    expect(head!.slice(-5)).toEqual(
      ["mu_1", "mu_2", "ln_l_11", "l_21", "ln_l_22"].map((id) => `raw_score_${id}`),
    );
    const cell = (name: string) => Number(first![head!.indexOf(name)]);
    expect(cell("q95_far")).toBeCloseTo(cell("prediction_far") + 1.6448536269514722 * cell("sd_far"), 8);
    const drawn = (name: string) => Array.from({ length: 400 }, (_, n) => cell(`sample_${n + 1}_${name}`));
    const near = drawn("near").map((value) => (value - cell("prediction_near")) / cell("sd_near"));
    const far = drawn("far").map((value) => (value - cell("prediction_far")) / cell("sd_far"));
    const seen = near.reduce((sum, value, n) => sum + value * far[n]!, 0) / 400;
    expect(seen).toBeCloseTo(cell("correlation_near_far"), 0.9);
    expect(near.reduce((sum, value) => sum + value * value, 0) / 400).toBeCloseTo(1, 0.5);
  });

  it("is refused for six targets, with another family, and with a metric of one target", async () => {
    await expect(train(experimentOf([...NAMES, "a", "b", "c"]))).rejects.toMatchObject({
      code: "spec.invalid",
      facts: { path: "data.targets", min: 2, max: 5 },
      message: expect.stringContaining("2 to 5 targets, and there are 6"),
    });
    await expect(train(experimentOf(NAMES, { distribution: "normal" }))).rejects.toMatchObject({
      code: "spec.invalid",
      message: expect.stringContaining("multivariate-normal"),
    });
    await expect(train({ ...experimentOf(), metrics: ["crps"] })).rejects.toMatchObject({
      code: "spec.invalid",
      message: expect.stringContaining("nll"),
    });
    const five = await train(experimentOf([...NAMES, "a", "b"], { rounds: 2 }));
    expect(five.start.header.baseScores).toHaveLength(20);
    expect(jointById("multivariate-normal", 5).parameters).toHaveLength(20);
  });

  it("reads no file whose outputs do not fit one another", async () => {
    const { model } = await train(experimentOf(NAMES, { rounds: 1 }));
    const text = modelToJson(model);
    for (const [from, to] of [
      ['"outputNames":["near","far","third"]', '"outputNames":["near","far"]'],
      ['"link":"joint"', '"link":"distribution"'],
      ['"kind":"joint"', '"kind":"distribution"'],
      ['"task":"multioutput"', '"task":"regression"'],
    ] as const) {
      expect(text).toContain(from);
      expect(() => modelFromJson(text.replaceAll(from, to))).toThrow(
        expect.objectContaining({ code: "model.malformed" }),
      );
    }
  });
});
