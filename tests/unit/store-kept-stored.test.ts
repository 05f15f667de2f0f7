import { describe, expect, it } from "vitest";
import { branchRun } from "../../src/store/actions/branch-run.ts";
import { showRound } from "../../src/store/actions/drive-clock.ts";
import { deleteRun, duplicateRun, toggleRun } from "../../src/store/actions/edit-runs.ts";
import { undo } from "../../src/store/actions/undo.ts";
import { runById } from "../../src/store/actions/update.ts";
import { createApi } from "../../src/store/api/create-api.ts";
import { recordedOutcome } from "../../src/store/comparison/comparison.ts";
import { judgedRound, judgedValue } from "../../src/store/comparison/repeat-result.ts";
import { type KeptWork, keptKeys, keptWorks } from "../../src/store/kept/kept-work.ts";
import { restoreWork } from "../../src/store/kept/restore-work.ts";
import { isStored, readWhatIsShown, wantRecording } from "../../src/store/kept/stored-recordings.ts";
import type { Lab } from "../../src/store/lab.ts";
import { keeperOf, labOfNextVisit, memoryShelf, trainTo } from "./kept-fixture.ts";
import { type LabUnderTest, labUnderTest, settle } from "./store-fixture.ts";

const ROUNDS = 20;

/** Six trained runs on a shelf, of which the last three are hidden. */
async function sixKept() {
  const before = labUnderTest();
  const { lab } = before;
  while (lab.store.getState().runs.length < 6) duplicateRun(lab, "run-1");
  const ids = lab.store.getState().runs.map(({ id }) => id);
  for (const id of ids) await trainAgain(before, id);
  for (const id of ids.slice(3)) toggleRun(lab, id);
  const memory = memoryShelf();
  await keeperOf(before, memory.shelf).flush();
  return { before, ids, ...memory };
}

/** A run that trains already is let to its end. */
async function trainAgain(under: LabUnderTest, id: string) {
  const { lab } = under;
  const run = runById(lab, id)!;
  lab.border.sessions.delete(id);
  lab.store.setState(({ runs }) => ({
    runs: runs.map((one) => (one === run ? { ...one, status: "idle" as const } : one)),
  }));
  await trainTo(under, id, ROUNDS, true);
}

async function restored(kept: Awaited<ReturnType<typeof sixKept>>): Promise<Lab> {
  const { lab } = labOfNextVisit();
  const [work] = await keptWorks(kept.shelf);
  kept.read.length = 0;
  expect(await restoreWork(lab, work!, kept.shelf)).toBe(true);
  return lab;
}

const storedIds = (lab: Lab) => lab.store.getState().runs.flatMap((run) => (isStored(run) ? [run.id] : []));

describe("stored recordings", () => {
  it("are read for the columns alone; the others are known by their digest and are not untrained", async () => {
    const kept = await sixKept();
    const lab = await restored(kept);
    expect(storedIds(lab)).toEqual(kept.ids.slice(3));
    expect(kept.read.filter((key) => key.startsWith("start/"))).toHaveLength(3);
    const [hidden] = kept.ids.slice(3);
    const run = runById(lab, hidden!)!;
    expect(run).toMatchObject({ status: "finished", newestRound: ROUNDS });
    expect(run.digest?.rounds.at(-1)?.round).toBe(ROUNDS);
    const whole = recordedOutcome(
      kept.before.lab,
      lab.store.getState().setup,
      runById(kept.before.lab, hidden!)!,
    );
    const digest = recordedOutcome(lab, lab.store.getState().setup, run);
    if (!whole?.ok || !digest?.ok) throw new Error("Both are known.");
    expect(digest.value.isDigest).toBe(true);
    expect(judgedRound(digest.value, "rmse")).toBe(judgedRound(whole.value, "rmse"));
    expect(judgedValue(digest.value, "rmse", "rmse")).toBe(judgedValue(whole.value, "rmse", "rmse"));
    expect(digest.value.elapsedMs.at(-1)).toBe(whole.value.elapsedMs.at(-1));
  });

  it("are read once when asked for, also twice at a time, and are what was recorded", async () => {
    const kept = await sixKept();
    const lab = await restored(kept);
    const id = kept.ids[4]!;
    await Promise.all([wantRecording(lab, id), wantRecording(lab, id)]);
    await wantRecording(lab, id);
    const starts = kept.read.filter((key) => key.startsWith("start/"));
    expect(new Set(starts).size).toBe(starts.length);
    expect(lab.recordings.of(id)).toEqual(kept.before.lab.recordings.of(id));
    expect(runById(lab, id)).toMatchObject({ status: "finished", newestRound: ROUNDS });
    showRound(lab, 5);
    expect(branchRun(lab, id)).toBeTypeOf("string");
  });

  it("are not read for a script that asks for the runs: their digests have what is told of them", async () => {
    const kept = await sixKept();
    const whole = await createApi(kept.before.lab, () => "").runs();
    const lab = await restored(kept);
    const waiting = storedIds(lab);
    expect(waiting).toHaveLength(3);
    expect(await createApi(lab, () => "").runs()).toEqual(whole);
    expect(whole.every(({ modelSha256 }) => modelSha256 !== null)).toBe(true);
    expect(storedIds(lab)).toEqual(waiting);
  });

  it("come when a run is shown, and quietly where there are few", async () => {
    const kept = await sixKept();
    const few = await restored(kept);
    readWhatIsShown(few, async () => undefined);
    await expect.poll(() => storedIds(few)).toEqual([]);

    const many = await restored(kept);
    const [first] = many.store.getState().runs;
    const more = Array.from({ length: 10 }, (_, n) => ({ ...first!, id: `more-${n}` }));
    many.store.setState(({ runs }) => ({ runs: [...runs, ...more] }));
    readWhatIsShown(many, async () => undefined);
    await settle();
    expect(storedIds(many)).toEqual(kept.ids.slice(3));
    toggleRun(many, kept.ids[5]!);
    await expect.poll(() => storedIds(many)).toEqual(kept.ids.slice(3, 5));
  });

  it("stay as they are when the work is kept again: nothing is written twice, nothing goes", async () => {
    const kept = await sixKept();
    const { lab } = labOfNextVisit();
    await restoreWork(lab, (await keptWorks(kept.shelf))[0]!, kept.shelf);
    const before = [...kept.values.keys()].sort();
    const put: string[] = [];
    const shelf = {
      ...kept.shelf,
      put: async (entries: Parameters<typeof kept.shelf.put>[0]) => {
        put.push(...entries.map(([key]) => key));
        await kept.shelf.put(entries);
      },
    };
    const keeper = keeperOf({ ...kept.before, lab }, shelf);
    await keeper.flush();
    expect(put).toEqual([keptKeys.work("w1")]);
    expect([...kept.values.keys()].sort()).toEqual(before);

    // A deleted run's rounds wait for the way back, and are read after it.
    const id = kept.ids[5]!;
    deleteRun(lab, id);
    await keeper.flush();
    undo(lab);
    await keeper.flush();
    await wantRecording(lab, id);
    expect(lab.recordings.of(id)).toHaveLength(ROUNDS + 1);
  });

  it("are left alone when they cannot be read, and the page says so", async () => {
    const kept = await sixKept();
    const { lab } = labOfNextVisit();
    const [work] = await keptWorks(kept.shelf);
    const get = kept.shelf.get;
    let isBroken = false;
    const shelf: typeof kept.shelf = {
      ...kept.shelf,
      get: (key) => (isBroken ? Promise.reject(new Error("gone")) : get(key)),
    };
    await restoreWork(lab, work!, shelf);
    isBroken = true;
    await wantRecording(lab, kept.ids[3]!);
    expect(isStored(runById(lab, kept.ids[3]!)!)).toBe(true);
    expect(lab.store.getState().notices.map(({ code }) => code)).toEqual(["kept.unread"]);
  });

  it("come at once where an earlier version kept no digest", async () => {
    const kept = await sixKept();
    const key = keptKeys.work("w1");
    const work = kept.values.get(key) as KeptWork;
    const runs = work.runs.map(({ digest: _, ...run }) => run);
    kept.values.set(key, { ...work, runs });
    const lab = await restored(kept);
    expect(storedIds(lab)).toEqual([]);
    for (const id of kept.ids) expect(lab.recordings.of(id)).toEqual(kept.before.lab.recordings.of(id));
  });
});
