import { trainRun } from "../../src/store/actions/train-run.ts";
import { type Keeper, keepWork } from "../../src/store/kept/keep-work.ts";
import type { Shelf } from "../../src/store/kept/shelf.ts";
import { finished, type LabUnderTest, labUnderTest, rounds, sineTable } from "./store-fixture.ts";

/** A shelf in memory that copies as a browser does, and can be full. */
export function memoryShelf(limit = Number.POSITIVE_INFINITY) {
  const values = new Map<string, unknown>();
  /** Keys that were asked for one by one. */
  const read: string[] = [];
  const room = { limit };
  const shelf: Shelf = {
    get: async <T>(key: string) => {
      read.push(key);
      return structuredClone(values.get(key)) as T | undefined;
    },
    under: async <T>(prefix: string) =>
      [...values].flatMap(([key, value]) => (key.startsWith(prefix) ? [structuredClone(value) as T] : [])),
    put: async (entries) => {
      const added = entries.filter(([key]) => !values.has(key)).length;
      if (values.size + added > room.limit) {
        throw Object.assign(new Error("no room"), { name: "QuotaExceededError" });
      }
      for (const [key, value] of entries) values.set(key, structuredClone(value));
    },
    remove: async (keys) => {
      for (const key of keys) values.delete(key);
    },
    keys: async () => [...values.keys()],
    clear: async () => values.clear(),
  };
  return { shelf, values, read, room };
}

export function keeperOf({ lab }: LabUnderTest, shelf: Shelf, id = "w1"): Keeper {
  let time = 1000;
  return keepWork(lab, id, { shelf, idle: async () => undefined, now: () => ++time, address: () => "" });
}

export const losses = (count: number) => Array.from({ length: count }, (_, n) => 10 / (n + 1));

export async function trainTo(under: LabUnderTest, id: string, count: number, isEnded: boolean) {
  const { lab, border } = under;
  const training = trainRun(lab, id);
  const session = `${id}/${lab.border.count}`;
  const end = isEnded ? ({ ok: true, value: finished(count) } as const) : null;
  await border.send(session, {
    ok: true,
    value: { attempts: [], rounds: rounds(0, losses(count + 1)), end },
  });
  under.picture();
  if (isEnded) await training;
}

/** A page that was just opened, and makes the table with this fingerprint. */
export function labOfNextVisit(fingerprint = "t1"): LabUnderTest {
  const under = labUnderTest();
  under.lab.services.data.makeSource = async () => ({
    ok: true,
    value: { table: sineTable, report: null, fingerprint },
  });
  return under;
}
