import { describe, expect, it } from "vitest";
import { loadClassLosses } from "../../src/boosting/class-losses/index.ts";
import type { RoundReport, TrainingJob } from "../../src/boosting/engines/engine.ts";
import { grownetEngine } from "../../src/boosting/engines/grownet/engine.ts";
import { grownetMeta } from "../../src/boosting/engines/grownet/meta.ts";
import { netLayout } from "../../src/boosting/learners/net/net.ts";
import { optimisers } from "../../src/boosting/learners/net/optimisers/index.ts";
import type { ModelHeader } from "../../src/boosting/model-file.ts";
import { objectiveById, objectives } from "../../src/boosting/objectives/index.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { loadWasmBackend } from "../../src/compute/wasm/wasm-backend.ts";
import { canonicalJson } from "../../src/core/canonical-json.ts";
import type { Host } from "../../src/core/host.ts";
import type { ParamValues } from "../../src/core/params.ts";
import { resolveValues } from "../../src/core/resolve-params.ts";
import { roundToJson } from "../../src/interchange/round-json.ts";
import { calmHost, makeData } from "../contract/backend-cases.ts";

await loadClassLosses();

const wasm = await loadWasmBackend();

function jobOf(classes: number, values: ParamValues, more: Partial<TrainingJob> = {}): TrainingJob {
  const shape = { rowCount: 150, numeric: 4, categorical: 1, missing: 0.1, weighted: false };
  const task = classes === 0 ? "regression" : classes === 2 ? "binary" : "multiclass";
  const objective = objectives.find((one) => one.tasks.includes(task))!;
  const params = [...grownetMeta.params, ...objective.params];
  return {
    task,
    train: makeData({ ...shape, classes, seed: 1 }),
    watch: [makeData({ ...shape, rowCount: 40, classes, seed: 2 })],
    objective: objective.id,
    distribution: null,
    score: null,
    values: resolveValues(params, { hidden_units: 5, epochs: 3, learning_rate: 0.02, ...values }, "values"),
    rounds: 5,
    seed: 3,
    ...more,
  };
}

async function train(job: TrainingJob, backend = jsBackend, host: Host = calmHost) {
  const training = await grownetEngine.open(job, backend, host);
  const records: RoundReport["record"][] = [];
  const scores = [training.scores.map(({ values }) => Array.from(values))];
  for await (const report of training.rounds()) {
    records.push(report.record);
    scores.push(report.scores.map(({ values }) => Array.from(values)));
  }
  return { training, records, scores };
}

const textOf = (records: readonly RoundReport["record"][]) => canonicalJson(records.map(roundToJson));

function headerOf(
  job: TrainingJob,
  { start }: { start: Awaited<ReturnType<typeof train>>["training"]["start"] },
) {
  return {
    values: job.values,
    baseScores: Array.from(start.baseScores),
    inputs: start.inputs,
  } as unknown as ModelHeader;
}

const settings: readonly (readonly [string, number, ParamValues])[] = [
  ["numbers, as in the paper", 0, {}],
  ["numbers, as in the code", 0, { corrective_step: "code" }],
  ["numbers, three layers without norms", 0, { hidden_layers: 3, batch_norm: false, activation: "silu" }],
  ["two classes, shrinking, no correction", 2, { corrective_step: "off", boost_rate_mode: "shrinkage" }],
  [
    "two classes, line search, now and then corrected",
    2,
    { boost_rate_mode: "line_search", corrective_every: 2 },
  ],
  ["numbers, categories embedded", 0, { categories: "embedded", corrective_step: "code" }],
  [
    "three classes, categories as vectors of three",
    3,
    { categories: "embedded", embedding_size: 3, batch_norm: false, hidden_layers: 1 },
  ],
  ["three classes, dropout", 3, { dropout: 0.3, activation: "tanh", corrective_step: "code" }],
  [
    "three classes, one layer, nothing handed on",
    3,
    { hidden_layers: 1, hand_on: false, model_order: "first" },
  ],
];

describe.each(settings)("GrowNet on %s", (_, classes, values) => {
  const job = jobOf(classes, values);

  it("gives the same model in WASM", async () => {
    const plain = await train(job);
    const fast = await train(job, wasm);
    expect(textOf(fast.records)).toBe(textOf(plain.records));
    expect(fast.scores).toEqual(plain.scores);
  });

  it("predicts what it had trained, at every round", async () => {
    const { training, records, scores } = await train(job, wasm);
    const header = headerOf(job, training);
    for (let rounds = 0; rounds <= records.length; rounds++) {
      const prefix = { kind: "stateAfter", rounds } as const;
      [job.train, ...job.watch].forEach((data, set) => {
        const again = grownetEngine.rawScores(header, records, data, prefix, jsBackend);
        expect(Array.from(again.values)).toEqual(scores[rounds]![set]);
      });
    }
  });

  it("goes on from any round to the same bits", async () => {
    const whole = await train(job, wasm);
    const past = whole.records.slice(0, 2);
    const rest = await train({ ...job, past }, wasm);
    expect(textOf([...past, ...rest.records])).toBe(textOf(whole.records));
    expect(rest.scores).toEqual(whole.scores.slice(2));
  });

  it("lowers the loss of its rows", async () => {
    const { scores, training } = await train({ ...job, rounds: 12 }, wasm);
    const objective = objectiveById(job.objective!);
    const { scoreCount } = training.start.outputs;
    const bound = objective.bind({ target: job.train.target, scoreCount, values: job.values });
    const loss = (round: number) => bound.loss!(Float64Array.from(scores[round]![0]!));
    expect(loss(12)).toBeLessThan(0.9 * loss(0));
  });
});

describe("embedded categories", () => {
  const values = { categories: "embedded", embedding_size: 2 };

  it("have a vector each, behind all weights, which training moves", async () => {
    const { records, training } = await train(jobOf(0, values), wasm);
    expect(training.start.inputs!.columns.at(-1)).toMatchObject({ kind: "embedding", feature: 4, size: 2 });
    const { learner } = records[0]!.learners[0]!;
    if (learner.kind !== "net") throw new Error("a net was expected");
    const { net } = learner;
    // Three categories and missing cells.
    expect(net.embeddings).toEqual([{ entries: 4, size: 2 }]);
    const [place] = netLayout(net).embeddings;
    expect(net.parameters.length - place!).toBe(8);
    const corrected = records[1]!.correction!.nets[0]!;
    for (let i = place!; i < net.parameters.length; i++) {
      expect(corrected.parameters[i]).not.toBe(net.parameters[i]);
    }
  });

  it("predict for a category that training never saw as for a vector of zeros", async () => {
    const job = jobOf(0, { ...values, hidden_layers: 1, corrective_step: "off", batch_norm: false });
    const { train: seen } = job;
    const shifted = (change: (code: number) => number) => ({
      ...seen,
      features: seen.features.map((column) =>
        column.kind === "numeric"
          ? column
          : { ...column, codes: column.codes.map(change), categories: [...column.categories, "new"] },
      ),
    });
    const { training, records } = await train({ ...job, watch: [], rounds: 1 }, wasm);
    const header = headerOf(job, training);
    const prefix = { kind: "stateAfter", rounds: 1 } as const;
    const unseen = grownetEngine.rawScores(
      header,
      records,
      shifted(() => 3),
      prefix,
      wasm,
    );
    const [made] = records;
    const { learner } = made!.learners[0]!;
    if (learner.kind !== "net") throw new Error("a net was expected");
    const parameters = learner.net.parameters.slice();
    parameters.fill(0, netLayout(learner.net).embeddings[0]!);
    const zeros = {
      ...made!,
      learners: [
        {
          ...made!.learners[0]!,
          learner: { ...learner, net: { ...learner.net, parameters } },
        },
      ],
    };
    const known = grownetEngine.rawScores(
      header,
      [zeros],
      shifted(() => 0),
      prefix,
      wasm,
    );
    expect(unseen.values).toEqual(known.values);
    const own = grownetEngine.rawScores(
      header,
      records,
      shifted(() => 0),
      prefix,
      wasm,
    );
    expect(own.values).not.toEqual(known.values);
  });
});

describe("a stop in the middle of a round", () => {
  it("keeps the rounds before, with their scores", async () => {
    const job = jobOf(0, {});
    const whole = await train(job, wasm);
    let pauses = 0;
    const host = {
      ...calmHost,
      pause: () => {
        pauses++;
        return undefined;
      },
      get stopped() {
        return pauses > 100;
      },
    };
    const cut = await train(job, wasm, host);
    expect(cut.records.length).toBeGreaterThan(0);
    expect(cut.records.length).toBeLessThan(whole.records.length);
    expect(textOf(cut.records)).toBe(textOf(whole.records.slice(0, cut.records.length)));
    expect(cut.training.scores.map(({ values }) => Array.from(values))).toEqual(
      whole.scores[cut.records.length],
    );
  });
});

describe("the boost rate", () => {
  const weights = (records: readonly RoundReport["record"][]) =>
    records.map(({ learners }) => learners[0]!.weight);

  it("is one for all nets where it is learned, and moves", async () => {
    const { records } = await train(jobOf(0, {}), wasm);
    const [last] = records.slice(-1);
    expect(last!.weightChanges.map(({ round }) => round)).toEqual([1, 2, 3, 4]);
    expect(
      new Set([...last!.weightChanges.map(({ weight }) => weight), last!.learners[0]!.weight]).size,
    ).toBe(1);
    expect(last!.learners[0]!.weight).not.toBe(1);
  });

  it("stays where it is fixed", async () => {
    const { records } = await train(jobOf(0, { boost_rate_mode: "fixed", boost_rate: 0.5 }), wasm);
    expect(weights(records)).toEqual([0.5, 0.5, 0.5, 0.5, 0.5]);
    expect(records.every(({ weightChanges }) => weightChanges.length === 0)).toBe(true);
  });

  it("is Newton's step along a net where it is searched for: of squared error, the best one", async () => {
    const job = jobOf(0, { boost_rate_mode: "line_search", corrective_step: "off", scale_target: false });
    const { scores, records } = await train({ ...job, rounds: 1 }, wasm);
    const [before, after] = scores.map((sets) => sets[0]!);
    const { values: y } = job.train.target;
    const rho = weights(records)[0]!;
    const at = (factor: number) =>
      before!.reduce((sum, f, i) => sum + (f + (factor * (after![i]! - f)) / rho - y[i]!) ** 2, 0);
    expect(at(rho)).toBeLessThanOrEqual(at(rho * 1.001));
    expect(at(rho)).toBeLessThanOrEqual(at(rho * 0.999));
  });
});

describe("the corrective step", () => {
  it("lowers the loss of the whole and moves earlier nets", async () => {
    const { records } = await train(
      jobOf(0, { corrective_epochs: 10, batch_norm: false, learning_rate: 0.005 }),
      wasm,
    );
    const corrected = records.filter(({ correction }) => correction !== undefined);
    expect(corrected.map(({ round }) => round)).toEqual([2, 3, 4, 5]);
    for (const { correction } of corrected)
      expect(correction!.lossAfter!).toBeLessThan(correction!.lossBefore!);
    const first = corrected.map(({ correction }) => Array.from(correction!.nets[0]!.parameters));
    expect(first[0]).not.toEqual(first[1]);
  });
});

describe("a race of optimisers", () => {
  it("trains the net of a round by each rule, all from one start", async () => {
    const job = jobOf(0, { epochs: 6 });
    const { training, records } = await train(job, wasm);
    const { lanes, stepsAnEpoch } = await training.race!(records, 3, ["adam", "sgd", "lion", "adafactor"]);
    expect(lanes.map(({ optimizer }) => optimizer)).toEqual(["adam", "sgd", "lion", "adafactor"]);
    expect(lanes.map(({ learningRate }) => learningRate)).toEqual([0.02, 0.01, 0.0001, null]);
    expect(new Set(lanes.map(({ losses }) => losses[0])).size).toBe(1);
    for (const { losses } of lanes) expect(losses.length).toBe(6 * stepsAnEpoch);
    const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const [{ losses }] = lanes as [(typeof lanes)[0]];
    expect(meanOf(losses.slice(-stepsAnEpoch))).toBeLessThan(meanOf(losses.slice(0, stepsAnEpoch)));
  });

  it("leaves the run as it was", async () => {
    const whole = await train(jobOf(2, {}), wasm);
    await whole.training.race!(whole.records, 1, ["sgd"]);
    expect(whole.training.scores.map(({ values }) => Array.from(values))).toEqual(whole.scores.at(-1));
  });
});

describe("the menu of optimisers", () => {
  it("has all of the list, by their names", () => {
    const param = grownetMeta.params.find(({ id }) => id === "optimizer")!;
    expect(param.kind === "choice" && param.choices).toEqual(
      optimisers.map(({ id, label }) => ({ id, label })),
    );
  });
});
