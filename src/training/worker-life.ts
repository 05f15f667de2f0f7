import type { Endpoint, Remote } from "comlink";
import type { ErrorReport, Outcome } from "../core/errors.ts";
import { type Locks, type TrainingWire, wrapTraining } from "./wire.ts";

/** What the page needs of a Worker. */
export interface TrainingWorker extends Endpoint {
  terminate(): void;
}

/** Calls back after so many milliseconds; returns how to call it off. */
export type Schedule = (callback: () => void, milliseconds: number) => () => void;

export interface LifeOptions {
  readonly worker: TrainingWorker;
  /** Unique among the page's workers. */
  readonly lockName: string;
  readonly locks: Locks | null;
  readonly schedule: Schedule;
  readonly onEnd: (error: ErrorReport) => void;
}

/** One worker from its start to its end. A call never outlives it. */
export interface WorkerLife {
  /** Why it ended; null while it lives. */
  readonly ended: ErrorReport | null;
  /** comlink never settles a call whose worker died: here it settles with the reason. */
  call<T>(send: (remote: Remote<TrainingWire>) => Promise<Outcome<T>>): Promise<Outcome<T>>;
  /** Terminates the worker; calls under way settle with `error`. */
  end(error: ErrorReport): void;
}

const START_MS = 30_000;
const PING_EVERY_MS = 5_000;
const PING_ANSWER_MS = 30_000;
/** After a deadline, time for answers that waited behind it, e.g. when the machine slept. */
const GRACE_MS = 200;

export const workerLost: ErrorReport = {
  code: "worker.lost",
  message:
    "Training was cut off: its worker ended. The rounds shown are kept. Go on from the last one, or train again.",
  facts: {},
};

const workerNotStarted: ErrorReport = {
  code: "worker.failed",
  message: "The worker that trains could not be started. Reload the page.",
  facts: {},
};

export function startWorkerLife(options: LifeOptions): WorkerLife {
  const { worker, locks, lockName, schedule } = options;
  const remote = wrapTraining(worker);
  const pending = new Set<(error: ErrorReport) => void>();
  let ended: ErrorReport | null = null;
  let hasAnswered = false;
  let cancelTimer: () => void = () => undefined;

  function end(error: ErrorReport): void {
    if (ended !== null) return;
    ended = error;
    cancelTimer();
    worker.terminate();
    for (const settle of [...pending]) settle(error);
    pending.clear();
    options.onEnd(error);
  }

  function call<T>(send: (wire: Remote<TrainingWire>) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    if (ended !== null) return Promise.resolve({ ok: false, error: ended });
    return new Promise((resolve) => {
      const fail = (error: ErrorReport) => resolve({ ok: false, error });
      const answer = send(remote);
      pending.add(fail);
      answer.then(resolve, (thrown: unknown) => fail(notSent(thrown))).finally(() => pending.delete(fail));
    });
  }

  function onBreak(): void {
    end(hasAnswered ? workerLost : workerNotStarted);
  }

  /** A worker that is ended from outside fires no event: its lock becomes free, or pings stay without answer. */
  async function watch(): Promise<void> {
    const held = remote.holdLock(lockName);
    cancelTimer = afterSilence(schedule, START_MS, onBreak);
    const isHeld = await held;
    if (ended !== null) return;
    hasAnswered = true;
    cancelTimer();
    if (isHeld && locks !== null) await locks.request(lockName, () => end(workerLost));
    else pingLater();
  }

  function pingLater(): void {
    cancelTimer = schedule(() => {
      if (pending.size > 0) void ping();
      else pingLater();
    }, PING_EVERY_MS);
  }

  async function ping(): Promise<void> {
    cancelTimer = afterSilence(schedule, PING_ANSWER_MS, () => end(workerLost));
    await remote.ping();
    if (ended !== null) return;
    cancelTimer();
    pingLater();
  }

  worker.addEventListener("error", onBreak);
  worker.addEventListener("messageerror", onBreak);
  watch().catch(onBreak);
  return {
    get ended() {
      return ended;
    },
    call,
    end,
  };
}

/** A deadline that lets answers already under way be handled first. */
export function afterSilence(schedule: Schedule, milliseconds: number, callback: () => void): () => void {
  let cancel = schedule(() => {
    cancel = schedule(callback, GRACE_MS);
  }, milliseconds - GRACE_MS);
  return () => cancel();
}

function notSent(thrown: unknown): ErrorReport {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "worker.failed", message: `The worker could not be asked: ${text}`, facts: {} };
}
