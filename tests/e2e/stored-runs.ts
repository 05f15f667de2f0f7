import type { Page } from "playwright-core";

/** How often what the page has kept is laid down again. */
export interface Wanted {
  /** Runs of the tab's own work, each with a recording of its own. */
  readonly runs: number;
  /** Runs of it that are shown. */
  readonly shown: number;
  /** Works of one run each, beside it. */
  readonly works: number;
}

/** Multiplies the one work that the page keeps, in the format that the page writes. */
export async function multiplyKept(page: Page, wanted: Wanted): Promise<void> {
  await page.evaluate(async ({ runs, shown, works }) => {
    type Values = { [name: string]: unknown };
    interface Spec {
      readonly values: Values;
    }
    interface Run {
      readonly name: string;
      readonly recording: string;
      readonly spec: Spec;
      readonly trained: object;
      readonly trainedKey: string;
    }
    interface Work {
      readonly id: string;
      readonly name: string;
      readonly savedAt: number;
      readonly runs: readonly Run[];
    }
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await settled(indexedDB.open("boosting-lab-work"));
    const store = () => database.transaction("work", "readwrite").objectStore("work");
    const [work] = (await settled(store().getAll(IDBKeyRange.bound("work/", "work0")))) as Work[];
    const [first] = work.runs;
    const inOrder = (_: string, value: unknown) =>
      typeof value !== "object" || value === null || Array.isArray(value)
        ? value
        : Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
    const variant = (number: number): Run => {
      const spec = { ...first.spec, values: { ...first.spec.values, learning_rate: 0.1 + number / 1000 } };
      const key = { ...(JSON.parse(first.trainedKey) as object), runs: [spec] };
      return {
        ...first,
        ...{ id: `run-${number}`, shown: number <= shown, name: runs > 1 ? `GBDT ${number}` : first.name },
        spec,
        trained: { ...first.trained, runs: [spec] },
        trainedKey: JSON.stringify(key, inOrder),
        recording: number === 1 ? first.recording : `copy-${number}`,
      };
    };
    const all = Array.from({ length: runs }, (_, at) => variant(at + 1));
    const recordingOf = (kind: string) => `${kind}/${work.id}/${first.recording}`;
    const start = await settled(store().get(recordingOf("start")));
    const under = IDBKeyRange.bound(`${recordingOf("rounds")}/`, `${recordingOf("rounds")}0`);
    const pieces = await settled(store().getAll(under));
    const lay = async (into: string, recordings: readonly string[]) => {
      const open = store();
      for (const name of recordings) {
        open.put(start, `start/${into}/${name}`);
        for (const [at, piece] of pieces.entries()) open.put(piece, `rounds/${into}/${name}/${at}`);
      }
      await new Promise((resolve) => open.transaction.addEventListener("complete", resolve));
    };
    for (let at = 0; at < runs; at += 50) {
      const part = all.slice(at, at + 50).filter(({ recording }) => recording !== first.recording);
      await lay(
        work.id,
        part.map(({ recording }) => recording),
      );
    }
    await settled(store().put({ ...work, runs: all }, `work/${work.id}`));
    for (let number = 1; number <= works; number++) {
      const id = `left${number}`;
      await lay(id, [first.recording]);
      const left = { ...work, id, name: `Table ${number}`, savedAt: work.savedAt - number, runs: [first] };
      await settled(store().put(left, `work/${id}`));
    }
    database.close();
  }, wanted);
}

/** Names of what the page reads out of IndexedDB from its next opening on, as `readKeys` gives them. */
export async function watchReading(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const read: string[] = [];
    Object.assign(window, { readKeys: read });
    const { get } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.get = function (key) {
      read.push(String(key));
      return get.call(this, key);
    };
  });
}

export function readKeys(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { readonly readKeys: string[] }).readKeys);
}

/** Milliseconds of the longest wait between two pictures while this goes on, and how many were longer than 50. */
export async function picturesDuring(page: Page, act: () => Promise<void>) {
  await page.evaluate(() => {
    const waits: number[] = [];
    let before = performance.now();
    const state = { waits, goesOn: true };
    const look = () => {
      waits.push(performance.now() - before);
      before = performance.now();
      if (state.goesOn) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(window, { pictures: state });
  });
  await act();
  return page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const { pictures } = window as unknown as { pictures: { waits: number[]; goesOn: boolean } };
    pictures.goesOn = false;
    return {
      longest: Math.round(Math.max(...pictures.waits)),
      long: pictures.waits.filter((wait) => wait > 50).length,
      pictures: pictures.waits.length,
    };
  });
}
