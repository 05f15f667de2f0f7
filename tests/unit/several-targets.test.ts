import { describe, expect, it } from "vitest";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { Table } from "../../src/core/table.ts";
import { sourceById } from "../../src/data/sources/index.ts";
import { loadMaker } from "../../src/data/sources/makers.ts";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { parseExperiment } from "../../src/experiment/parse-experiment.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import type { RecordedRound, RunStart } from "../../src/experiment/recording.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import type { Experiment } from "../../src/experiment/spec.ts";
import { atTarget, loadForPictures } from "../../src/figures/one-target.ts";
import { modelFromJson, modelToJson } from "../../src/interchange/model-json.ts";
import { setupOfSource } from "../../src/store/starting-experiment.ts";

const host = { now: () => 0, pause: () => undefined, stopped: false };

async function train(experiment: Experiment, table: Table) {
  let start: RunStart | null = null;
  const rounds: RecordedRound[] = [];
  const context = { backend: jsBackend, host, recording: "every-round" } as const;
  for await (const event of runExperiment(experiment, { table }, context)) {
    if (event.kind === "start") start = event.start;
    if (event.kind === "round") rounds.push(event.round);
    if (event.kind === "end") return { start: start!, rounds, end: event };
  }
  throw new Error("no end");
}

const curves = async () => (await loadMaker("three-curves"))!({ n: 120 });

function experimentOf(engine: string, change: Partial<Experiment["data"]> = {}): Experiment {
  const setup = setupOfSource(sourceById("three-curves"), 3);
  return {
    ...setup,
    data: { ...setup.data, ...change },
    runs: [{ ...defaultRun(engine, "multioutput"), rounds: 6 }],
  };
}

/** Four rows of a 2^3 table, so that XGBoost and we see the same bins. */
const cube = (() => {
  const rows = Array.from({ length: 64 }, (_, row) => [
    row % 4,
    Math.floor(row / 4) % 4,
    Math.floor(row / 16),
  ]);
  const column = (name: string, of: (row: readonly number[]) => number) => ({
    kind: "number" as const,
    name,
    values: Float64Array.from(rows, (row) => of(row)),
    failing: [],
    failingCount: 0,
  });
  return {
    rowCount: rows.length,
    columns: [
      column("a", ([a]) => a!),
      column("b", ([, b]) => b!),
      column("c", ([, , c]) => c!),
      column("first", ([a, b]) => a! * b! + a!),
      column("second", ([a, , c]) => 100 * c! - 7 * a!),
    ],
  };
})();

const XGBOOST = [
  [0, [0.7547985315322876, 0.37044280767440796]],
  [21, [2.735164165496826, 90.7745590209961]],
  [42, [6.365927219390869, 181.56695556640625]],
  [63, [12.016680717468262, 273.7250061035156]],
] as const satisfies readonly (readonly [number, readonly number[]])[];

describe("several targets", () => {
  it("are XGBoost's trees, one a target and round", async () => {
    const setup = setupOfSource(sourceById("three-curves"), 3);
    const experiment: Experiment = {
      ...setup,
      data: { ...setup.data, target: "first", targets: ["second"], ignored: [] },
      split: randomSplit(0, 0),
      metrics: ["armse"],
      runs: [
        {
          ...defaultRun("gbdt", "multioutput"),
          values: { max_depth: 3, learning_rate: 0.3, base_score: 20 },
          rounds: 10,
        },
      ],
    };
    const { rounds } = await train(experiment, cube);
    const { scores } = rounds.at(-1)!;
    const at = (row: number) => Array.from(scores.subarray(2 * row, 2 * row + 2));
    // XGBoost 1.7.4: hist, max_depth 3, eta 0.3, base_score 20, 10 rounds, y of shape (64, 2)
    for (const [row, values] of XGBOOST) expect(at(row)).toEqual(values.map(Math.fround));
  });

  it.each(["gbdt", "grownet", "gbnn"])(
    "of %s: metrics are means, the model file predicts all",
    async (engine) => {
      const { start, rounds, end } = await train(experimentOf(engine), await curves());
      expect(start.metrics.slice(0, 2)).toEqual(["arrmse", "ar2"]);
      const last = rounds.at(-1)!;
      const metricOf = (id: string) => last.metrics[start.metrics.indexOf(id) * 3 + 1]!;
      const own = ["wave", "tide", "steps"].map((name) => metricOf(`rrmse:${name}`));
      expect(metricOf("arrmse")).toBeCloseTo(own.reduce((sum, value) => sum + value, 0) / 3, 12);
      // the constant is as good as the mean of the training rows
      expect(rounds[0]!.metrics[0]).toBeCloseTo(1, 6);
      expect(last.metrics[0]).toBeLessThan(0.9);
      const text = modelToJson(end.model);
      expect(modelToJson(modelFromJson(text))).toBe(text);
      expect(end.model.header.outputs.outputNames).toEqual(["wave", "tide", "steps"]);
    },
  );

  it("look one at a time like a run on that target alone", async () => {
    const table = await curves();
    const several = await train(experimentOf("gbdt"), table);
    const { targets: _, ...data } = experimentOf("gbdt").data;
    const alone = await train(
      {
        ...experimentOf("gbdt"),
        version: 2,
        task: "regression",
        data: { ...data, target: "tide", ignored: ["wave", "steps"] },
        metrics: ["rmse"],
      },
      table,
    );
    await loadForPictures(several.start.header.outputs);
    const seen = atTarget(several, 1);
    expect(seen.start.header.encoder.target.name).toBe("tide");
    expect(seen.start.followed.target).toEqual(alone.start.followed.target);
    expect(seen.rounds).toHaveLength(alone.rounds.length);
    seen.rounds.forEach((round, at) => {
      expect(round.scores).toEqual(alone.rounds[at]!.scores);
      expect(round.probeScores).toEqual(alone.rounds[at]!.probeScores);
      expect(round.gradient).toEqual(alone.rounds[at]!.gradient);
      expect(round.record?.learners.length).toBe(alone.rounds[at]!.record?.learners.length);
    });
    expect(atTarget(several, 9).start.header.encoder.target.name).toBe("steps");
    expect(atTarget(alone, 1)).toBe(alone);
  });

  it("are refused where a column has two roles, or the task is another", () => {
    const refused = (change: Partial<Experiment["data"]>, task: Experiment["task"] = "multioutput") =>
      expect(() => parseExperiment({ ...experimentOf("gbdt", change), task })).toThrow(
        expect.objectContaining({ code: "spec.invalid" }),
      );
    refused({ targets: ["wave"] });
    refused({ targets: ["tide", "tide"] });
    refused({ targets: ["tide"], weight: "tide" });
    refused({ targets: ["tide"] }, "regression");
    const { targets: _, ...data } = experimentOf("gbdt").data;
    expect(() => parseExperiment({ ...experimentOf("gbdt"), data })).toThrow(
      expect.objectContaining({ code: "spec.invalid" }),
    );
  });
});
