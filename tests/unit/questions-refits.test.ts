import { describe, expect, it } from "vitest";
import { createRandomSource } from "../../src/core/random.ts";
import type { Table } from "../../src/core/table.ts";
import { makeRows } from "../../src/data/sources/makers/heteroscedastic-sine.ts";
import { parseExperiment } from "../../src/experiment/parse-experiment.ts";
import { prepareSplit } from "../../src/experiment/prepare-data.ts";
import { biasVariance } from "../../src/figures/bias-variance.ts";
import { knownNoise } from "../../src/store/questions/known-noise.ts";
import { questionsOf } from "../../src/store/questions/question-work.ts";
import { createRefitGatherer, type RefitResult, refitParts } from "../../src/store/questions/refit-result.ts";
import {
  experimentOfRefit,
  tableOfRefit,
  trainRefits,
  wantedRefits,
} from "../../src/store/questions/train-refits.ts";
import { startingExperiment } from "../../src/store/starting-experiment.ts";
import { followedRows, numeric, runStart } from "./figures-fixture.ts";
import { finished, labUnderTest, recordedRound, settle } from "./store-fixture.ts";

describe("bias and variance", () => {
  it("are what one computes by hand", () => {
    // Row 1: 1, 3, 5 for 4: mean 3, sample variance 4, error of the mean 1. Row 2: 0, 0, 3 for 2: mean 1, 3, 1.
    const parts = biasVariance({
      predictions: [
        [1, 0],
        [3, 0],
        [5, 3],
      ],
      target: [4, 2],
      width: 1,
    });
    expect(parts.variance).toBeCloseTo(3.5, 12);
    expect(parts.biasAndNoise).toBeCloseTo(1 - 3.5 / 3, 12);
    const single = (9 + 4 + (1 + 4) + (1 + 1)) / 6;
    expect(parts.error).toBeCloseTo(single, 12);
  });

  it("of probabilities sum over the classes", () => {
    const parts = biasVariance({
      predictions: [
        [0.5, 0.25, 0.25],
        [0.7, 0.15, 0.15],
      ],
      target: [0],
      width: 3,
    });
    expect(parts.variance).toBeCloseTo(0.02 + 0.005 + 0.005, 12);
    expect(parts.biasAndNoise).toBeCloseTo(0.16 + 0.04 + 0.04 - 0.015, 12);
  });

  it("are found again where both are known: the correction is unbiased", () => {
    const random = createRandomSource(3, "bias");
    const rows = 400;
    const models = 5;
    // Every model is 2 beside the truth and spreads uniformly by ± 1.5: bias² 4, variance 0.75.
    const predictions = Array.from({ length: models }, (_, k) =>
      Float64Array.from({ length: rows }, (_row, row) => 2 + 3 * (random.uniform(k, row) - 0.5)),
    );
    const parts = biasVariance({ predictions, target: new Float64Array(rows), width: 1 });
    expect(parts.variance).toBeCloseTo(0.75, 1);
    expect(parts.biasAndNoise).toBeCloseTo(4, 0);
  });

  it("are unknown from one model or without rows", () => {
    expect(biasVariance({ predictions: [[1]], target: [1], width: 1 }).error).toBeNaN();
    expect(biasVariance({ predictions: [[], []], target: [], width: 1 }).error).toBeNaN();
  });
});

const table: Table = makeRows({});
const { runs, ...setup } = startingExperiment();

describe("the table of a refit", async () => {
  const split = await prepareSplit(setup, table);
  const made = (refit: number) => tableOfRefit(table, { split, seed: setup.seed, refit });

  it("keeps test, validation and calibration rows and draws another part of the training rows each time", async () => {
    const train = async (refit: number) => {
      const { table: given, column } = made(refit);
      const experiment = experimentOfRefit(setup, runs[0], column);
      expect(parseExperiment(JSON.parse(JSON.stringify(experiment))).experiment).toEqual(experiment);
      const { runs: _runs, ...refitted } = experiment;
      const rows = await prepareSplit(refitted, given);
      expect(rows.test).toEqual(split.test);
      expect(rows.validation).toEqual(split.validation);
      expect(rows.calibration).toEqual(split.calibration);
      expect(rows.train).toHaveLength(Math.round(0.632 * split.train.length));
      expect([...rows.train].every((row) => split.train.includes(row))).toBe(true);
      return rows.train;
    };
    expect(await train(0)).not.toEqual(await train(1));
    expect(made(1).table).toEqual(made(1).table);
  });

  it("gives its column a name that no other has", () => {
    const taken: Table = {
      ...table,
      columns: [
        ...table.columns,
        { ...table.columns[0], name: "set" },
        { ...table.columns[0], name: "set_2" },
      ],
    };
    expect(tableOfRefit(taken, { split, seed: 1, refit: 0 }).column).toBe("set_3");
  });
});

describe("refits", () => {
  const start = {
    ...runStart(followedRows([numeric("x", [1, 2, 3])], [1, 0, 4])),
    metrics: ["rmse"],
    plannedRounds: 3,
  };
  const followed = { ...start.followed, set: Uint8Array.of(0, 2, 2) };
  const round = (at: number, validation: number, scores: readonly number[]) => ({
    ...recordedRound(at, validation),
    scores: Float32Array.from(scores),
  });

  it("keep what was predicted for the test rows, and that of the best validation round", async () => {
    const gatherer = createRefitGatherer({ ...start, followed });
    gatherer.add([round(0, 3, [9, 1, 2]), round(1, 1, [9, 3, 4])]);
    gatherer.add([round(2, 2, [9, 5, 6])]);
    const result = await gatherer.result();
    expect(result).toEqual({
      rowIds: followed.rowIds.slice(1),
      target: Float64Array.of(0, 4),
      width: 1,
      rounds: [0, 1, 2],
      predictions: [Float32Array.of(1, 2), Float32Array.of(3, 4), Float32Array.of(5, 6)],
      judged: Float32Array.of(3, 4),
      judgedRound: 1,
    });
  });

  it("are judged on the rows that all of them follow, for the rounds that all of them reach", () => {
    const one: RefitResult = {
      rowIds: Uint32Array.of(1, 2),
      target: Float64Array.of(0, 4),
      width: 1,
      rounds: [0, 1],
      predictions: [Float32Array.of(1, 2), Float32Array.of(3, 4)],
      judged: Float32Array.of(3, 4),
      judgedRound: 1,
    };
    const other: RefitResult = {
      ...one,
      rowIds: Uint32Array.of(2, 5),
      target: Float64Array.of(4, 7),
      rounds: [0],
      predictions: [Float32Array.of(6, 0)],
      judged: Float32Array.of(6, 0),
      judgedRound: 0,
    };
    const parts = refitParts([one, other]);
    expect(parts?.rowIds).toEqual(Uint32Array.of(2));
    expect(parts?.rounds).toEqual([0]);
    expect(parts?.byRound[0]).toEqual(biasVariance({ predictions: [[2], [6]], target: [4], width: 1 }));
    expect(parts?.judged.variance).toBe(2);
    expect(refitParts([one])).toBeNull();
  });

  it("are trained on a table of their own, subset by subset; stopping keeps what was finished", async () => {
    const { lab, border } = labUnderTest();
    const columns = table.columns;
    lab.store.setState({
      data: { status: "ready", name: "t", tableId: "t1", table: { ...table, columns }, report: null },
    });
    const controller = new AbortController();
    const work = trainRefits(lab, 2, controller.signal);
    const state = lab.store.getState();
    const all = wantedRefits(state, 2);
    for (let training = 0; training < 4; training++) {
      await settle();
      const request = border.asked.starts[training];
      expect(request.experiment.runs).toEqual([all[training].run.spec]);
      expect(request.experiment.split.kind).toBe("column");
      if (training === 3) controller.abort();
      await border.send(request.runId, {
        ok: true,
        value: { rounds: [recordedRound(0, 1)], attempts: [], end: { ok: true, value: finished(1) } },
      });
    }
    await work;
    expect(border.asked.starts).toHaveLength(4);
    expect(new Set(border.asked.tables).size).toBe(1);
    expect(border.asked.tables).toHaveLength(2);
    const { refits } = questionsOf(lab).getState();
    expect(all.map(({ key }) => refits.has(key))).toEqual([true, true, true, false, false, false]);
  });
});

describe("the noise of made-up rows", () => {
  it("is what the maker adds, and unknown of files and other tables", async () => {
    const { test: rows } = await prepareSplit(setup, table);
    const noise = knownNoise(setup.data.source, table, rows);
    expect(noise).toBeGreaterThan(0.02);
    expect(noise).toBeLessThan(0.3);
    expect(knownNoise({ kind: "builtin", id: "friedman", values: { number: "2" } }, table, rows)).toBe(15625);
    expect(knownNoise({ kind: "builtin", id: "piecewise-steps", values: { noise: 2 } }, table, rows)).toBe(4);
    expect(knownNoise({ kind: "builtin", id: "wages", values: {} }, table, rows)).toBeNull();
    expect(knownNoise({ kind: "file", name: "a.csv" }, table, rows)).toBeNull();
  });
});
