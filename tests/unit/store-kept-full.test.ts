import { describe, expect, it } from "vitest";
import { renameRun } from "../../src/store/actions/edit-runs.ts";
import { runById } from "../../src/store/actions/update.ts";
import { eraseWork, keptWorks, PIECE_ROUNDS } from "../../src/store/kept/kept-work.ts";
import { restoreWork } from "../../src/store/kept/restore-work.ts";
import { keeperOf, labOfNextVisit, memoryShelf, trainTo } from "./kept-fixture.ts";
import { labUnderTest } from "./store-fixture.ts";

/** Two works on a shelf that has no room for more. */
async function fullShelf() {
  const memory = memoryShelf();
  const older = labUnderTest();
  await trainTo(older, "run-1", 3 * PIECE_ROUNDS, true);
  await keeperOf(older, memory.shelf, "older").flush();
  const under = labUnderTest();
  const keeper = keeperOf(under, memory.shelf);
  await trainTo(under, "run-1", PIECE_ROUNDS - 1, false);
  await keeper.flush();
  // One more piece fits, then none.
  memory.room.limit = memory.values.size + 1;
  const { lab, border } = under;
  const more = Array.from({ length: 3 * PIECE_ROUNDS }, (_, n) => ({
    ...lab.recordings.of("run-1")[1]!,
    round: PIECE_ROUNDS + n,
  }));
  await border.send(`run-1/${lab.border.count}`, {
    ok: true,
    value: { attempts: [], rounds: more, end: null },
  });
  under.picture();
  return { ...memory, under, keeper };
}

describe("a browser without room", () => {
  it("loses nothing on screen, keeps what fits, and says from where on nothing is kept", async () => {
    const { under, keeper, shelf } = await fullShelf();
    const { lab } = under;
    await keeper.flush();
    expect(lab.recordings.of("run-1")).toHaveLength(4 * PIECE_ROUNDS);
    const [notice] = lab.store.getState().notices;
    expect(notice?.code).toBe("kept.full");
    expect(notice?.text).toContain(`${runById(lab, "run-1")!.name} from round ${2 * PIECE_ROUNDS} on`);

    const next = labOfNextVisit();
    const works = await keptWorks(shelf);
    expect(works.map(({ id }) => id).sort()).toEqual(["older", "w1"]);
    for (const work of works) expect(await restoreWork(next.lab, work, shelf)).toBe(true);
    const own = works.find(({ id }) => id === "w1");
    expect(own?.runs[0]?.newestRound).toBe(2 * PIECE_ROUNDS - 1);
    await keeper.end();
  });

  it("offers to see what is kept, and says it once", async () => {
    const { under, keeper } = await fullShelf();
    const { lab } = under;
    await keeper.flush();
    await keeper.flush();
    const { notices } = lab.store.getState();
    expect(notices.filter(({ code }) => code === "kept.full")).toHaveLength(1);
    notices[0]?.act?.onAct();
    expect(lab.store.getState().view.dialog).toBe("kept");
    lab.store.setState({ notices: [] });
    await keeper.flush();
    expect(lab.store.getState().notices).toEqual([]);
    keeper.end();
  });

  it("goes on keeping when there is room again, and the notice goes", async () => {
    const { under, keeper, shelf, values } = await fullShelf();
    const { lab } = under;
    await keeper.flush();
    await eraseWork(shelf, "older");
    await keeper.flush();
    expect(lab.store.getState().notices).toEqual([]);
    const next = labOfNextVisit();
    await restoreWork(next.lab, (await keptWorks(shelf))[0]!, shelf);
    expect(next.lab.recordings.of("run-1")).toEqual(lab.recordings.of("run-1"));
    expect([...values.keys()].some((key) => key.includes("older"))).toBe(false);
    keeper.end();
  });

  it("names a work before its rounds take the last room, so that what fits comes back", async () => {
    const { shelf, values, room } = memoryShelf();
    room.limit = 3;
    const under = labUnderTest();
    const keeper = keeperOf(under, shelf);
    await trainTo(under, "run-1", 4 * PIECE_ROUNDS, true);
    await keeper.flush();
    expect(values.size).toBe(3);
    expect(under.lab.store.getState().notices[0]?.code).toBe("kept.full");
    const [work] = await keptWorks(shelf);
    const next = labOfNextVisit();
    expect(await restoreWork(next.lab, work!, shelf)).toBe(true);
    expect(next.lab.recordings.of("run-1")).toHaveLength(PIECE_ROUNDS);
    expect(runById(next.lab, "run-1")?.status).toBe("cut-off");
    keeper.end();
  });

  it("leaves a run that began anew as it was kept before", async () => {
    const { shelf, values, room } = memoryShelf();
    const under = labUnderTest();
    const keeper = keeperOf(under, shelf);
    await trainTo(under, "run-1", 2 * PIECE_ROUNDS, true);
    await keeper.flush();
    room.limit = values.size;
    await trainTo(under, "run-1", 5, true);
    renameRun(under.lab, "run-2", "Another name");
    await keeper.flush();
    const [work] = await keptWorks(shelf);
    expect(work?.runs[0]?.newestRound).toBe(2 * PIECE_ROUNDS);
    const next = labOfNextVisit();
    await restoreWork(next.lab, work!, shelf);
    expect(next.lab.recordings.of("run-1")).toHaveLength(2 * PIECE_ROUNDS + 1);
    expect(runById(next.lab, "run-2")?.name).toBe("Another name");
    expect(under.lab.store.getState().notices[0]?.text).toContain("as a whole");
    keeper.end();
  });
});
