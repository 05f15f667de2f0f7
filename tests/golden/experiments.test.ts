import { describe, expect, it } from "vitest";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { ParamValues } from "../../src/core/params.ts";
import type { Table } from "../../src/core/table.ts";
import { sourceById } from "../../src/data/sources/index.ts";
import { loadMaker } from "../../src/data/sources/makers.ts";
import { rolesOf } from "../../src/data/sources/source.ts";
import { experimentFingerprint } from "../../src/experiment/experiment-fingerprint.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import type { Experiment, RunSpec } from "../../src/experiment/spec.ts";
import { modelSha256 } from "../../src/interchange/model-json.ts";

interface Case {
  readonly source: string;
  readonly sourceValues: ParamValues;
  readonly run: Partial<RunSpec> & Pick<RunSpec, "engine">;
  readonly metrics: readonly string[];
}

const plainLoss = { objective: null, distribution: null, score: null } as const;

/** Whole experiments whose every number is frozen: a change of any bit on the way shows here. */
const cases: { readonly [name: string]: Case } = {
  "sine, gbdt": {
    source: "heteroscedastic-sine",
    sourceValues: {},
    run: { engine: "gbdt", values: { learning_rate: 0.1, max_depth: 2, subsample: 0.8 }, rounds: 20 },
    metrics: ["rmse", "mae"],
  },
  "moons, gbdt with early stopping": {
    source: "two-moons",
    sourceValues: {},
    run: { engine: "gbdt", values: { max_depth: 4, colsample_bylevel: 0.5 }, rounds: 60, earlyStopping: 5 },
    metrics: ["logloss", "auc"],
  },
  "friedman, dart": {
    source: "friedman-1",
    sourceValues: {},
    run: { engine: "dart", values: { rate_drop: 0.2, max_depth: 3 }, rounds: 15 },
    metrics: ["rmse"],
  },
  "fairness toy, grownet with embedded categories": {
    source: "fairness-toy",
    sourceValues: {},
    run: {
      engine: "grownet",
      values: { categories: "embedded", embedding_size: 2, hidden_units: 6, corrective_step: "code" },
      rounds: 6,
    },
    metrics: ["logloss", "auc"],
  },
  "sine, ngboost": {
    source: "heteroscedastic-sine",
    sourceValues: {},
    run: { engine: "ngboost", values: { learning_rate: 0.1, max_depth: 2 }, rounds: 20 },
    metrics: ["nll", "crps", "rmse"],
  },
  "sine, stack": {
    source: "heteroscedastic-sine",
    sourceValues: {},
    run: {
      engine: "stack",
      members: [
        { ...plainLoss, engine: "gbdt", values: { learning_rate: 0.1, max_depth: 2, subsample: 0.8 } },
        { ...plainLoss, engine: "ngboost", values: { max_depth: 2 } },
        { ...plainLoss, engine: "grownet", values: {} },
      ],
      rounds: 8,
    },
    metrics: ["rmse", "mae"],
  },
  "moons, stack": {
    source: "two-moons",
    sourceValues: {},
    run: {
      engine: "stack",
      values: { folds: 4 },
      members: [
        { ...plainLoss, engine: "gbdt", values: { max_depth: 2 } },
        { ...plainLoss, engine: "ngboost", values: {} },
      ],
      rounds: 10,
    },
    metrics: ["logloss", "auc"],
  },
  "spirals, stack": {
    source: "shapes",
    sourceValues: { shape: "spirals", classes: 3 },
    run: {
      engine: "stack",
      members: [
        { ...plainLoss, engine: "gbdt", values: { max_depth: 3 } },
        { ...plainLoss, engine: "ngboost", values: {} },
      ],
      rounds: 8,
    },
    metrics: ["mlogloss", "merror"],
  },
  "curves, ngboost of several targets": {
    source: "three-curves",
    sourceValues: { n: 120 },
    run: { engine: "ngboost", values: { learning_rate: 0.1, max_depth: 2 }, rounds: 12 },
    metrics: ["nll", "arrmse"],
  },
};

async function experimentOf({ source, sourceValues, run, metrics }: Case): Promise<{
  experiment: Experiment;
  table: Table;
}> {
  const make = await loadMaker(source);
  if (make === null) throw new Error(`${source} is not generated`);
  const { target, targets, task, ignored, categorical, weight } = rolesOf(sourceById(source), sourceValues);
  const experiment: Experiment = {
    version: run.members !== undefined ? 7 : targets !== undefined ? 6 : 2,
    numerics: 1,
    data: {
      source: { kind: "builtin", id: source, values: sourceValues },
      fingerprint: null,
      reading: null,
      sample: null,
      dates: [],
      dropFailing: [],
      target,
      ...(targets && { targets }),
      ignored,
      categorical,
      weight,
    },
    task,
    split: randomSplit(0.2, 0.2),
    runs: [
      {
        without: [],
        values: {},
        objective: null,
        distribution: null,
        score: null,
        rounds: 20,
        earlyStopping: null,
        ...run,
      },
    ],
    metrics,
    stopMetric: null,
    seed: 42,
  };
  return { experiment, table: make(sourceValues) };
}

async function resultOf(given: Case) {
  const { experiment, table } = await experimentOf(given);
  const series: string[] = [];
  let end = {};
  const host = { now: () => 0, pause: () => undefined, stopped: false };
  const context = { backend: jsBackend, host, recording: "every-round" } as const;
  for await (const event of runExperiment(experiment, { table }, context)) {
    // Shortest texts of doubles: equal texts are equal bits.
    if (event.kind === "round") series.push(Array.from(event.round.metrics, String).join(" "));
    if (event.kind === "end") {
      const { reason, rounds, bestRound, keptRounds } = event.end;
      end = { reason, rounds, bestRound, keptRounds, modelSha256: modelSha256(event.model) };
    }
  }
  return { experiment: experimentFingerprint(experiment), end, series };
}

describe("golden experiments", () => {
  it.each(Object.entries(cases))("%s: the same series and model, bit for bit", async (name, given) => {
    const text = `${JSON.stringify(await resultOf(given), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`./experiments/${name.replace(/\W+/g, "-")}.txt`);
  });
});
