import { describe, expect, it } from "vitest";
import { loadClassLosses } from "../../src/boosting/class-losses/index.ts";
import { gbnnEngine } from "../../src/boosting/engines/gbnn/engine.ts";
import { lineStep, scoreFactor } from "../../src/boosting/engines/gbnn/line-step.ts";
import { gbnnMeta } from "../../src/boosting/engines/gbnn/meta.ts";
import { stateAfter } from "../../src/boosting/learners/net/net-states.ts";
import { objectiveById } from "../../src/boosting/objectives/index.ts";
import type { RoundRecord } from "../../src/boosting/round-record.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { loadWasmBackend } from "../../src/compute/wasm/wasm-backend.ts";
import { exp } from "../../src/core/deterministic-math.ts";
import { resolveValues } from "../../src/core/resolve-params.ts";
import { jobOf, makeRows, type NetTask, netTasks, plainHost, type Trained, train } from "./gbnn-fixture.ts";

await loadClassLosses();

function lossOf(task: NetTask, scores: Float64Array): number {
  const job = jobOf(task, {});
  const objective = objectiveById(job.objective!);
  const scoreCount = objective.scoreCount(job.train.target.classNames?.length ?? 0, 1);
  const bound = objective.bind({ target: job.train.target, scoreCount, values: job.values });
  return bound.loss!(scores);
}

const weightOf = (record: RoundRecord): number => record.learners[0]!.weight;

const parametersOf = (record: RoundRecord): Float32Array =>
  stateAfter([record]).nets.map(({ parameters }) => parameters)[0]!;

describe.each(netTasks)("GBNN, %s", (task) => {
  it("lowers the loss of the training rows with each round", async () => {
    const { scores } = await train(jobOf(task, { learning_rate: 0.3, subsample: 1 }));
    const losses = scores.map(([ofTrain]) => lossOf(task, ofTrain!));
    losses.slice(1).forEach((loss, round) => {
      expect(loss).toBeLessThan(losses[round]!);
    });
    expect(losses.at(-1)!).toBeLessThan(losses[0]! * 0.5);
  });

  it("predicts new rows with the bits of training, and the first k rounds as they were", async () => {
    const { header, records, scores } = await train(jobOf(task, { hidden_units: 3 }));
    const rows = [makeRows(task, 240, "train"), makeRows(task, 100, "watch")];
    for (const kind of ["stateAfter", "iterationRange"] as const) {
      for (const rounds of [0, 3, 8]) {
        const predicted = rows.map(
          (data) => gbnnEngine.rawScores(header, records, data, { kind, rounds }, jsBackend).values,
        );
        expect(predicted).toEqual(scores[rounds]);
      }
    }
  });

  it("with fewer rounds is the net of fewer units", async () => {
    const whole = await train(jobOf(task, { hidden_units: 2 }));
    const short = await train(jobOf(task, { hidden_units: 2 }, { rounds: 5 }));
    expect(whole.records.slice(0, 5)).toEqual(short.records);
    expect(whole.scores[5]).toEqual(short.scores[5]);
  });

  it("has the bits of plain JavaScript in WASM", async () => {
    const job = jobOf(task, { hidden_units: 5 }, { rounds: 4 });
    const wasm = await loadWasmBackend({ build: "simd" });
    expect(await train(job, wasm)).toEqual(await train(job));
  });

  it("goes on from its records to the same bits", async () => {
    const whole = await train(jobOf(task, {}));
    const rest = await train(jobOf(task, {}, { past: whole.records.slice(0, 3) }));
    expect(rest.records).toEqual(whole.records.slice(3));
    expect(rest.scores).toEqual(whole.scores.slice(3));
  });

  it("gives up the round in which it is stopped, and goes on from the ones before", async () => {
    let breaths = 0;
    const host = {
      now: () => 0,
      pause: () => {
        breaths++;
        return Promise.resolve();
      },
      get stopped() {
        return breaths > 60;
      },
    };
    const whole = await train(jobOf(task, {}));
    const cut = await train(jobOf(task, {}), undefined, host);
    expect(cut.records.length).toBeLessThan(8);
    expect(cut.records).toEqual(whole.records.slice(0, cut.records.length));
    const rest = await train(jobOf(task, {}, { past: cut.records }));
    expect([...cut.records, ...rest.records]).toEqual(whole.records);
  });
});

describe("a round's step", () => {
  it("is the learning rate times sum r f / sum r f^2 (2 y - r), twice, for two classes", async () => {
    const trained = await train(jobOf("binary", { hidden_units: 2 }));
    const data = makeRows("binary", 240, "train");
    const before = trained.scores[3]![0]!;
    const f = outputsOf(trained, 4, "binary");
    let above = 0;
    let below = 0;
    before.forEach((logit, row) => {
      const y = 2 * data.target.values[row]! - 1;
      const r = (2 * y) / (1 + exp(y * logit));
      above += r * f[row]!;
      below += r * f[row]! * f[row]! * (2 * y - r);
    });
    expect(weightOf(trained.records[3]!) / (2 * 0.5 * (above / below))).toBeCloseTo(1, 5);
  });

  it("is the learning rate times sum f (y - p) / sum f^2 p (1 - p) over all classes", async () => {
    const trained = await train(jobOf("multiclass", { hidden_units: 2 }));
    const data = makeRows("multiclass", 240, "train");
    const before = trained.scores[2]![0]!;
    const f = outputsOf(trained, 3, "multiclass");
    let above = 0;
    let below = 0;
    for (let row = 0; row < 240; row++) {
      const powers = [0, 1, 2].map((k) => exp(before[3 * row + k]!));
      const total = powers[0]! + powers[1]! + powers[2]!;
      powers.forEach((power, k) => {
        const p = power / total;
        const along = f[3 * row + k]!;
        above += along * ((data.target.values[row] === k ? 1 : 0) - p);
        below += along * along * p * (1 - p);
      });
    }
    expect(weightOf(trained.records[2]!) / (0.5 * (above / below))).toBeCloseTo(1, 5);
  });

  it("is the learning rate alone for numbers where it is not searched for", async () => {
    const { records } = await train(jobOf("regression", { line_search: false }));
    expect(records.map(weightOf)).toEqual(new Array(8).fill(0.5));
  });

  it("is the learning rate times sum r f / sum f^2 for numbers, where it is searched for", async () => {
    const trained = await train(jobOf("regression", { line_search: true }));
    const data = makeRows("regression", 240, "train");
    const f = outputsOf(trained, 2, "regression");
    let above = 0;
    let below = 0;
    trained.scores[1]![0]!.forEach((score, row) => {
      above += (data.target.values[row]! - score) * f[row]!;
      below += f[row]! * f[row]!;
    });
    expect(weightOf(trained.records[1]!) / (0.5 * (above / below))).toBeCloseTo(1, 5);
  });

  it("has a longest length where the curvature has gone, and none where there is no output", () => {
    const logistic = objectiveById("binary:logistic");
    const pairs = {
      rowCount: 1,
      outputCount: 1,
      gradient: Float32Array.of(-1e-3),
      hessian: Float32Array.of(1e-16),
    };
    expect(lineStep(logistic, pairs, Float64Array.of(1))).toBe(100);
    expect(lineStep(logistic, pairs, Float64Array.of(-1))).toBe(-100);
    expect(lineStep(logistic, pairs, Float64Array.of(0))).toBe(0);
    expect([scoreFactor(logistic), scoreFactor(objectiveById("multi:softprob"))]).toEqual([2, 1]);
  });
});

describe("rows of a round", () => {
  it("are drawn anew, a share without replacement", async () => {
    const { records } = await train(jobOf("regression", { subsample: 0.3 }));
    expect(records.map(({ draws }) => draws.rowCount)).toEqual(new Array(8).fill(72));
  });

  it("may be given, and rows of weight 0 count nowhere", async () => {
    const rows = Array.from({ length: 240 }, (_, row) => row).filter((row) => row % 3 !== 1);
    const weights = Float32Array.from({ length: 240 }, (_, row) => (row % 3 === 1 ? 0 : 1));
    const weighted = { ...makeRows("regression", 240, "train"), weights };
    const values = { l2: 0, base_score: 8, subsample: 1 };
    const [drawn] = (await train(jobOf("regression", values, { givenDraws: [{ rows: [rows] }], rounds: 1 })))
      .records;
    const [masked] = (await train(jobOf("regression", values, { train: weighted, rounds: 1 }))).records;
    expect(parametersOf(masked!)).toEqual(parametersOf(drawn!));
  });
});

describe("GBNN on lists", () => {
  it("is no run of a first visit", () => {
    expect(gbnnMeta.isExtra).toBe(true);
  });

  it("takes the original's names of parameters", () => {
    const values = resolveValues(gbnnMeta.params, { num_nn_step: 3, eta: 0.1, alpha: 0.5 }, "values");
    expect(values).toMatchObject({ hidden_units: 3, learning_rate: 0.1, l2: 0.5 });
  });

  it("starts two classes at the log-odds and numbers at the mean", async () => {
    const job = jobOf("binary", {}, { rounds: 0 });
    const mean = job.train.target.values.reduce((sum, y) => sum + y, 0) / 240;
    const training = await gbnnEngine.open(job, jsBackend, plainHost);
    const logit = Math.log((1 + (2 * mean - 1)) / (1 - (2 * mean - 1)));
    expect(training.start.baseScores[0]).toBeCloseTo(logit, 6);
  });
});

/** What a round's net adds at a weight of 1. */
function outputsOf({ header, records }: Trained, round: number, task: NetTask): Float64Array {
  const record = records[round - 1]!;
  const learners = [{ ...record.learners[0]!, weight: 1 }];
  const empty = { ...header, baseScores: header.baseScores.map(() => 0) };
  const prefix = { kind: "stateAfter", rounds: 1 } as const;
  const data = makeRows(task, 240, "train");
  return Float64Array.from(
    gbnnEngine.rawScores(empty, [{ ...record, learners }], data, prefix, jsBackend).values,
  );
}
