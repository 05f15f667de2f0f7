import { describe, expect, it } from "vitest";
import { createRidgeFitter } from "../../src/boosting/learners/linear/fit-ridge.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { ParamValues } from "../../src/core/params.ts";
import type { Table } from "../../src/core/table.ts";
import { loadMaker } from "../../src/data/sources/makers.ts";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import type { RecordedRound } from "../../src/experiment/recording.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import { scoreTable } from "../../src/experiment/score-table.ts";
import type { Experiment } from "../../src/experiment/spec.ts";
import { modelFromJson, modelToJson } from "../../src/interchange/model-json.ts";

const host = { now: () => 0, pause: () => undefined, stopped: false };

describe("ridge regression", () => {
  const rowCount = 12;
  const of = (value: (row: number) => number) =>
    Float64Array.from({ length: rowCount }, (_, row) => value(row));
  const inputs = [of((row) => ((row * 7) % 12) / 3 - 2), of((row) => ((row * 5) % 7) / 2 - 1.5)];
  const wanted = Float32Array.from(
    of((row) => 0.5 * inputs[0]![row]! - 1.25 * inputs[1]![row]! + ((row * 11) % 5) / 4),
  );
  const weights = Float32Array.from(of((row) => 1 + (row % 3)));

  // scikit-learn 1.2.1, Ridge(alpha), sample_weight
  it.each([
    [0, 0.3822115301035154, [0.3737980754186327, -1.140224346572645]],
    [2.5, 0.3513208813369784, [0.3252783748984141, -1.0274439071776567]],
  ])("with penalty %f is scikit-learn's", async (penalty, intercept, coefficients) => {
    const fitter = createRidgeFitter(inputs, rowCount, penalty);
    const model = await fitter.fit({ wanted, weights, sampled: null, columns: null }, host);
    expect(model!.intercept).toBeCloseTo(intercept, 6);
    coefficients.forEach((coefficient, at) => {
      expect(model!.coefficients[at]).toBeCloseTo(coefficient, 6);
    });
  });

  it("looks at sampled rows and offered columns alone", async () => {
    const fitter = createRidgeFitter(inputs, rowCount, 1);
    const sampled = Uint8Array.from(of((row) => (row < 8 ? 1 : 0)));
    const some = await fitter.fit({ wanted, weights, sampled, columns: [1] }, host);
    const short = createRidgeFitter([inputs[1]!.subarray(0, 8)], 8, 1);
    const alone = await short.fit(
      { wanted: wanted.subarray(0, 8), weights: weights.subarray(0, 8), sampled: null, columns: null },
      host,
    );
    expect(some!.coefficients[0]).toBe(0);
    expect(some!.coefficients[1]).toBeCloseTo(alone!.coefficients[0]!, 12);
    expect(some!.intercept).toBeCloseTo(alone!.intercept, 12);
  });

  it("has an answer where columns say the same", async () => {
    const fitter = createRidgeFitter([inputs[0]!, inputs[0]!], rowCount, 0);
    const model = await fitter.fit({ wanted, weights, sampled: null, columns: null }, host);
    expect(model!.coefficients.every(Number.isFinite)).toBe(true);
  });
});

const experimentOf = (values: ParamValues, rounds = 12): Experiment => ({
  version: 2,
  numerics: 1,
  data: {
    source: { kind: "builtin", id: "friedman", values: {} },
    fingerprint: null,
    reading: null,
    sample: null,
    target: "y",
    ignored: [],
    categorical: [],
    dates: [],
    dropFailing: [],
    weight: null,
  },
  task: "regression",
  split: randomSplit(0.2, 0.2),
  runs: [{ ...defaultRun("ngboost", "regression"), values: { learning_rate: 0.1, ...values }, rounds }],
  metrics: ["nll", "rmse"],
  stopMetric: null,
  seed: 5,
});

async function train(values: ParamValues, table: Table) {
  const rounds: RecordedRound[] = [];
  const context = { backend: jsBackend, host, recording: "every-round" } as const;
  for await (const event of runExperiment(experimentOf(values), { table }, context)) {
    if (event.kind === "round") rounds.push(event.round);
    if (event.kind === "end") return { rounds, model: event.model };
  }
  throw new Error("no end");
}

const friedman = async () => (await loadMaker("friedman"))!({ n: 150, missing: 0.1 });

describe("linear models in NGBoost", () => {
  it.each([
    [{ learner: "ridge" }, ["linear", "linear"]],
    [{ learner: "ridge", learner_2: "tree" }, ["linear", "tree"]],
    [{ learner_2: "ridge", l2: 3 }, ["tree", "linear"]],
    [{ learner: "ridge", subsample: 0.6, colsample_bytree: 0.5 }, ["linear", "linear"]],
  ] as const)("%j: learns, is read back, and predicts what it was trained to", async (values, kinds) => {
    const table = await friedman();
    const { rounds, model } = await train(values, table);
    expect(model.rounds[0]!.learners.map(({ learner }) => learner.kind)).toEqual(kinds);
    const lossOf = (round: RecordedRound) => round.metrics[0]!;
    expect(lossOf(rounds.at(-1)!)).toBeLessThan(lossOf(rounds[0]!));
    const text = modelToJson(model);
    const back = modelFromJson(text);
    expect(modelToJson(back)).toBe(text);
    const scored = await scoreTable(back, { kind: "stateAfter", rounds: 12 }, table, {
      host,
      scoring: jsBackend,
    });
    const { scores } = rounds.at(-1)!;
    expect(Array.from(scored.values, Math.fround)).toEqual(Array.from(scores));
  });

  it("are told of in no model that has trees alone", async () => {
    const { model } = await train({}, await friedman());
    expect(Object.keys(model.header.values)).not.toContain("learner");
    expect(model.header.inputs).toBeUndefined();
  });
});
