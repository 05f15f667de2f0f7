import { describe, expect, it } from "vitest";
import { parseExperiment } from "../../src/experiment/parse-experiment.ts";
import { comparisonOf, repeatKey } from "../../src/store/comparison/comparison.ts";
import { differencesOf } from "../../src/store/comparison/differences.ts";
import { noteRun, starRun } from "../../src/store/comparison/mark-runs.ts";
import { judgedRound, judgedValue, type RepeatResult } from "../../src/store/comparison/repeat-result.ts";
import { expectedMs, repeatRuns, wantedRepeats } from "../../src/store/comparison/repeat-runs.ts";
import { summariesOf } from "../../src/store/comparison/summaries.ts";
import {
  filtered,
  grouped,
  sorted,
  type TableRequest,
  tableColumns,
} from "../../src/store/comparison/table-columns.ts";
import { csvText, markdownText } from "../../src/store/comparison/table-text.ts";
import type { Lab } from "../../src/store/lab.ts";
import { finished, labUnderTest, rounds, settle } from "./store-fixture.ts";

/** Train, validation and test values of one metric, by round. */
function resultOf(seed: number, validation: readonly number[], test: readonly number[]): RepeatResult {
  return {
    seed,
    metrics: ["rmse"],
    rowCounts: { train: 60, validation: 20, test: 20 },
    curves: Float64Array.from(validation.flatMap((value, round) => [0, value, test[round] ?? Number.NaN])),
    elapsedMs: Float64Array.from(validation, (_, round) => round * 10),
    sizes: Float64Array.from(validation, (_, round) => round * 8),
    rowLosses: null,
  };
}

/** Each run's test values, by seed; every run is best in round 1. */
function withResults(lab: Lab, byRun: readonly (readonly number[])[]): void {
  const { setup, runs } = lab.store.getState();
  const outcomes = new Map(
    byRun.flatMap((values, run) =>
      values.map((value, repeat) => [
        repeatKey(setup, runs[run].spec, repeat),
        { ok: true as const, value: resultOf(repeat, [3, 1, 2], [9, value, 9]) },
      ]),
    ),
  );
  comparisonOf(lab).setState({ outcomes });
}

describe("a run of the comparison", () => {
  it("is judged by the test rows, at its best validation round", () => {
    const result = resultOf(0, [3, 1, 2], [9, 7, 5]);
    expect(judgedRound(result, "rmse")).toBe(1);
    expect(judgedValue(result, "rmse", "rmse")).toBe(7);
    const unwatched = { ...result, rowCounts: { ...result.rowCounts, validation: 0 } };
    expect(judgedValue(unwatched, "rmse", "rmse")).toBe(5);
  });
});

describe("repeats", () => {
  it("train every run with every seed, seed by seed, and keep only curves", async () => {
    const { lab, border } = labUnderTest();
    comparisonOf(lab).setState({ repeats: 2 });
    const { setup, runs } = lab.store.getState();
    const work = repeatRuns(lab, new AbortController().signal);
    for (let training = 0; training < 2 * runs.length; training++) {
      await settle();
      const request = border.asked.starts[training];
      expect(request.experiment.seed).toBe(setup.seed + Math.floor(training / runs.length));
      expect(request.experiment.runs).toEqual([runs[training % runs.length].spec]);
      expect(comparisonOf(lab).getState().work).toMatchObject({ done: training, total: 2 * runs.length });
      await border.send(request.runId, {
        ok: true,
        value: { rounds: rounds(0, [3, 1, 2]), attempts: [], end: null },
      });
      await border.send(request.runId, {
        ok: true,
        value: { rounds: [], attempts: [], end: { ok: true, value: finished(3) } },
      });
    }
    await work;
    const { outcomes, work: after } = comparisonOf(lab).getState();
    expect(after).toBeNull();
    expect(outcomes.size).toBe(2 * runs.length);
    expect([...outcomes.values()][0]).toMatchObject({
      ok: true,
      value: { elapsedMs: Float64Array.of(0, 10, 20) },
    });
    expect(border.asked.disposed).toHaveLength(2 * runs.length);
    expect(wantedRepeats(lab)).toEqual([]);
    comparisonOf(lab).setState({ repeats: 3 });
    expect(wantedRepeats(lab)).toHaveLength(runs.length);
    expect(expectedMs(lab)).toBe(20 * runs.length);
  });

  it("may be the folds of a cross-validation, which share a seed", async () => {
    const { lab, border } = labUnderTest();
    comparisonOf(lab).setState({ repeats: 2, folds: 5 });
    expect(wantedRepeats(lab)).toHaveLength(10 * lab.store.getState().runs.length);
    const controller = new AbortController();
    const work = repeatRuns(lab, controller.signal);
    await settle();
    const { experiment, runId } = border.asked.starts[0];
    expect(experiment).toMatchObject({ version: 5, seed: 42, split: { fold: { at: 0, of: 5 } } });
    expect(parseExperiment(JSON.parse(JSON.stringify(experiment))).experiment).toEqual(experiment);
    controller.abort();
    await border.send(runId, { ok: true, value: { rounds: [], attempts: [], end: null } });
    await work;
    const [, , , fold1] = wantedRepeats(lab);
    expect(fold1.key).toMatch(/ 42 1\/5$/);
    expect(wantedRepeats(lab).at(-1)?.key).toMatch(/ 43 4\/5$/);
  });

  it("stop at once, keep what was finished, and remember a failed training as failed", async () => {
    const { lab, border } = labUnderTest();
    comparisonOf(lab).setState({ repeats: 2 });
    const controller = new AbortController();
    const work = repeatRuns(lab, controller.signal);
    await settle();
    const error = { code: "train.non-finite" as const, message: "Infinite.", facts: {} };
    await border.send(border.asked.starts[0].runId, {
      ok: true,
      value: { rounds: [], attempts: [], end: { ok: false, error } },
    });
    const [first, second] = border.asked.starts;
    controller.abort();
    expect(border.asked.stops).toEqual([second.runId]);
    await border.send(second.runId, { ok: true, value: { rounds: [], attempts: [], end: null } });
    await work;
    expect(border.asked.starts).toHaveLength(2);
    expect(border.asked.disposed).toEqual([first.runId, second.runId]);
    expect([...comparisonOf(lab).getState().outcomes.values()]).toEqual([
      { ok: false, message: "Infinite." },
    ]);
  });
});

describe("a worker that is lost", () => {
  it("ends the repeats with a sentence, and no run counts as failed for it", async () => {
    const { lab, border } = labUnderTest();
    comparisonOf(lab).setState({ repeats: 2 });
    const work = repeatRuns(lab, new AbortController().signal);
    await settle();
    const error = { code: "worker.lost" as const, message: "The worker ended.", facts: {} };
    await border.send(border.asked.starts[0].runId, { ok: false, error });
    await work;
    const { outcomes, problem, work: after } = comparisonOf(lab).getState();
    expect([outcomes.size, problem, after]).toEqual([0, "The worker ended.", null]);
    expect(border.asked.starts).toHaveLength(1);
  });
});

describe("differences", () => {
  const request = { baselineId: "run-1", metric: "rmse", sameShare: 0.01, split: "random" } as const;
  const base = [10, 11, 12, 11, 10];

  it("are paired by seed, and decide only where the whole interval lies outside", () => {
    const { lab } = labUnderTest();
    withResults(lab, [
      base,
      base.map((value) => value + 5),
      base.map((value, n) => value + (n % 2 ? 2 : -2)),
    ]);
    comparisonOf(lab).setState({ repeats: 5 });
    const summaries = summariesOf(lab.store.getState(), comparisonOf(lab).getState());
    const { byRun, sameHalf } = differencesOf(summaries, request);
    expect(sameHalf).toBeCloseTo(0.108, 12);
    expect(byRun.get("run-1")?.verdict.is).toBe("baseline");
    expect(byRun.get("run-2")).toMatchObject({ verdict: { is: "worse" }, mean: 5, interval: [5, 5] });
    expect(byRun.get("run-3")?.verdict.is).toBe("undecided");
    expect(byRun.get("run-3")?.interval?.[0]).toBeLessThan(0);
  });

  it("have no interval from one seed, nor where all seeds share one split", () => {
    const { lab } = labUnderTest();
    withResults(lab, [[10], [12], [13]]);
    const one = summariesOf(lab.store.getState(), comparisonOf(lab).getState());
    expect(differencesOf(one, request).byRun.get("run-2")).toMatchObject({ mean: 2, interval: null });
    withResults(lab, [base, base.map((value) => value + 5), base]);
    const five = summariesOf(lab.store.getState(), { ...comparisonOf(lab).getState(), repeats: 5 });
    const found = differencesOf(five, { ...request, split: "time" });
    expect(found.byRun.get("run-2")).toMatchObject({ mean: 5, interval: null, verdict: { is: "undecided" } });
    expect(found.remark).toContain("share one split");
  });

  it("are of the losses of the same rows where all seeds share one split", () => {
    const { lab } = labUnderTest();
    withResults(lab, [base, base, base]);
    const summaries = summariesOf(lab.store.getState(), { ...comparisonOf(lab).getState(), repeats: 5 });
    const lossesOf = (run: number, repeat: number) =>
      Float64Array.from({ length: 40 }, (_, row) => 10 + (row % 7) + (run === 1 ? 5 + 0.1 * repeat : 0));
    const known = summaries.map((summary, run) => ({
      ...summary,
      results: summary.results.map((result, repeat) =>
        result === null ? null : { ...result, rowLosses: lossesOf(run, repeat) },
      ),
    }));
    const found = differencesOf(known, { ...request, split: "time" });
    expect(found.unit).toBe("row-loss");
    const worse = found.byRun.get("run-2");
    expect(worse).toMatchObject({ verdict: { is: "worse" } });
    expect(worse?.mean).toBeCloseTo(5.2, 9);
    expect(worse?.interval?.[0]).toBeGreaterThan(0);
    expect(found.byRun.get("run-3")?.verdict).toEqual({ is: "same" });
    expect(differencesOf(known, { ...request, split: "time", isWeighted: true }).unit).toBe("metric");
  });
});

describe("the table of runs", () => {
  function table(onlyDiffering = true) {
    const { lab } = labUnderTest();
    withResults(lab, [
      [12, 13],
      [10, 11],
      [14, 15],
    ]);
    comparisonOf(lab).setState({ repeats: 2 });
    starRun(lab, "run-3");
    noteRun(lab, "run-2", "  a | b, <c> ");
    const summaries = summariesOf(lab.store.getState(), comparisonOf(lab).getState());
    const differences = differencesOf(summaries, {
      baselineId: "run-1",
      metric: "rmse",
      sameShare: 0.01,
      split: "random",
    });
    const { setup, runs } = lab.store.getState();
    const request: TableRequest = {
      summaries,
      differences,
      baseline: runs[0],
      metric: "rmse",
      set: "test",
      task: setup.task,
      onlyDiffering,
    };
    return { summaries, differences, columns: tableColumns(request) };
  }
  const ids = (summaries: readonly { readonly run: { readonly id: string } }[]) =>
    summaries.map(({ run }) => run.id);

  it("sorts by any column, unknown values last", () => {
    const { summaries, columns } = table();
    const by = (column: string, isDescending = false) =>
      ids(sorted(summaries, columns, { column, isDescending }));
    expect(by("value")).toEqual(["run-2", "run-1", "run-3"]);
    expect(by("value", true)).toEqual(["run-3", "run-1", "run-2"]);
    expect(by("star", true)).toEqual(["run-3", "run-1", "run-2"]);
    expect(by("run")).toEqual(["run-1", "run-2", "run-3"]);
    expect(by("best")).toEqual(["run-1", "run-2", "run-3"]);
  });

  it("finds runs by name, engine, note and setting, and groups them", () => {
    const { summaries, columns } = table();
    expect(ids(filtered(summaries, columns, "grow"))).toEqual(["run-2"]);
    expect(ids(filtered(summaries, columns, "a | b"))).toEqual(["run-2"]);
    expect(ids(filtered(summaries, columns, "engine=ngb"))).toEqual(["run-3"]);
    expect(filtered(summaries, columns, "nothing like it")).toEqual([]);
    const groups = grouped(summaries, columns, "setting:Engine");
    expect(groups.map(({ name }) => name)).toEqual(["Engine: GBDT", "Engine: GrowNet", "Engine: NGBoost"]);
  });

  it("shows all settings on demand", () => {
    const settings = (onlyDiffering: boolean) =>
      table(onlyDiffering).columns.filter(({ kind }) => kind === "setting").length;
    expect(settings(true)).toBeGreaterThan(0);
    expect(settings(false)).toBeGreaterThan(settings(true) + 5);
  });

  it("goes out as CSV with everything in full, and as Markdown that nothing breaks", () => {
    const { summaries, differences, columns } = table();
    const csv = csvText(columns, summaries, differences).split("\n");
    expect(csv[0]).toMatch(/^Run,Star,test RMSE,test RMSE SD,vs GBDT,vs GBDT low,vs GBDT high,Verdict,/);
    expect(csv[2]).toMatch(/^GrowNet,,10\.5,0\.7071067811865476,-2,-2,-2,better,/);
    expect(csv[2]).toContain('"a | b, <c>"');
    expect(csv[3]).toMatch(/^NGBoost,yes,/);
    const markdown = markdownText(columns, summaries, differences).split("\n");
    expect(markdown[3]).toContain("a \\| b, \\<c\\>");
    expect(new Set(markdown.slice(0, 5).map((line) => line.match(/(?<!\\)\|/g)?.length)).size).toBe(1);
  });
});
