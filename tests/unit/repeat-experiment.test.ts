import { describe, expect, it } from "vitest";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { parseExperiment } from "../../src/experiment/parse-experiment.ts";
import { type RepeatedRun, repeatExperiment } from "../../src/experiment/repeat-experiment.ts";
import type { Experiment } from "../../src/experiment/spec.ts";
import {
  endOf,
  eventsOf,
  gbdtRun,
  plainHost,
  regression,
  smallTable,
  startOf,
} from "./experiment-fixture.ts";

const table = smallTable();
const two = regression({ runs: [gbdtRun, { ...gbdtRun, values: { max_depth: 4 }, earlyStopping: 2 }] });

async function repeated(experiment: Experiment, repeats: number, host = plainHost()) {
  const runs: RepeatedRun[] = [];
  for await (const run of repeatExperiment(
    experiment,
    { repeats, folds: null },
    { table },
    { backend: jsBackend, host },
  ))
    runs.push(run);
  return runs;
}

describe("an experiment that is repeated", () => {
  it("trains every run with each seed from its own on", async () => {
    const runs = await repeated(two, 3);
    expect(runs.map(({ repeat, runIndex }) => [repeat, runIndex])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [2, 0],
      [2, 1],
    ]);
    for (const { repeat, runIndex, metrics, judgedRound, rowCounts } of runs) {
      const alone = await eventsOf({ ...two, seed: two.seed + repeat, runs: [two.runs[runIndex]!] });
      const { end, metrics: kept } = endOf(alone);
      expect(judgedRound).toBe(end.bestRound);
      expect(rowCounts).toEqual(startOf(alone).start.rowCounts);
      // where early stopping has cut the rounds, the judged one is the last that was kept
      if (runIndex === 1) expect(metrics).toEqual(kept);
    }
  });

  it("judges by the last round where there are no validation rows", async () => {
    const unwatched = { ...two, split: { ...two.split, validation: 0 }, runs: [gbdtRun] };
    const [run] = await repeated(unwatched, 1);
    expect(run!.judgedRound).toBe(gbdtRun.rounds);
    expect(run!.metrics).toEqual(endOf(await eventsOf(unwatched)).metrics);
  });

  it("splits otherwise with each seed", async () => {
    const [first, , second] = await repeated(two, 2);
    expect(second!.metrics.test).not.toEqual(first!.metrics.test);
  });

  it("counts on from 0 after the last seed, which stays one that can be said", async () => {
    const last = { ...two, seed: Number.MAX_SAFE_INTEGER, runs: [gbdtRun] };
    const runs = await repeated(last, 2);
    const zero = await repeated({ ...last, seed: 0 }, 1);
    expect(runs[1]!.metrics).toEqual(zero[0]!.metrics);
    expect(parseExperiment(JSON.parse(JSON.stringify(last))).notices).toEqual([]);
  });

  it("ends where it was stopped, without the run that was cut off", async () => {
    const host = plainHost();
    let count = 0;
    for await (const _ of repeatExperiment(
      two,
      { repeats: 3, folds: null },
      { table },
      { backend: jsBackend, host },
    )) {
      count++;
      host.stopped = true;
    }
    expect(count).toBe(1);
    expect(await repeated(two, 3, host)).toEqual([]);
  });
});
