import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { treeOf } from "../../src/boosting/learners/learner.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { Table } from "../../src/core/table.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import type { RecordedRound } from "../../src/experiment/recording.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import type { Experiment } from "../../src/experiment/spec.ts";
import { isClose } from "./compare-trees.ts";

/** One tree a target and round by XGBoost (1.7.4: y of shape rows x targets), and what scikit-learn says of its scores. */
interface TargetsCase {
  readonly data: "made" | "mtr-jura";
  readonly weighted: boolean;
  readonly params: { readonly [name: string]: number | string };
  /** The target of each tree. */
  readonly treeInfo: readonly number[];
  readonly leaves: readonly number[];
  /** The first validation rows, rows x targets. */
  readonly margins: readonly (readonly number[])[];
  /** Over all targets, after each round. */
  readonly rmse: readonly number[];
  readonly sklearn: { readonly [metric: string]: number };
}

const reference: { readonly rounds: number; readonly cases: readonly TargetsCase[] } = JSON.parse(
  readFileSync(new URL("several-targets.json", import.meta.url), "utf8"),
);

/** Real soil: its terms do not let it be copied, so it is compared where the folder stands beside the project. */
const JURA = new URL("../../../shared/data/mtr-jura/data.csv", import.meta.url);
const TARGETS = { made: ["a", "b", "c"], "mtr-jura": ["Cd", "Co", "Cu"] };

function madeRows(): Record<string, number>[] {
  let state = 1;
  const next = () => {
    state = (state * 16807) % 2147483647;
    return (state % 1024) / 1024;
  };
  return Array.from({ length: 300 }, () => {
    const [p, q, r, s] = [next(), next(), next(), next()] as const;
    return { p, q, r, s, a: 3 * p + q * r, b: (p > 0.5 ? 100 : 0) + 20 * s, c: 0.01 * q - s * s };
  });
}

function juraRows(): Record<string, number>[] {
  const [header, ...lines] = readFileSync(JURA, "utf8").trimEnd().split(/\r?\n/);
  const names = header!.split(",");
  return lines.map((line) =>
    Object.fromEntries(line.split(",").map((cell, at) => [names[at]!, Number(cell)])),
  );
}

function tableOf(rows: readonly Record<string, number>[]): Table {
  const whole = rows.map((row, at) => ({
    ...row,
    weight: at % 5 === 0 ? 1 : 1 + (at % 3) * 0.5,
    set: at % 5 === 0 ? 1 : 0,
  }));
  const columns = Object.keys(whole[0]!).map((name) =>
    name === "set"
      ? {
          kind: "text" as const,
          name,
          codes: Int32Array.from(whole, (row) => row.set),
          dictionary: ["train", "validation"],
        }
      : {
          kind: "number" as const,
          name,
          values: Float64Array.from(whole, (row) => (row as Record<string, number>)[name]!),
          failing: [],
          failingCount: 0,
        },
  );
  return { rowCount: whole.length, columns };
}

function experimentOf({ data, weighted, params }: TargetsCase): Experiment {
  const [target, ...targets] = TARGETS[data] as [string, ...string[]];
  const { eta, max_depth, max_bin, base_score } = params as { readonly [name: string]: number };
  return {
    version: 6,
    numerics: 1,
    data: {
      source: { kind: "file", name: data },
      fingerprint: null,
      reading: null,
      sample: null,
      target,
      targets,
      ignored: weighted ? ["set"] : ["set", "weight"],
      categorical: [],
      dates: [],
      dropFailing: [],
      weight: weighted ? "weight" : null,
    },
    task: "multioutput",
    split: { ...randomSplit(0, 0), kind: "column", column: "set" },
    runs: [
      {
        engine: "gbdt",
        without: [],
        values: { learning_rate: eta!, max_depth: max_depth!, max_bin: max_bin!, base_score: base_score! },
        objective: null,
        distribution: null,
        score: null,
        rounds: reference.rounds,
        earlyStopping: null,
      },
    ],
    metrics: ["arrmse", "armse", "amae", "ar2"],
    stopMetric: null,
    seed: 0,
  };
}

async function trained(entry: TargetsCase) {
  const rounds: RecordedRound[] = [];
  let ids: readonly string[] = [];
  const host = { now: () => 0, pause: () => undefined, stopped: false };
  const context = { backend: jsBackend, host, recording: "every-round" as const };
  const table = tableOf(entry.data === "made" ? madeRows() : juraRows());
  for await (const event of runExperiment(experimentOf(entry), { table }, context)) {
    if (event.kind === "start") ids = event.start.metrics;
    if (event.kind === "round") rounds.push(event.round);
  }
  const validation = (round: number, id: string) => rounds[round]!.metrics[ids.indexOf(id) * 3 + 1]!;
  return { rounds, validation, followed: rounds.at(-1)!.scores };
}

const cases = reference.cases.filter(({ data }) => data === "made" || existsSync(JURA));

describe.each(cases)("several targets as XGBoost has them: $data, weighted $weighted", (entry) => {
  const names = TARGETS[entry.data];

  it("grows a tree a target and round, of as many leaves", async () => {
    const { rounds } = await trained(entry);
    const learners = rounds.flatMap(({ record }) => record?.learners ?? []);
    expect(learners.map(({ output }) => output)).toEqual(entry.treeInfo);
    const leaves = learners.map((learner) => treeOf(learner).left.filter((child) => child < 0).length);
    expect(leaves).toEqual(entry.leaves);
  });

  it("scores the validation rows the same, target by target", async () => {
    const { followed } = await trained(entry);
    entry.margins.forEach((row, at) => {
      row.forEach((theirs, k) => {
        const ours = followed[at * 5 * names.length + k]!;
        expect(isClose(ours, theirs, 1e-5, 2e-6), `row ${at}, ${names[k]}: ${ours}, ${theirs}`).toBe(true);
      });
    });
  });

  it("has its error over all targets after each round", async () => {
    const { validation } = await trained(entry);
    entry.rmse.forEach((theirs, at) => {
      const squares = names.map((name) => validation(at + 1, `rmse:${name}`) ** 2);
      const ours = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / names.length);
      expect(isClose(ours, theirs, 1e-5, 1e-6), `round ${at + 1}: ${ours}, ${theirs}`).toBe(true);
    });
  });

  it("has the means over targets that scikit-learn computes of these scores", async () => {
    const { validation } = await trained(entry);
    for (const [id, theirs] of Object.entries(entry.sklearn)) {
      const ours = validation(reference.rounds, id);
      expect(isClose(ours, theirs, 1e-5, 1e-6), `${id}: ${ours}, ${theirs}`).toBe(true);
    }
  });
});
