import { ownWorkId, STORED } from "./own-work.ts";

/** After a reload the page before may still hold its lock for a moment. */
const LOCK_MS = 500;

const lockName = (id: string) => `boosting-lab-work/${id}`;

/** Names this tab's work: the same after a reload, another one in a tab that was duplicated. */
export async function claimWorkId(): Promise<string> {
  const before = ownWorkId();
  return before !== null && (await takeLock(before)) ? before : newWorkId();
}

export async function newWorkId(): Promise<string> {
  const id = Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("");
  rememberId(id);
  await takeLock(id);
  return id;
}

/** Makes a kept work this tab's own; false = another tab has it. */
export async function adoptWorkId(id: string): Promise<boolean> {
  const isTaken = await takeLock(id);
  if (isTaken) rememberId(id);
  return isTaken;
}

function rememberId(id: string): void {
  try {
    sessionStorage.setItem(STORED, id);
  } catch {
    // Without it a reload is a new visit, and the work is offered.
  }
}

/** Lets go of the work that this tab had before. */
let release: () => void = () => undefined;

/** Holds the work's lock until the tab takes another one or is closed; false = another tab has it. */
async function takeLock(id: string): Promise<boolean> {
  const locks = globalThis.navigator?.locks;
  if (locks === undefined) return true;
  return new Promise((resolve) => {
    locks
      .request(lockName(id), { signal: AbortSignal.timeout(LOCK_MS) }, () => {
        release();
        resolve(true);
        return new Promise<void>((letGo) => {
          release = letGo;
        });
      })
      .catch(() => resolve(false));
  });
}

/** Works that tabs have open now, this one's too. */
export async function openWorkIds(): Promise<ReadonlySet<string>> {
  const held = (await globalThis.navigator?.locks?.query())?.held ?? [];
  const prefix = lockName("");
  return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
}
