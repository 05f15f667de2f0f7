import { type Endpoint, expose, type Remote, transfer, wrap } from "comlink";
import { type Outcome, reportOf } from "../core/errors.ts";
import { roundArrays } from "./round-buffer.ts";
import type { TrainingService } from "./training-service.ts";

/** What crosses to the worker: the service, and two calls by which the page knows that it lives. */
export interface TrainingWire extends TrainingService {
  /** Holds the named lock for as long as the worker lives, where there are locks; false = there are none. */
  holdLock(name: string): Promise<boolean>;
  /** Answers as soon as the worker handles messages. */
  ping(): Promise<true>;
}

/** The part of LockManager that tells of a worker's death. */
export interface Locks {
  request(name: string, callback: () => unknown): Promise<unknown>;
}

/**
 * Answers calls at once and loads the session meanwhile: no message is lost while code arrives. A session that cannot be
 * loaded answers every call with worker.failed.
 */
export function exposeTraining(
  endpoint: Endpoint,
  load: () => Promise<TrainingService>,
  locks: Locks | null,
): void {
  const loading = load();
  loading.catch(() => undefined);
  async function call<T>(work: (session: TrainingService) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    try {
      return await work(await loading);
    } catch (thrown) {
      return { ok: false, error: reportOf(thrown, "worker.failed") };
    }
  }
  const wire: TrainingWire = {
    putTable: (tableId, table) => call((session) => session.putTable(tableId, table)),
    dropTable: (tableId) => call((session) => session.dropTable(tableId)),
    start: (request) => call((session) => session.start(request)),
    next: (runId) => call(async (session) => handOver(await session.next(runId))),
    pause: (runId, paused) => call((session) => session.pause(runId, paused)),
    stop: (runId) => call((session) => session.stop(runId)),
    race: (runId, round, optimizers) => call((session) => session.race(runId, round, optimizers)),
    inspect: (runId, round, learner, node) => call((session) => session.inspect(runId, round, learner, node)),
    predict: (runId, tableId, rounds) => call((session) => session.predict(runId, tableId, rounds)),
    open: (runId, model) => call((session) => session.open(runId, model)),
    predictGrid: (request) => call((session) => session.predictGrid(request)),
    dispose: (runId) => call((session) => session.dispose(runId)),
    holdLock: (name) => holdLock(locks, name),
    ping: async () => true,
  };
  expose(wire, endpoint);
}

/** The other end of `exposeTraining`. */
export function wrapTraining(endpoint: Endpoint): Remote<TrainingWire> {
  return wrap<TrainingWire>(endpoint);
}

/** A batch's arrays were copied for the caller alone, so their memory moves instead of being copied again. */
function handOver(batch: Awaited<ReturnType<TrainingService["next"]>>): typeof batch {
  if (!batch.ok) return batch;
  return transfer(
    batch,
    batch.value.rounds.flatMap((round) => roundArrays(round).map((array) => array.buffer as ArrayBuffer)),
  );
}

function holdLock(locks: Locks | null, name: string): Promise<boolean> {
  if (locks === null) return Promise.resolve(false);
  return new Promise((resolve) => {
    const held = locks.request(name, () => {
      resolve(true);
      return new Promise(() => undefined);
    });
    held.catch(() => resolve(false));
  });
}
