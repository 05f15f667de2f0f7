import { describe, expect, it } from "vitest";
import { compareRanks } from "../../src/analysis/comparison/rank-tests.ts";
import type { Task } from "../../src/core/task.ts";
import { makeEncoder } from "../../src/data/make-encoder.ts";
import { loadMaker } from "../../src/data/sources/makers.ts";
import { rolesOf } from "../../src/data/sources/source.ts";
import { parseExperiment } from "../../src/experiment/parse-experiment.ts";
import { rankPicture } from "../../src/figures/critical-difference.ts";
import { comparisonOf } from "../../src/store/comparison/comparison.ts";
import type { RepeatOutcome, RepeatResult } from "../../src/store/comparison/repeat-result.ts";
import { forgetFailed, stillWanted } from "../../src/store/questions/question-work.ts";
import { rankedDataSets } from "../../src/store/questions/ranked-data-sets.ts";
import {
  dataSetsFor,
  trainDataSets,
  usualDataSets,
  wantedDataSets,
} from "../../src/store/questions/train-data-sets.ts";
import { finished, labUnderTest, recordedRound, settle } from "./store-fixture.ts";

const TASKS: readonly Task[] = ["regression", "binary", "multiclass", "ranking", "multioutput"];

describe("data sets of a task", () => {
  it("are the built-in ones, each function of a formula one of its own; large ones are chosen by hand", () => {
    expect(dataSetsFor("regression").map(({ label }) => label)).toEqual([
      "Noisy sine",
      "Friedman 1",
      "Friedman 2",
      "Friedman 3",
      "Wages 1985",
      "Boston house values",
      "Steps",
    ]);
    const binary = dataSetsFor("binary");
    expect(binary.filter(({ isLarge }) => isLarge).map(({ label }) => label)).toEqual([
      "Bank marketing",
      "Bird strikes",
    ]);
    expect(usualDataSets(binary).map(({ label }) => label)).not.toContain("Bank marketing");
    expect(dataSetsFor("multiclass").map(({ label }) => label)).toEqual([
      "Three spirals",
      "Penguins",
      "Weather, two cities",
    ]);
  });

  it("have about as many rows as is said, and as many columns", async () => {
    for (const { source, values, rows, cells } of TASKS.flatMap(dataSetsFor)) {
      expect(cells).toBeGreaterThan(0);
      const make = await loadMaker(source.id);
      if (make === null) continue;
      const table = make(values);
      expect(Math.abs(table.rowCount / rows - 1)).toBeLessThan(0.05);
      const { encoder } = makeEncoder(table, rolesOf(source, values));
      expect([source.id, cells / rows]).toEqual([source.id, encoder.features.length]);
    }
  });
});

describe("runs on several data sets", () => {
  it("are valid experiments with the data set's own columns and split, and the run's own settings", () => {
    const { lab } = labUnderTest();
    const { setup, runs } = lab.store.getState();
    const all = wantedDataSets(setup, runs, dataSetsFor("regression"));
    expect(all).toHaveLength(7 * 2 * runs.length);
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
    for (const { experiment, run, choice } of all) {
      expect(parseExperiment(JSON.parse(JSON.stringify(experiment))).experiment).toEqual(experiment);
      expect(experiment.runs[0].values).toEqual(run.spec.values);
      expect(experiment.data.target).toBe(choice.source.roles.target);
    }
  });

  it("train table by table; a failed training is kept as failed", async () => {
    const { lab, border } = labUnderTest();
    const { setup, runs } = lab.store.getState();
    const all = wantedDataSets(setup, runs.slice(0, 1), dataSetsFor("regression").slice(0, 2));
    const work = trainDataSets(lab, all, new AbortController().signal);
    for (let training = 0; training < 4; training++) {
      await settle();
      const request = border.asked.starts[training];
      expect(request.experiment).toEqual(all[training].experiment);
      const error = { code: "train.non-finite" as const, message: "Infinite.", facts: {} };
      await border.send(request.runId, {
        ok: true,
        value: {
          rounds: [recordedRound(0, 1)],
          attempts: [],
          end: training === 1 ? { ok: false, error } : { ok: true, value: finished(1) },
        },
      });
    }
    await work;
    expect(border.asked.tables).toHaveLength(2);
    const { outcomes } = comparisonOf(lab).getState();
    expect(all.map(({ key }) => outcomes.get(key)?.ok)).toEqual([true, false, true, true]);
    expect(stillWanted(lab, all)).toEqual([]);
    const keys = all.map(({ key }) => key);
    forgetFailed(lab, keys);
    expect(stillWanted(lab, all)).toEqual([all[1]]);
  });

  it("are ranked where every run is known", () => {
    const { lab } = labUnderTest();
    const { setup, runs } = lab.store.getState();
    const all = wantedDataSets(setup, runs, dataSetsFor("regression").slice(0, 4));
    const result = (value: number): RepeatResult => ({
      seed: 1,
      metrics: ["rmse"],
      rowCounts: { train: 6, validation: 2, test: 2 },
      curves: Float64Array.of(0, 1, value),
      elapsedMs: Float64Array.of(1),
      sizes: Float64Array.of(1),
      rowLosses: null,
    });
    const outcomes = new Map<string, RepeatOutcome>(
      all.map(({ key, run, choice, repeat }) => [
        key,
        choice.label === "Friedman 3" && run === runs[2]
          ? { ok: false, message: "Infinite." }
          : { ok: true, value: result(runs.indexOf(run) + repeat) },
      ]),
    );
    const found = rankedDataSets(all, outcomes, "rmse");
    expect(found.rows.map(({ choice }) => choice.label)).toEqual(["Noisy sine", "Friedman 1", "Friedman 2"]);
    expect(found.rows[0].values).toEqual([0.5, 1.5, 2.5]);
    expect(found.rows[0].ranks).toEqual([1, 2, 3]);
    expect(found.comparison?.averageRanks).toEqual([1, 2, 3]);
    expect(found.failed).toHaveLength(2);
    expect(rankedDataSets(all, new Map(), "rmse").comparison).toBeNull();
  });
});

describe("the critical-difference picture", () => {
  const losses = [
    [1, 2, 3, 4],
    [1, 3, 2, 4],
    [2, 1, 3, 4],
    [1, 2, 4, 3],
    [1, 2, 3, 4],
  ];
  const ranks = compareRanks(losses);
  const picture = rankPicture({ ...ranks, groups: ranks.groups.nemenyi }, 600);

  it("has every run at its rank, the better half named at the left, without lines that cross", () => {
    expect(picture.marks.map(({ run }) => run)).toEqual([0, 1, 2, 3]);
    for (const { run, x } of picture.marks) expect(x).toBeCloseTo(picture.scale(ranks.averageRanks[run]), 9);
    expect(picture.marks.map(({ side }) => side)).toEqual(["left", "left", "right", "right"]);
    const [first, second, third, fourth] = picture.marks;
    expect(first.y).toBeLessThan(second.y);
    expect(fourth.y).toBeLessThan(third.y);
    expect(first.nameX).toBeLessThan(first.x);
    expect(fourth.nameX).toBeGreaterThan(fourth.x);
    expect(Math.max(...picture.marks.map(({ y }) => y))).toBeLessThan(picture.height);
  });

  it("draws the critical difference to the axis' scale, inside the frame, and a bar for each group", () => {
    const { from, to } = picture.difference;
    expect(to - from).toBeCloseTo(picture.scale(1 + ranks.criticalDifference) - picture.scale(1), 9);
    expect(to).toBeLessThanOrEqual(picture.ends[1] + 1e-9);
    expect(picture.bars).toHaveLength(ranks.groups.nemenyi.length);
    ranks.groups.nemenyi.forEach((group, at) => {
      const places = group.map((run) => picture.scale(ranks.averageRanks[run]));
      expect(picture.bars[at].from).toBeLessThan(Math.min(...places));
      expect(picture.bars[at].to).toBeGreaterThan(Math.max(...places));
      expect(picture.bars[at].y).toBeLessThan(Math.min(...picture.marks.map(({ y }) => y)));
    });
  });

  it("makes room where the difference is longer than all ranks", () => {
    const wide = rankPicture({ averageRanks: [1, 2], criticalDifference: 3, groups: [[0, 1]] }, 300);
    expect(wide.difference.to).toBeCloseTo(wide.ends[1], 9);
    expect(wide.ticks.map(({ rank }) => rank)).toEqual([1, 2]);
  });
});
