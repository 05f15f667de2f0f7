import type { Page } from "playwright-core";
import { expect } from "vitest";

export interface SeenWork {
  readonly name: string;
  readonly position: number;
  readonly runs: readonly { readonly newestRound: number; readonly status: string; readonly note?: string }[];
}

/** What lies in IndexedDB. Never makes the database: that is the page's. */
export async function worksOf(page: Page): Promise<SeenWork[]> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const isThere = (await indexedDB.databases()).some(({ name }) => name === "boosting-lab-work");
    if (!isThere) return [];
    const database = await settled(indexedDB.open("boosting-lab-work"));
    const store = database.transaction("work").objectStore("work");
    const works = await settled(store.getAll(IDBKeyRange.bound("work/", "work0")));
    database.close();
    return works;
  });
}

/** Until a work is kept that this holds for. */
export async function untilKept(page: Page, holds: (work: SeenWork) => boolean): Promise<void> {
  await expect.poll(async () => (await worksOf(page)).some(holds), { timeout: 20_000 }).toBe(true);
}
