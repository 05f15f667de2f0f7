import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { Table, TableColumn } from "../../src/core/table.ts";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import type { RecordedRound } from "../../src/experiment/recording.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import type { Experiment } from "../../src/experiment/spec.ts";
import { isClose } from "./compare-trees.ts";

interface LinearFit {
  readonly intercept: number;
  readonly coefficients: readonly number[];
}

/** A run by `ngboost-ridge.py`: NGBoost's formulas in numpy, its learners scikit-learn's ridge regressions. */
interface RidgeCase {
  readonly name: string;
  readonly l2: number;
  readonly blanks: boolean;
  readonly weighted: boolean;
  /** Mean and ln sd. */
  readonly start: readonly number[];
  readonly rounds: readonly {
    readonly stepLength: number;
    /** Mean score of the training rows after the round. */
    readonly loss: number;
    /** Of some rounds, one a parameter. */
    readonly models?: readonly LinearFit[];
  }[];
  /** Parameters of the first validation rows after the last round. */
  readonly validation: readonly (readonly number[])[];
}

const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const reference: { readonly learningRate: number; readonly cases: readonly RidgeCase[] } = JSON.parse(
  read("ngboost-ridge.json"),
);

/** As the script has them. */
const isBlank = (row: number, column: number) =>
  (column === 2 || column === 5) && (7 * row + 3 * column) % 11 === 0;
const weightOf = (row: number) => 1 + (row % 3);
const isValidation = (row: number) => row % 5 === 0;

function tableOf({ blanks }: RidgeCase): Table {
  const [header, ...lines] = read("copies/data/diabetes.csv").trimEnd().split(/\r?\n/);
  const rows = lines.map((line) => line.split(",").map(Number));
  const numbers = (name: string, value: (row: number) => number): TableColumn => ({
    kind: "number",
    name,
    values: Float64Array.from(rows, (_, row) => value(row)),
    failing: [],
    failingCount: 0,
  });
  const names = header!.split(",");
  return {
    rowCount: rows.length,
    columns: [
      ...names.map((name, column) =>
        numbers(name, (row) => (blanks && isBlank(row, column) ? Number.NaN : rows[row]![column]!)),
      ),
      numbers("weight", weightOf),
      {
        kind: "text",
        name: "set",
        codes: Int32Array.from(rows, (_, row) => (isValidation(row) ? 1 : 0)),
        dictionary: ["train", "validation"],
      },
    ],
  };
}

function experimentOf({ l2, weighted, rounds }: RidgeCase): Experiment {
  const values = { learner: "ridge", l2, formulas: "compat", learning_rate: reference.learningRate };
  return {
    version: 2,
    numerics: 1,
    data: {
      source: { kind: "file", name: "diabetes" },
      fingerprint: null,
      reading: null,
      sample: null,
      target: "y",
      ignored: weighted ? ["set"] : ["set", "weight"],
      categorical: [],
      dates: [],
      dropFailing: [],
      weight: weighted ? "weight" : null,
    },
    task: "regression",
    split: { ...randomSplit(0, 0), kind: "column", column: "set" },
    runs: [{ ...defaultRun("ngboost", "regression"), values, rounds: rounds.length }],
    metrics: ["nll"],
    stopMetric: null,
    seed: 0,
  };
}

async function trained(entry: RidgeCase): Promise<RecordedRound[]> {
  const rounds: RecordedRound[] = [];
  const host = { now: () => 0, pause: () => undefined, stopped: false };
  const context = { backend: jsBackend, host, recording: "every-round" as const };
  for await (const event of runExperiment(experimentOf(entry), { table: tableOf(entry) }, context)) {
    if (event.kind === "round") rounds.push(event.round);
  }
  return rounds;
}

/** Gradients and steps are float32 here. */
function expectClose(ours: number, theirs: number, relative: number, absolute: number, what: string): void {
  expect(isClose(ours, theirs, relative, absolute), `${what}: ${ours}, ${theirs}`).toBe(true);
}

describe.each(reference.cases)("a whole run of NGBoost with ridge regressions: $name", (entry) => {
  it("starts at their parameters, and ends at them", async () => {
    const rounds = await trained(entry);
    expect(rounds).toHaveLength(entry.rounds.length + 1);
    entry.start.forEach((theirs, k) => {
      expectClose(rounds[0]!.scores[k]!, theirs, 1e-6, 0, `start ${k}`);
    });
    const { scores } = rounds.at(-1)!;
    entry.validation.forEach((row, at) => {
      row.forEach((theirs, k) => {
        expectClose(scores[2 * 5 * at + k]!, theirs, 1e-6, 0, `row ${5 * at}, parameter ${k}`);
      });
    });
  });

  it("has their loss and their step length after each round", async () => {
    const [, ...rounds] = await trained(entry);
    entry.rounds.forEach(({ loss, stepLength }, n) => {
      expectClose(rounds[n]!.metrics[0]!, loss, 1e-7, 0, `loss after round ${n + 1}`);
      expect(rounds[n]!.record!.scale, `step of round ${n + 1}`).toBe(stepLength);
    });
  });

  it("fits their models", async () => {
    const [, ...rounds] = await trained(entry);
    const told = entry.rounds.flatMap(({ models = [] }, n) => models.map((model, k) => ({ n, k, model })));
    expect(told.length).toBeGreaterThan(0);
    for (const { n, k, model } of told) {
      const { learner } = rounds[n]!.record!.learners[k]!;
      if (learner.kind !== "linear") throw new Error(`round ${n + 1} has a ${learner.kind}`);
      const { intercept, coefficients } = learner.model;
      expect(coefficients).toHaveLength(model.coefficients.length);
      const largest = Math.max(...model.coefficients.map(Math.abs));
      expectClose(intercept, model.intercept, 0, 1e-5 * largest, `round ${n + 1}, intercept ${k}`);
      model.coefficients.forEach((theirs, j) => {
        const what = `round ${n + 1}, parameter ${k}, coefficient ${j}`;
        expectClose(coefficients[j]!, theirs, 0, 1e-5 * largest, what);
      });
    }
  });
});
