import { createStore, del, get, set, type UseStore } from "idb-keyval";
import type { TableDecisions } from "./lab-state.ts";

/** A table that was trained on before: its name and what was decided, and its rows only where the user wanted that. */
export interface RecentFile {
  readonly id: string;
  readonly name: string;
  readonly byteCount: number;
  /** Milliseconds since 1970. */
  readonly usedAt: number;
  readonly url: string | null;
  readonly hasCopy: boolean;
  readonly decisions: TableDecisions;
}

/** Kept by the browser on this machine. Every call settles; where the browser keeps nothing, the list is empty. */
export interface RecentFiles {
  list(): Promise<readonly RecentFile[]>;
  /** False = there was no room for the copy; the rest was kept. */
  remember(entry: Omit<RecentFile, "id" | "hasCopy">, copy: Blob | null): Promise<boolean>;
  copyOf(id: string): Promise<Blob | null>;
  forget(id: string): Promise<void>;
}

const MOST_FILES = 8;
const LIST = "list";
const copyKey = (id: string) => `copy:${id}`;

export function createRecentFiles(): RecentFiles {
  let opened: UseStore | null = null;
  const store = () => {
    opened ??= createStore("boosting-lab", "recent");
    return opened;
  };
  const list = async (): Promise<readonly RecentFile[]> => {
    try {
      return (await get<readonly RecentFile[]>(LIST, store())) ?? [];
    } catch {
      return [];
    }
  };
  const forget = async (id: string) => {
    const left = (await list()).filter((entry) => entry.id !== id);
    try {
      await set(LIST, left, store());
      await del(copyKey(id), store());
    } catch {
      // a browser that keeps nothing has nothing to forget
    }
  };
  return {
    list,
    forget,
    async remember(entry, copy) {
      const before = await list();
      const same = before.find(({ name, byteCount }) => name === entry.name && byteCount === entry.byteCount);
      const id = same?.id ?? `${entry.usedAt}`;
      let hasCopy = copy === null && same?.hasCopy === true;
      let isFull = false;
      if (copy !== null) {
        try {
          await set(copyKey(id), copy, store());
          hasCopy = true;
        } catch {
          isFull = true;
        }
      }
      const others = before.filter((other) => other.id !== id);
      const kept = [{ ...entry, id, hasCopy }, ...others];
      for (const { id: old } of kept.slice(MOST_FILES)) await forget(old);
      try {
        await set(LIST, kept.slice(0, MOST_FILES), store());
      } catch {
        // private windows and full disks: the lab works without
      }
      return !isFull;
    },
    async copyOf(id) {
      try {
        return (await get<Blob>(copyKey(id), store())) ?? null;
      } catch {
        return null;
      }
    },
  };
}
