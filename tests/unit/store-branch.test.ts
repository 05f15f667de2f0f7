import { describe, expect, it } from "vitest";
import { parseExperiment } from "../../src/experiment/parse-experiment.ts";
import { branchRun } from "../../src/store/actions/branch-run.ts";
import { showRound } from "../../src/store/actions/drive-clock.ts";
import { changeSetup, deleteRun, setBudget, setParam, togglePin } from "../../src/store/actions/edit-runs.ts";
import { trainRun, trainRuns } from "../../src/store/actions/train-run.ts";
import { runById } from "../../src/store/actions/update.ts";
import { branchChanges, familyOrder } from "../../src/store/branches.ts";
import { columnRuns, experimentOf } from "../../src/store/experiment-of.ts";
import { finished, labUnderTest, rounds, settle } from "./store-fixture.ts";

async function trainedLab() {
  const under = labUnderTest();
  const { lab, border } = under;
  const training = trainRun(lab, "run-1");
  const values = [5, 4, 3, 2, 1];
  await border.send("run-1/1", {
    ok: true,
    value: { attempts: [], rounds: rounds(0, values), end: { ok: true, value: finished(4) } },
  });
  await training;
  showRound(lab, 3);
  return under;
}

describe("a branch on the page", () => {
  it("shares the rounds up to the clock's and stands below its parent", async () => {
    const { lab } = await trainedLab();
    const id = branchRun(lab, "run-1")!;
    const run = runById(lab, id)!;
    expect(run).toMatchObject({ parentId: "run-1", newestRound: 3, status: "idle" });
    expect(lab.recordings.of(id)).toEqual(lab.recordings.of("run-1").slice(0, 4));
    expect(familyOrder(lab.store.getState().runs).map(({ run: { id: one }, depth }) => [one, depth])).toEqual(
      [
        ["run-1", 0],
        [id, 1],
        ["run-2", 0],
        ["run-3", 0],
      ],
    );
  });

  it("goes on from there with other settings, the past replayed", async () => {
    const { lab, border } = await trainedLab();
    const id = branchRun(lab, "run-1")!;
    setParam(lab, id, "learning_rate", 0.03);
    expect(branchChanges(runById(lab, id)!.spec, "regression")).toMatchObject([
      { id: "learning_rate", before: 0.1, after: 0.03 },
    ]);
    trainRuns(lab, [id]);
    await settle();
    const request = border.asked.starts.at(-1)!;
    expect(request.past?.map(({ round }) => round)).toEqual([1, 2, 3]);
    expect(request.pastMetric).toEqual([5, 4, 3, 2]);
    expect(request.experiment).toMatchObject({ version: 3, runs: [{ stages: [{ until: 3 }] }] });
    expect(parseExperiment(request.experiment).experiment).toEqual(request.experiment);
    expect(lab.store.getState().clock.position).toBe(3);
    expect(runById(lab, id)!.newestRound).toBe(3);
  });

  it("trains its past again where what decided it has changed", async () => {
    const { lab, border } = await trainedLab();
    const id = branchRun(lab, "run-1")!;
    changeSetup(lab, { seed: 7 });
    trainRuns(lab, [id]);
    await settle();
    expect(border.asked.starts.at(-1)).not.toHaveProperty("past");
    expect(runById(lab, id)!.newestRound).toBe(-1);
  });

  it("keeps a round of its own when the budget shrinks, and lives on without its parent", async () => {
    const { lab } = await trainedLab();
    const id = branchRun(lab, "run-1")!;
    setBudget(lab, { rounds: 2 });
    expect(runById(lab, id)!.spec.rounds).toBe(4);
    deleteRun(lab, "run-1");
    expect(familyOrder(lab.store.getState().runs)[0]).toMatchObject({ run: { id }, depth: 0 });
    expect(experimentOf(lab.store.getState()).version).toBe(3);
  });
});

describe("columns", () => {
  it("are those of pinned runs first, in the order of the runs", async () => {
    const { lab } = await trainedLab();
    const shownIds = () => columnRuns(lab.store.getState().runs).map(({ id }) => id);
    const branches = [branchRun(lab, "run-1")!, branchRun(lab, "run-1")!];
    expect(shownIds()).toEqual(["run-1", branches[1], branches[0]]);
    togglePin(lab, "run-2");
    expect(shownIds()).toEqual(["run-1", branches[1], "run-2"]);
  });
});
