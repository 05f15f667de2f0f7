import type { Endpoint } from "comlink";
import type { Backend } from "../../src/compute/backend.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { RecordedRound } from "../../src/experiment/recording.ts";
import type { BufferLimits } from "../../src/training/round-buffer.ts";
import type { SessionThread } from "../../src/training/session-host.ts";
import type { RunBatch, TrainingService } from "../../src/training/training-service.ts";
import { createTrainingSession } from "../../src/training/training-session.ts";
import { exposeTraining, type Locks } from "../../src/training/wire.ts";
import type { Schedule, TrainingWorker } from "../../src/training/worker-life.ts";

/** A thread whose clock leaps at every look, so that every pause breathes. */
export function breathlessThread(): SessionThread {
  let time = 0;
  return {
    now: () => {
      time += 10;
      return time;
    },
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

/** The js backend, with a hook before each tree, a count of growths that are open, and of tables that were binned. */
export function watchedBackend(beforeTree: (tree: number) => void = () => undefined) {
  const seen = { trees: 0, openGrowths: 0, bins: 0 };
  const backend: Backend = {
    ...jsBackend,
    bin(...given) {
      seen.bins++;
      return jsBackend.bin(...given);
    },
    async openTreeGrowth(matrix) {
      const growth = await jsBackend.openTreeGrowth(matrix);
      seen.openGrowths++;
      return {
        ...growth,
        beginTree(input) {
          seen.trees++;
          beforeTree(seen.trees);
          return growth.beginTree(input);
        },
        dispose() {
          seen.openGrowths--;
          growth.dispose();
        },
      };
    },
  };
  return { backend, seen };
}

export function session(backend: Backend = jsBackend, limits?: BufferLimits): TrainingService {
  return createTrainingSession({
    chooseBackend: async () => ({ backend, attempts: () => [] }),
    thread: breathlessThread(),
    ...(limits && { limits }),
  });
}

/** Pulls until the end; what was pulled, in order. */
export async function pullAll(
  service: Pick<TrainingService, "next">,
  runId: string,
): Promise<{ rounds: RecordedRound[]; end: NonNullable<RunBatch["end"]> }> {
  const rounds: RecordedRound[] = [];
  for (;;) {
    const batch = await service.next(runId);
    if (!batch.ok) return { rounds, end: batch };
    rounds.push(...batch.value.rounds);
    if (batch.value.end !== null) return { rounds, end: batch.value.end };
  }
}

/** Locks as a browser has them: one holder a name, others wait in line. */
export function fakeLocks() {
  const holders = new Map<string, () => void>();
  const lines = new Map<string, (() => void)[]>();
  const release = (name: string) => {
    holders.delete(name);
    lines.get(name)?.shift()?.();
  };
  const locks: Locks = {
    async request(name, callback) {
      if (holders.has(name)) {
        await new Promise<void>((resolve) => lines.set(name, [...(lines.get(name) ?? []), resolve]));
      }
      holders.set(name, () => undefined);
      await callback();
      release(name);
    },
  };
  return { locks, releaseAll: () => [...holders.keys()].forEach(release) };
}

/** Timers that fire when told. */
export function fakeSchedule() {
  let time = 0;
  let timers: { at: number; callback: () => void }[] = [];
  const schedule: Schedule = (callback, milliseconds) => {
    const timer = { at: time + milliseconds, callback };
    timers.push(timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  };
  const advance = (milliseconds: number) => {
    const end = time + milliseconds;
    for (;;) {
      const due = timers.filter(({ at }) => at <= end).sort((left, right) => left.at - right.at)[0];
      if (due === undefined) break;
      timers = timers.filter((other) => other !== due);
      time = due.at;
      due.callback();
    }
    time = end;
  };
  return { schedule, advance };
}

export interface FakeWorker extends TrainingWorker {
  readonly isTerminated: boolean;
  /** Ends it from outside: no event, no answer, locks are free. */
  kill(): void;
  /** Leaves messages unread, like a thread in a tight loop. */
  freeze(): void;
  fire(type: "error" | "messageerror"): void;
}

/** A worker's two ends over a MessageChannel, in one thread. */
export function fakeWorker(
  load: () => Promise<TrainingService>,
  withLocks = true,
): FakeWorker & { locks: Locks } {
  const { port1, port2 } = new MessageChannel();
  const { locks, releaseAll } = fakeLocks();
  const listeners = new Map<string, (() => void)[]>();
  const state = { isTerminated: false, isFrozen: false };
  exposeTraining(port2, load, withLocks ? locks : null);
  const page = port1 as unknown as Endpoint;
  const die = () => {
    port1.close();
    port2.close();
    releaseAll();
  };
  return {
    locks,
    get isTerminated() {
      return state.isTerminated;
    },
    postMessage: (message, moved) => {
      if (!state.isFrozen) page.postMessage(message, moved ?? []);
    },
    addEventListener: (type, listener, options) => {
      if (type === "message") page.addEventListener(type, listener, options);
      else listeners.set(type, [...(listeners.get(type) ?? []), listener as () => void]);
    },
    removeEventListener: (type, listener, options) => page.removeEventListener(type, listener, options),
    start: () => page.start?.(),
    terminate() {
      state.isTerminated = true;
      die();
    },
    kill: die,
    freeze() {
      state.isFrozen = true;
    },
    fire(type) {
      for (const listener of listeners.get(type) ?? []) listener();
    },
  };
}
