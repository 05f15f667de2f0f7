import { keptWords } from "../../words/kept.ts";
import { addNotice, closeNotice, updateView } from "../actions/update.ts";
import type { Lab } from "../lab.ts";
import type { LabState, Notice } from "../lab-state.ts";
import type { Shelf } from "./shelf.ts";
import { createWriter, isFull, type Unkept } from "./work-writer.ts";

/** What keeping needs of the world. */
export interface KeepHost {
  readonly shelf: Shelf;
  /** Resolves when the page has a moment. */
  readonly idle: () => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly address: () => string;
}

const WAIT_MS = 700;
/** Another tab may have made room. */
const ROOM_MS = 20_000;

export interface Keeper {
  /** Writes what has changed; settles when it lies on the shelf. */
  flush(): Promise<void>;
  /** Keeps nothing from now on. */
  end(): void;
}

/** Keeps what is on screen while it changes: settings, tables of files, and every recorded round. */
export function keepWork(lab: Lab, id: string, host: KeepHost): Keeper {
  const writer = createWriter(lab, id, host);
  const room = createRoomNotice(lab);
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isEnded = false;
  let seen: LabState | null = null;
  let writing: Promise<void> = Promise.resolve();

  /** Without room it is tried again: as soon as works were erased here, and now and then. */
  async function write(): Promise<void> {
    try {
      const unkept = await writer.write();
      if (unkept.length > 0) missRoom(unkept);
      else room.found();
    } catch (thrown) {
      if (isFull(thrown)) {
        missRoom(null);
        return;
      }
      isEnded = true;
      addNotice(lab, { tone: "warn", code: "kept.refused", text: keptWords.refused });
    }
  }

  function missRoom(unkept: readonly Unkept[] | null): void {
    if (isEnded) return;
    room.missed(unkept);
    timer ??= setTimeout(() => void flush(), ROOM_MS);
  }

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    writing = writing.then(() => (isEnded ? undefined : write()));
    return writing;
  }

  const unsubscribe = lab.store.subscribe((state) => {
    const isSame = seen !== null && sameWork(seen, state);
    seen = state;
    if (isSame || isEnded || state.data.status !== "ready") return;
    timer ??= setTimeout(() => void flush(), WAIT_MS);
  });
  return {
    flush,
    end() {
      isEnded = true;
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
      room.found();
    },
  };
}

/** A clock that plays is no news; where it rests is. */
function sameWork(before: LabState, after: LabState): boolean {
  return (
    before.setup === after.setup &&
    before.runs === after.runs &&
    before.data === after.data &&
    before.view === after.view &&
    before.secondsLimit === after.secondsLimit &&
    (before.clock === after.clock || after.clock.playing || after.clock.following)
  );
}

/** One sentence about what has no room: it changes with that, and goes when there is room again. */
function createRoomNotice(lab: Lab) {
  let told: Notice | null = null;
  const close = () => {
    if (told !== null) closeNotice(lab, told);
    told = null;
  };
  return {
    /** Null = nothing of the last changes is kept. */
    missed(unkept: readonly Unkept[] | null): void {
      const text = keptWords.full(unkept === null ? keptWords.changes : keptWords.unkept(unkept));
      // Said once; closed by the reader, it comes back when something else has no room.
      if (told?.text === text) return;
      close();
      const act = { label: keptWords.seeKept, onAct: () => updateView(lab, { dialog: "kept" }) };
      told = { tone: "warn", code: "kept.full", text, act };
      addNotice(lab, told);
    },
    found: close,
  };
}
