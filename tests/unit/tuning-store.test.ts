import { describe, expect, it } from "vitest";
import { fromUnit } from "../../src/analysis/tuning/search-space.ts";
import { canBranch } from "../../src/store/actions/branch-run.ts";
import { redo, undo } from "../../src/store/actions/undo.ts";
import { comparisonOf, repeatKey } from "../../src/store/comparison/comparison.ts";
import { experimentOf } from "../../src/store/experiment-of.ts";
import type { Lab } from "../../src/store/lab.ts";
import { addTrial, isInLab } from "../../src/store/tuning/add-trial.ts";
import { keepStack, stackSpec } from "../../src/store/tuning/keep-stack.ts";
import {
  expectedSearchMs,
  plannedRounds,
  planSearch,
  searchable,
} from "../../src/store/tuning/plan-search.ts";
import { chooseSearched, searchAsUsual, setSearchedRange } from "../../src/store/tuning/set-search.ts";
import { stackTrials } from "../../src/store/tuning/stack-trials.ts";
import { bestTrials } from "../../src/store/tuning/trial-order.ts";
import { tune } from "../../src/store/tuning/tune.ts";
import { tuningOf, wish } from "../../src/store/tuning/tuning.ts";
import { finished, type LabUnderTest, labUnderTest, rounds, settle } from "./store-fixture.ts";

/** Answers the newest training with these validation values of its rounds, from `from` on. */
async function answer({ border }: LabUnderTest, from: number, values: readonly number[]): Promise<void> {
  const { runId } = border.asked.starts.at(-1)!;
  await border.send(runId, { ok: true, value: { rounds: rounds(from, values), attempts: [], end: null } });
  const count = from + values.length - 1;
  await border.send(runId, {
    ok: true,
    value: { rounds: [], attempts: [], end: { ok: true, value: finished(count) } },
  });
  await settle();
}

const trialsOf = (lab: Lab) => tuningOf(lab).getState().trials;
const valuesOf = (lab: Lab) => trialsOf(lab).map(({ value }) => value);

function setRounds(lab: Lab, count: number): void {
  lab.store.setState(({ runs }) => ({
    runs: runs.map((run) => ({ ...run, spec: { ...run.spec, rounds: count, earlyStopping: null } })),
  }));
}

describe("a search", () => {
  it("trains its trials one after the other, the run's own settings first, and knows the best", async () => {
    const under = labUnderTest();
    const { lab, border } = under;
    wish(lab, { method: "random", trials: 3 });
    const { setup, runs } = lab.store.getState();
    const work = tune(lab, new AbortController().signal);
    await settle();
    expect(border.asked.starts[0]!.experiment).toMatchObject({ seed: setup.seed, runs: [runs[0]!.spec] });
    await answer(under, 0, [3, 2, 2.5]);
    expect(tuningOf(lab).getState().work).toMatchObject({ trial: 2, of: 3, rung: null });
    await answer(under, 0, [3, 1, 4]);
    await answer(under, 0, [3, 2.9, 2.8]);
    await work;
    expect(valuesOf(lab)).toEqual([2, 1, 2.8]);
    const [best] = bestTrials(trialsOf(lab), "rmse");
    expect(best!.number).toBe(2);
    expect(best!.results[0]!.judgedRound).toBe(1);
    expect(best!.spec.values).not.toEqual(runs[0]!.spec.values);
    expect(tuningOf(lab).getState().work).toBeNull();
    expect(
      comparisonOf(lab)
        .getState()
        .outcomes.has(repeatKey(setup, best!.spec, 0)),
    ).toBe(true);
    expect(border.asked.disposed).toHaveLength(3);
  });

  it("goes on where a shorter one ended, and ends at once when it is stopped", async () => {
    const under = labUnderTest();
    const { lab, border } = under;
    wish(lab, { method: "bayesian", trials: 2 });
    const first = tune(lab, new AbortController().signal);
    await settle();
    await answer(under, 0, [3, 2]);
    await answer(under, 0, [3, 1]);
    await first;
    wish(lab, { trials: 5 });
    const controller = new AbortController();
    const second = tune(lab, controller.signal);
    await settle();
    expect(border.asked.starts).toHaveLength(3);
    expect(tuningOf(lab).getState().work).toMatchObject({ trial: 3 });
    controller.abort();
    expect(border.asked.stops).toHaveLength(1);
    await answer(under, 0, [3, 0.5]).catch(() => undefined);
    await second;
    expect(valuesOf(lab)).toEqual([2, 1]);
    expect(trialsOf(lab).every(({ state }) => state === "done")).toBe(true);
  });

  it("halves: a third goes on from its own rounds, the others keep their curves", async () => {
    const under = labUnderTest();
    const { lab, border } = under;
    setRounds(lab, 9);
    wish(lab, { method: "halving", trials: 3 });
    expect(plannedRounds(planSearch(lab, tuningOf(lab).getState().wishes)!)).toBe(3 * 1 + 2 + 6);
    const work = tune(lab, new AbortController().signal);
    await settle();
    await answer(under, 0, [3, 2]);
    await answer(under, 0, [3, 1]);
    await answer(under, 0, [3, 2.5]);
    expect(trialsOf(lab).map(({ state }) => state)).toEqual(["ended", "training", "ended"]);
    const { experiment, past, pastMetric } = border.asked.starts[3]!;
    expect(experiment.runs[0]!.rounds).toBe(3);
    expect(past!.map(({ round }) => round)).toEqual([1]);
    expect(pastMetric).toEqual([3, 1]);
    await answer(under, 2, [0.9, 1.2]);
    expect(border.asked.starts[4]!.past).toHaveLength(3);
    await answer(under, 4, [1, 1, 1, 1, 1, 1]);
    await work;
    const second = trialsOf(lab)[1]!;
    expect(second).toMatchObject({ state: "done", value: 0.9 });
    expect(second.results[0]).toMatchObject({ judgedRound: 2, records: null });
    expect(second.results[0]!.result.elapsedMs).toHaveLength(10);
    // In the lab it is a run of all rounds.
    expect(second.spec.rounds).toBe(9);
  });

  it("says of a halving that was stopped which trials had rungs before them", async () => {
    const under = labUnderTest();
    const { lab } = under;
    setRounds(lab, 9);
    wish(lab, { method: "halving", trials: 4 });
    const controller = new AbortController();
    const work = tune(lab, controller.signal);
    await settle();
    for (const value of [2, 1, 3, 4]) await answer(under, 0, [5, value]);
    controller.abort();
    await answer(under, 2, [0.5]).catch(() => undefined);
    await work;
    expect(trialsOf(lab).map(({ state }) => state)).toEqual(["ended", "stopped", "ended", "ended"]);
    expect(valuesOf(lab)).toEqual([2, 1, 3, 4]);
  });

  it("keeps a trial that fails out of the choice, with what was said of it", async () => {
    const under = labUnderTest();
    const { lab, border } = under;
    wish(lab, { method: "random", trials: 2 });
    const work = tune(lab, new AbortController().signal);
    await settle();
    await border.send(border.asked.starts[0]!.runId, {
      ok: false,
      error: { code: "train.diverged", message: "The loss became infinite.", facts: {} },
    } as never);
    await answer(under, 0, [3, 2]);
    await work;
    expect(trialsOf(lab)[0]).toMatchObject({ state: "failed", message: "The loss became infinite." });
    expect(bestTrials(trialsOf(lab), "rmse").map(({ number }) => number)).toEqual([2]);
  });

  it("trains a trial with every seed that is asked for and judges it by their mean", async () => {
    const under = labUnderTest();
    const { lab, border } = under;
    wish(lab, { method: "random", trials: 2, repeats: 2 });
    const work = tune(lab, new AbortController().signal);
    await settle();
    for (const value of [1, 3, 2, 2.5]) await answer(under, 0, [9, value]);
    await work;
    const { seed } = lab.store.getState().setup;
    expect(border.asked.starts.map(({ experiment }) => experiment.seed)).toEqual([
      seed,
      seed + 1,
      seed,
      seed + 1,
    ]);
    expect(valuesOf(lab)).toEqual([2, 2.25]);
  });
});

describe("what a search is about", () => {
  it("is chosen among the run's parameters; without one there is no search", () => {
    const { lab } = labUnderTest();
    const { runs } = lab.store.getState();
    const found = searchable(runs[0]!, lab.store.getState())!;
    expect(found.space.map(({ id }) => id)).toContain("learning_rate");
    expect(found.offered.length).toBeGreaterThan(found.space.length);
    chooseSearched(lab, runs[0]!, []);
    expect(planSearch(lab, tuningOf(lab).getState().wishes)).toBeNull();
    undo(lab);
    expect(planSearch(lab, tuningOf(lab).getState().wishes)?.space).toEqual(found.space);
  });

  it("is searched between the values that the user sets, which can be undone and are the run's own", () => {
    const { lab } = labUnderTest();
    const rateOf = () => {
      const { space } = planSearch(lab, tuningOf(lab).getState().wishes)!;
      return space.find(({ id }) => id === "learning_rate")!;
    };
    const first = () => lab.store.getState().runs[0]!;
    const usual = rateOf();
    setSearchedRange(lab, first(), usual, { low: 0.2, high: 0.4 });
    expect(rateOf()).toMatchObject({ low: 0.2, high: 0.4, usual: usual.usual, isLog: true });
    setSearchedRange(lab, first(), usual, { low: 0.2, high: 0.5 });
    expect(fromUnit(rateOf(), 1)).toBe(0.5);
    undo(lab);
    expect(rateOf().high).toBe(usual.high);
    redo(lab);
    expect(rateOf().high).toBe(0.5);
    setSearchedRange(lab, first(), usual, usual.usual);
    expect(first().search!.ranges).toEqual({});
    // A range that the parameter does not allow, as of a kept work, is none.
    setSearchedRange(lab, first(), usual, { low: -1, high: 7 });
    expect(rateOf()).toMatchObject(usual.usual);
    searchAsUsual(lab, first());
    expect(first().search).toBeUndefined();
  });

  it("holds weights of children that the rows allow", () => {
    const { lab } = labUnderTest();
    const highestOf = (rowCount: number) => {
      lab.store.setState(({ data }) =>
        data.status === "ready" ? { data: { ...data, table: { ...data.table, rowCount } } } : {},
      );
      const { space } = planSearch(lab, tuningOf(lab).getState().wishes)!;
      return space.find(({ id }) => id === "min_child_weight")!.high;
    };
    // Of these 60 % train.
    expect([100, 1000, 5000, 1e6].map(highestOf)).toEqual([2, 12, 60, 200]);
  });

  it("costs what its rounds cost the run itself", () => {
    const { lab } = labUnderTest();
    wish(lab, { method: "random", trials: 4 });
    const plan = planSearch(lab, tuningOf(lab).getState().wishes)!;
    expect(expectedSearchMs(lab, plan)).toBeNull();
    lab.store.setState(({ runs }) => ({
      runs: runs.map((run) => ({ ...run, end: { ...finished(10), milliseconds: { bin: 5, train: 20 } } })),
    }));
    expect(expectedSearchMs(lab, plan)).toBe(2 * plannedRounds(plan) + 4 * 5);
  });
});

describe("a trial", () => {
  it("becomes a run of the lab, once", async () => {
    const under = labUnderTest();
    const { lab } = under;
    wish(lab, { method: "random", trials: 2 });
    const work = tune(lab, new AbortController().signal);
    await settle();
    await answer(under, 0, [3, 2]);
    await answer(under, 0, [3, 1]);
    await work;
    const { session } = tuningOf(lab).getState();
    const [own, other] = trialsOf(lab);
    expect(isInLab(lab.store.getState().runs, own!.spec)).toBe(true);
    addTrial(lab, session!, other!);
    addTrial(lab, session!, other!);
    const { runs } = lab.store.getState();
    expect(runs.map(({ name }) => name)).toEqual(["GBDT", "GrowNet", "NGBoost", "GBDT, trial 2"]);
    expect(runs[3]!.spec).toEqual(other!.spec);
  });

  it("is stacked with others: weights of the validation rows, none where there are too few", async () => {
    const under = labUnderTest();
    const { lab } = under;
    expect(await stackTrials(lab, 5)).toBe("too-few");
    wish(lab, { method: "random", trials: 2 });
    const work = tune(lab, new AbortController().signal);
    await settle();
    await answer(under, 0, [3, 2]);
    await answer(under, 0, [3, 1]);
    await work;
    const { trials } = tuningOf(lab).getState();
    // Two rows, one of them for validation: the first trial says 4, the second 1; the truth is 2.
    const said = [4, 1];
    tuningOf(lab).setState({
      trials: trials.map((trial, n) => ({
        ...trial,
        results: trial.results.map((result) => ({
          ...result,
          followed: { ...result.followed, set: Uint8Array.of(1, 2), target: Float64Array.of(2, 2) },
          scores: Float32Array.of(said[n]!, said[n]!),
        })),
      })),
    });
    expect(await stackTrials(lab, 5)).toBeNull();
    const { stack } = tuningOf(lab).getState();
    expect(stack).toMatchObject({
      fit: "squares",
      metric: "rmse",
      best: 2,
      rows: { validation: 1, test: 1 },
    });
    const mixed = stack!.weights.reduce((sum, { trial, weight }) => sum + weight * said[trial - 1]!, 0);
    expect(mixed).toBeCloseTo(2, 8);
    expect(stack!.validation.best).toBe(1);
    expect(stack!.test!.stack).toBeCloseTo(0, 8);
    expect(stack!.test!.difference.mean).toBeCloseTo(-1, 8);
  });

  it("becomes a member of a run that trains as every other", async () => {
    const under = labUnderTest();
    const { lab, border } = under;
    wish(lab, { method: "random", trials: 2 });
    setRounds(lab, 2);
    const work = tune(lab, new AbortController().signal);
    await settle();
    await answer(under, 0, [3, 2]);
    await answer(under, 0, [3, 1]);
    await work;
    await stackTrials(lab, 5);
    const { session, stack } = tuningOf(lab).getState();
    keepStack(lab, session!, stack!);
    await settle();
    const { runs, setup } = lab.store.getState();
    const kept = runs.at(-1)!;
    expect(kept.name).toBe(`${session!.runName}, stack`);
    expect(kept.spec).toMatchObject({ engine: "stack", rounds: 2, earlyStopping: null });
    const members = stack!.weights.map(({ trial }) => trialsOf(lab)[trial - 1]!.spec);
    expect(kept.spec.members!.map(({ engine, values }) => ({ engine, values }))).toEqual(
      members.map(({ engine, values }) => ({ engine, values })),
    );
    expect(border.asked.starts.at(-1)!.experiment).toEqual({ ...setup, version: 7, runs: [kept.spec] });
    expect(canBranch({ ...kept, trained: experimentOf({ setup, runs }), newestRound: 2 }, 1)).toBe(false);
    expect(isInLab(runs, stackSpec(session!, trialsOf(lab), stack!))).toBe(true);
  });
});
