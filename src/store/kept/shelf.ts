import { clear, createStore, delMany, get, keys, promisifyRequest, setMany, type UseStore } from "idb-keyval";

/** Where the browser keeps values under names. Every call may be refused: private windows, no room. */
export interface Shelf {
  get<T>(key: string): Promise<T | undefined>;
  /** All values whose names begin so, read at once. */
  under<T>(prefix: string): Promise<T[]>;
  /** All or none. */
  put(entries: readonly (readonly [string, unknown])[]): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
  keys(): Promise<string[]>;
  clear(): Promise<void>;
}

/** Stands behind every letter that a name is made of. */
const LAST = "\uffff";

/** IndexedDB, opened when first asked. */
export function createShelf(): Shelf {
  let opened: UseStore | null = null;
  const store = () => {
    opened ??= createStore("boosting-lab-work", "work");
    return opened;
  };
  return {
    get: (key) => get(key, store()),
    under: (prefix) =>
      store()("readonly", (values) =>
        promisifyRequest(values.getAll(IDBKeyRange.bound(prefix, prefix + LAST))),
      ),
    put: (entries) =>
      setMany(
        entries.map(([key, value]) => [key, value]),
        store(),
      ),
    remove: (names) => delMany([...names], store()),
    keys: () => keys<string>(store()),
    clear: () => clear(store()),
  };
}
