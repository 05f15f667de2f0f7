import { describe, expect, it } from "vitest";
import { branchRun } from "../../src/store/actions/branch-run.ts";
import { showRound } from "../../src/store/actions/drive-clock.ts";
import { setParam } from "../../src/store/actions/edit-runs.ts";
import { runById } from "../../src/store/actions/update.ts";
import { experimentOf } from "../../src/store/experiment-of.ts";
import { eraseWork, keptWorks, PIECE_ROUNDS } from "../../src/store/kept/kept-work.ts";
import { restoreWork } from "../../src/store/kept/restore-work.ts";
import { keeperOf, labOfNextVisit, memoryShelf, trainTo } from "./kept-fixture.ts";
import { labUnderTest, settle } from "./store-fixture.ts";

describe("kept work", () => {
  it("comes back as it was: settings, runs, rounds, round on screen", async () => {
    const before = labUnderTest();
    const { shelf } = memoryShelf();
    const keeper = keeperOf(before, shelf);
    setParam(before.lab, "run-1", "learning_rate", 0.37);
    await trainTo(before, "run-1", 40, true);
    showRound(before.lab, 23);
    const branch = branchRun(before.lab, "run-1")!;
    await keeper.flush();

    const after = labOfNextVisit();
    const [work] = await keptWorks(shelf);
    expect(await restoreWork(after.lab, work!, shelf)).toBe(true);
    const [was, is] = [before.lab.store.getState(), after.lab.store.getState()];
    expect(experimentOf(is)).toEqual(experimentOf(was));
    expect(is.clock.position).toBe(23);
    expect(after.lab.recordings.of("run-1")).toEqual(before.lab.recordings.of("run-1"));
    expect(runById(after.lab, "run-1")).toMatchObject({ status: "finished", newestRound: 40 });
    expect(runById(after.lab, branch)).toMatchObject({ parentId: "run-1", newestRound: 23 });
    expect(is.notices).toEqual([]);
  });

  it("offers a run that was cut off, and goes on from its last round", async () => {
    const before = labUnderTest();
    const { shelf } = memoryShelf();
    const keeper = keeperOf(before, shelf);
    await trainTo(before, "run-1", 21, false);
    await keeper.flush();

    const after = labOfNextVisit();
    const [work] = await keptWorks(shelf);
    await restoreWork(after.lab, work!, shelf);
    expect(runById(after.lab, "run-1")).toMatchObject({ status: "cut-off", newestRound: 21, end: null });
    const [notice] = after.lab.store.getState().notices;
    expect(notice?.text).toContain("cut off at round 21 of 120");
    notice?.act?.onAct();
    await settle();
    expect(after.border.asked.starts[0]?.past).toHaveLength(21);
  });

  it("writes each round once, in pieces, and forgets a recording that was begun anew", async () => {
    const under = labUnderTest();
    const { shelf, values } = memoryShelf();
    const keeper = keeperOf(under, shelf);
    await trainTo(under, "run-1", 2 * PIECE_ROUNDS, true);
    await keeper.flush();
    const pieces = () => [...values.keys()].filter((key) => key.startsWith("rounds/"));
    expect(pieces()).toHaveLength(3);
    const first = pieces();
    await trainTo(under, "run-1", 5, true);
    await keeper.flush();
    expect(pieces()).toHaveLength(1);
    expect(first).not.toContain(pieces()[0]);
  });

  it("says that there is no room, and the lab goes on", async () => {
    const under = labUnderTest();
    const { shelf } = memoryShelf(2);
    const keeper = keeperOf(under, shelf);
    await trainTo(under, "run-1", 40, true);
    await keeper.flush();
    expect(under.lab.store.getState().notices.map(({ code }) => code)).toEqual(["kept.full"]);
    expect(runById(under.lab, "run-1")).toMatchObject({ status: "finished", newestRound: 40 });
  });

  it("leaves out what lies behind a gap", async () => {
    const before = labUnderTest();
    const { shelf, values } = memoryShelf();
    const keeper = keeperOf(before, shelf);
    await trainTo(before, "run-1", 3 * PIECE_ROUNDS, true);
    await keeper.flush();
    values.delete([...values.keys()].find((key) => key.endsWith("/1"))!);
    const after = labOfNextVisit();
    await restoreWork(after.lab, (await keptWorks(shelf))[0]!, shelf);
    expect(runById(after.lab, "run-1")).toMatchObject({ status: "cut-off", newestRound: PIECE_ROUNDS - 1 });
  });

  it("shows no runs of a data set that has changed, and touches nothing then", async () => {
    const before = labUnderTest();
    const { shelf } = memoryShelf();
    await trainTo(before, "run-1", 5, true);
    await keeperOf(before, shelf).flush();
    const after = labOfNextVisit("another");
    const state = after.lab.store.getState();
    expect(await restoreWork(after.lab, (await keptWorks(shelf))[0]!, shelf)).toBe(false);
    expect(after.lab.store.getState()).toEqual({ ...state, notices: after.lab.store.getState().notices });
    expect(after.lab.store.getState().notices).toHaveLength(1);
  });

  it("erases one work and leaves the others", async () => {
    const { shelf, values } = memoryShelf();
    for (const id of ["w1", "w2"]) {
      const under = labUnderTest();
      await trainTo(under, "run-1", 20, true);
      await keeperOf(under, shelf, id).flush();
    }
    await eraseWork(shelf, "w1");
    expect((await keptWorks(shelf)).map(({ id }) => id)).toEqual(["w2"]);
    expect([...values.keys()].every((key) => key.includes("/w2"))).toBe(true);
  });
});
