import { describe, expect, it } from "vitest";
import { LabError } from "../../src/core/errors.ts";
import { parseExperiment } from "../../src/experiment/parse-experiment.ts";
import type { RunInput } from "../../src/experiment/run-events.ts";
import type { Experiment, RunSpec, StageSpec } from "../../src/experiment/spec.ts";
import { modelSha256 } from "../../src/interchange/model-json.ts";
import { endOf, eventsOf, gbdtRun, regression, roundsOf, smallTable, startOf } from "./experiment-fixture.ts";

const slow = { max_depth: 2, learning_rate: 0.05 };

function branch(run: RunSpec, stages: readonly StageSpec[]): Experiment {
  return regression({ version: 3, runs: [{ ...run, stages }] });
}

const shaOf = async (experiment: Experiment, past?: RunInput["past"]) =>
  modelSha256(endOf(await eventsOf(experiment, { table: smallTable(), ...(past && { past }) })).model);

const runs: { readonly [name: string]: RunSpec } = {
  gbdt: gbdtRun,
  sampled: { ...gbdtRun, values: { ...gbdtRun.values, subsample: 0.6, colsample_bytree: 0.5 } },
  dart: { ...gbdtRun, engine: "dart", values: { ...gbdtRun.values, rate_drop: 0.3 } },
  ngboost: { ...gbdtRun, engine: "ngboost", values: { learning_rate: 0.1 } },
};

describe("a branch", () => {
  it.each(Object.entries(runs))("%s: with the same settings it is the run itself", async (_, run) => {
    const plain = await shaOf(regression({ runs: [run] }));
    const stages = [
      { values: run.values, until: 3 },
      { values: run.values, until: 7 },
    ];
    expect(await shaOf(branch(run, stages))).toBe(plain);
  });

  it.each(Object.entries(runs))("%s: shares the past and goes its own way from there", async (_, run) => {
    const parent = await eventsOf(regression({ runs: [run] }));
    const events = await eventsOf(
      branch({ ...run, values: { ...run.values, learning_rate: 0.05 } }, [{ values: run.values, until: 5 }]),
    );
    const [before, after] = [roundsOf(parent), roundsOf(events)];
    expect(after.map(({ round }) => round)).toEqual(before.map(({ round }) => round));
    for (const round of [0, 1, 5]) expect(after[round]!.scores).toEqual(before[round]!.scores);
    expect(after[6]!.scores).not.toEqual(before[6]!.scores);
    expect(startOf(events).start.header.values.learning_rate).toBe(0.05);
  });

  it("has the same bits from a recorded past as from the start", async () => {
    const parent = roundsOf(await eventsOf(regression()));
    const experiment = branch({ ...gbdtRun, values: slow }, [{ values: gbdtRun.values, until: 5 }]);
    const records = parent.slice(1, 6).map(({ record }) => record!);
    expect(await shaOf(experiment, { records })).toBe(await shaOf(experiment));
    expect(await shaOf(experiment, { records: records.slice(0, 2) })).toBe(await shaOf(experiment));
  });

  it.each([
    ["stages that do not ascend", [7, 7], "runs[0].stages[1].until"],
    ["a stage that ends with the run", [12], "runs[0].stages[0].until"],
  ])("refuses %s", (_, ends, path) => {
    const stages = ends.map((until) => ({ values: {}, until }));
    expect(problemOf(branch(gbdtRun, stages))).toMatchObject({ code: "spec.invalid", facts: { path } });
  });

  it("refuses another start than that of its past", () => {
    const stages = [{ values: { base_score: 3 }, until: 4 }];
    expect(problemOf(branch(gbdtRun, stages))).toMatchObject({
      code: "spec.invalid",
      facts: { path: "runs[0].values.base_score" },
    });
  });

  it("is version 3; in version 2 stages have no effect and that is said", () => {
    const stages = [{ values: gbdtRun.values, until: 4 }];
    const read = parseExperiment({ ...branch(gbdtRun, stages), version: 2 });
    expect(read.experiment.runs[0]).not.toHaveProperty("stages");
    expect(read.notices).toHaveLength(1);
    expect(parseExperiment(branch(gbdtRun, stages)).experiment).toEqual(branch(gbdtRun, stages));
  });
});

function problemOf(experiment: Experiment): unknown {
  try {
    parseExperiment(experiment);
  } catch (thrown) {
    if (thrown instanceof LabError) return { code: thrown.code, facts: thrown.facts };
    throw thrown;
  }
  return null;
}
