import { describe, expect, it } from "vitest";
import type { Training, TrainingJob } from "../../src/boosting/engines/engine.ts";
import { ngboostEngine } from "../../src/boosting/engines/ngboost/engine.ts";
import { ngboostMeta } from "../../src/boosting/engines/ngboost/meta.ts";
import { treeOf } from "../../src/boosting/learners/learner.ts";
import { metricById } from "../../src/boosting/metrics/index.ts";
import type { ModelHeader } from "../../src/boosting/model-file.ts";
import { predictionsOf } from "../../src/boosting/predictions.ts";
import type { RawScores } from "../../src/boosting/raw-scores.ts";
import type { RoundRecord } from "../../src/boosting/round-record.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { Dataset } from "../../src/core/dataset.ts";
import type { ParamValues } from "../../src/core/params.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { resolveValues } from "../../src/core/resolve-params.ts";

const host = { now: () => 0, pause: () => undefined, stopped: false };

/** y = x0 + noise that grows with x1; x2 means nothing and is often missing; c is a category with its own level. */
function makeRows(rowCount: number, purpose: string, unit = 1): Dataset {
  const random = createRandomSource(1, purpose);
  const column = (k: number) => Float32Array.from({ length: rowCount }, (_, row) => random.uniform(row, k));
  const [x0, x1, x2] = [column(0), column(1), column(2)];
  const codes = Int32Array.from({ length: rowCount }, (_, row) => Math.floor(3 * random.uniform(row, 3)));
  return {
    id: purpose,
    rowCount,
    rowIds: Uint32Array.from({ length: rowCount }, (_, row) => row),
    features: [
      { kind: "numeric", name: "x0", values: x0 },
      { kind: "numeric", name: "x1", values: x1 },
      { kind: "numeric", name: "x2", values: x2.map((value) => (value < 0.4 ? Number.NaN : value)) },
      { kind: "categorical", name: "c", codes, categories: ["a", "b", "c"] },
    ],
    target: {
      outputCount: 1,
      values: Float64Array.from({ length: rowCount }, (_, row) => {
        const noise = random.uniform(row, 4) + random.uniform(row, 5) - 1;
        return unit * (3 * x0[row]! + (codes[row] === 1 ? 2 : 0) + 2 * x1[row]! * noise);
      }),
    },
  };
}

const train = makeRows(500, "train");
const validation = makeRows(300, "validation");

function jobOf(given: ParamValues, changes: Partial<TrainingJob> = {}): TrainingJob {
  return {
    task: "regression",
    train,
    watch: [validation],
    objective: null,
    distribution: "normal",
    score: "log",
    values: resolveValues(ngboostMeta.params, { learning_rate: 0.1, ...given }, "values"),
    rounds: 12,
    seed: 4,
    ...changes,
  };
}

interface Run {
  readonly training: Training;
  readonly records: readonly RoundRecord[];
  /** Scores of [train, ...watch] before the first and after each round. */
  readonly scores: readonly (readonly Float64Array[])[];
}

const copy = (scores: readonly RawScores[]) => scores.map(({ values }) => Float64Array.from(values));

async function run(job: TrainingJob): Promise<Run> {
  const training = await ngboostEngine.open(job, jsBackend, host);
  const records: RoundRecord[] = [];
  const scores = [copy(training.scores)];
  for await (const report of training.rounds()) {
    records.push(report.record);
    scores.push(copy(report.scores));
  }
  return { training, records, scores };
}

function headerOf(job: TrainingJob, training: Training): ModelHeader {
  return {
    format: "boosting-lab-model",
    version: 1,
    numerics: 1,
    engine: "ngboost",
    task: "regression",
    loss: { distribution: "normal", score: job.score! },
    values: job.values,
    outputs: training.start.outputs,
    baseScores: Array.from(training.start.baseScores),
    encoder: { features: [], target: { name: "y", task: "regression", classNames: null }, weight: null },
  };
}

function metricOf(id: string, { training }: Run, values: Float64Array, rows: Dataset): number {
  const raw = { rowCount: rows.rowCount, outputCount: 2, values };
  return metricById(id).compute(predictionsOf(training.start.outputs, raw), rows.target.values, rows.weights);
}

const variants: readonly { readonly name: string; readonly job: TrainingJob }[] = [
  { name: "log score", job: jobOf({}) },
  { name: "crps", job: jobOf({}, { score: "crps" }) },
  { name: "Newton steps", job: jobOf({ newton: true }) },
  { name: "formulas of the original", job: jobOf({ formulas: "compat", tree_method: "exact" }) },
  { name: "ordinary gradient", job: jobOf({ natural_gradient: false }) },
  { name: "parts of rows and columns", job: jobOf({ minibatch_frac: 0.5, col_sample: 0.5 }) },
  {
    name: "weights",
    job: jobOf({}, { train: { ...train, weights: Float32Array.from(train.rowIds, (row) => 1 + (row % 3)) } }),
  },
];

describe.each(variants)("NGBoost, $name", ({ job }) => {
  const metric = job.score === "crps" ? "crps" : "nll";

  it("lowers its score round by round, on new rows too", async () => {
    const result = await run(job);
    const losses = result.scores.map((sets) => metricOf(metric, result, sets[0]!, job.train));
    if (job.values.subsample === 1) {
      losses.slice(1).forEach((loss, i) => {
        expect(loss).toBeLessThan(losses[i]!);
      });
    }
    const fresh = result.scores.map((sets) => metricOf(metric, result, sets[1]!, validation));
    expect(fresh.at(-1)!).toBeLessThan(fresh[0]! - 0.05);
  });

  it("gives the same rounds again", async () => {
    expect((await run(job)).records).toEqual((await run(job)).records);
  });

  it("predicts from the rounds what training saw, to the bit", async () => {
    const { training, records, scores } = await run(job);
    for (const rounds of [0, 1, 7, 12]) {
      const prefix = { kind: "stateAfter", rounds } as const;
      for (const [set, rows] of [job.train, validation].entries()) {
        const again = ngboostEngine.rawScores(headerOf(job, training), records, rows, prefix, jsBackend);
        expect(again.values).toEqual(scores[rounds]![set]);
      }
    }
  });

  it("goes on after given rounds as if it had never stopped", async () => {
    const whole = await run(job);
    const rest = await run({ ...job, past: whole.records.slice(0, 5) });
    expect(rest.scores[0]).toEqual(whole.scores[5]);
    expect(rest.records).toEqual(whole.records.slice(5));
    expect(rest.scores.at(-1)).toEqual(whole.scores.at(-1));
  });

  it("sees every node of a round again", async () => {
    const { training, records } = await run(job);
    for (const learner of [0, 1]) {
      const tree = treeOf(records[6]!.learners[learner]!);
      for (let node = 0; node < tree.nodeCount; node++) {
        const seen = await training.inspect(records, 7, learner, node);
        expect(seen.matchesRecord, `learner ${learner}, node ${node}`).toBe(true);
        const mean = -seen.gradientSum / seen.hessianSum;
        expect(Math.fround(mean)).toBeCloseTo(tree.baseWeight[node]!, 5);
        if (tree.left[node]! < 0) expect(tree.value[node]).toBe(tree.baseWeight[node]);
        else expect(seen.candidates[0]!.gain).toBe(tree.gain[node]);
      }
    }
  });
});

describe("NGBoost", () => {
  it("learns where the noise is", async () => {
    const { scores } = await run(jobOf({}, { rounds: 60 }));
    const [column] = [validation.features[1]!];
    const logSigma = (row: number) => scores.at(-1)![1]![2 * row + 1]!;
    const x1 = (row: number) => (column.kind === "numeric" ? column.values[row]! : 0);
    const rows = Array.from(validation.rowIds);
    const mean = (chosen: number[]) =>
      chosen.reduce((sum, row) => sum + logSigma(row), 0) / Math.max(chosen.length, 1);
    const calm = mean(rows.filter((row) => x1(row) < 0.3));
    const loud = mean(rows.filter((row) => x1(row) > 0.7));
    expect(loud - calm).toBeGreaterThan(0.5);
  });

  it("reports the natural gradient its trees were fitted to, with hessian 1", async () => {
    const training = await ngboostEngine.open(jobOf({}), jsBackend, host);
    const [mu, logSigma] = Array.from(training.start.baseScores) as [number, number];
    const { value } = await training.rounds().next();
    const { gradient, hessian } = value!.fitted;
    train.target.values.forEach((y, row) => {
      const z = (y - mu) / Math.exp(logSigma);
      expect(gradient[row]).toBeCloseTo(mu - y, 5);
      expect(gradient[train.rowCount + row]).toBeCloseTo((1 - z * z) / 2, 5);
    });
    expect(hessian.every((one) => one === 1)).toBe(true);
  });

  it("offers the drawn columns to both trees and no others", async () => {
    const { records } = await run(jobOf({ colsample_bytree: 0.5, subsample: 0.3 }));
    const drawn = records.map(({ draws }) => draws.features![0]!.join());
    expect(new Set(drawn).size).toBeGreaterThan(1);
    for (const { learners, draws } of records) {
      expect(draws.features![1]).toEqual(draws.features![0]);
      expect(draws.rowCount).toBeGreaterThan(80);
      expect(draws.rowCount).toBeLessThan(220);
      for (const one of learners) {
        const used = treeOf(one).feature.filter((feature) => feature >= 0);
        expect(used.every((feature) => draws.features![0]!.includes(feature))).toBe(true);
      }
    }
  });

  it("does not care for the unit of the target", async () => {
    const splits = (records: readonly RoundRecord[]) =>
      records.map((record) => record.learners.map((one) => Array.from(treeOf(one).feature)));
    const small = makeRows(500, "train", 2 ** -30);
    const tiny = await run(jobOf({ tol: 0 }, { train: small, watch: [], rounds: 5 }));
    const usual = await run(jobOf({ tol: 0 }, { watch: [], rounds: 5 }));
    expect(splits(tiny.records)).toEqual(splits(usual.records));
  });

  it("gives equal weights no say", async () => {
    const weights = new Float32Array(train.rowCount).fill(2);
    const weighted = await run(jobOf({}, { train: { ...train, weights } }));
    const plain = await run(jobOf({}));
    expect(weighted.scores).toEqual(plain.scores);
  });

  it("stops after the round it is in", async () => {
    const stopping = { now: () => 0, pause: () => undefined, stopped: false };
    const training = await ngboostEngine.open(jobOf({}), jsBackend, stopping);
    let rounds = 0;
    for await (const { record } of training.rounds()) {
      rounds = record.round;
      if (rounds === 3) stopping.stopped = true;
    }
    expect(rounds).toBe(3);
  });

  it("keeps to finite numbers with a constant target", async () => {
    const values = new Float64Array(train.rowCount).fill(42);
    const constant = { ...train, target: { ...train.target, values } };
    const { scores } = await run(jobOf({}, { train: constant, watch: [] }));
    expect(scores.at(-1)![0]!.every(Number.isFinite)).toBe(true);
    expect(
      scores
        .at(-1)![0]!
        .filter((_, i) => i % 2 === 0)
        .every((mu) => mu === 42),
    ).toBe(true);
  });

  it("ends early once its steps are too short, and a continued run knows it", async () => {
    const job = jobOf({ tol: 0.5, max_depth: 1 }, { rounds: 400 });
    const { records } = await run(job);
    expect(records.length).toBeGreaterThan(1);
    expect(records.length).toBeLessThan(400);
    expect((await run({ ...job, past: records })).records).toEqual([]);
  });

  it("names the round in which numbers end", async () => {
    const values = Float64Array.from(train.target.values, (y) => y * 1e60);
    const huge = { ...train, target: { ...train.target, values } };
    await expect(run(jobOf({}, { train: huge, watch: [] }))).rejects.toMatchObject({
      code: "train.non-finite",
      facts: { round: 1 },
    });
  });
});
