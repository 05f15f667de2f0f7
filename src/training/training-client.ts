import type { ErrorReport, Outcome } from "../core/errors.ts";
import type { StartRequest, TrainingService } from "./training-service.ts";
import type { Locks } from "./wire.ts";
import { createWorkerKeeper } from "./worker-keeper.ts";
import { afterSilence, type Schedule, type TrainingWorker, type WorkerLife } from "./worker-life.ts";

export interface ClientOptions {
  /** Called for the first worker and for each replacement. */
  readonly createWorker: () => TrainingWorker;
  /** Default: the browser's locks, absent on plain http. */
  readonly locks?: Locks | null;
  readonly schedule?: Schedule;
  /** Makes shared memory to stop a run by; null where the page is not isolated. */
  readonly createStopFlag?: (() => Int32Array) | null;
  readonly onLost?: (error: ErrorReport) => void;
}

/**
 * The page's side of the border. Every call settles, also when the worker dies: then with worker.lost, and the next
 * start or open gets a new worker. Tables are kept here and given to a worker when a call needs them.
 */
export interface TrainingClient extends TrainingService {
  /** Ends the worker for good. */
  close(): void;
}

const STOP_MS = 1_000;

export function createTrainingClient(options: ClientOptions): TrainingClient {
  const { schedule = timers, locks = browserLocks(), createStopFlag = sharedFlags() } = options;
  const keeper = createWorkerKeeper({
    createWorker: options.createWorker,
    locks,
    schedule,
    onLost: (error) => options.onLost?.(error),
  });
  /** The worker that has the run. */
  const lives = new Map<string, WorkerLife>();
  const flags = new Map<string, Int32Array>();
  let isClosed = false;

  /** A call that makes a run known takes a new worker if need be. */
  async function inNewest<T>(send: (life: WorkerLife) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    if (isClosed) return failure(closed);
    try {
      return await send(keeper.live());
    } catch (thrown) {
      return failure(notCreated(thrown));
    }
  }

  /** A call about a run goes to the worker that has it, or fails with that worker's end. */
  async function ofRun<T>(
    runId: string,
    send: (life: WorkerLife) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const life = lives.get(runId);
    if (life === undefined) return failure(unknownRun(runId));
    return life.ended === null ? send(life) : failure(life.ended);
  }

  function withStopFlag(request: StartRequest): StartRequest {
    const stopFlag = createStopFlag?.();
    if (stopFlag === undefined) return request;
    flags.set(request.runId, stopFlag);
    return { ...request, stopFlag };
  }

  /** Three rungs: a flag that the session sees when it breathes, one in shared memory, and the end of the worker. */
  async function stop(runId: string, life: WorkerLife): Promise<Outcome<void>> {
    const flag = flags.get(runId);
    if (flag !== undefined) Atomics.store(flag, 0, 1);
    const cancel = afterSilence(schedule, STOP_MS, () => life.end(stoppedByForce));
    const stopped = await life.call((remote) => remote.stop(runId));
    cancel();
    return stopped;
  }

  return {
    async putTable(tableId, table) {
      keeper.putTable(tableId, table);
      return done;
    },
    dropTable: (tableId) => keeper.dropTable(tableId),
    start: (request) =>
      inNewest((life) => {
        lives.set(request.runId, life);
        const whole = withStopFlag(request);
        return keeper.callWithTable(request.tableId, (remote) => remote.start(whole));
      }),
    open: (runId, model) =>
      inNewest((life) => {
        lives.set(runId, life);
        return life.call((remote) => remote.open(runId, model));
      }),
    next: (runId) => ofRun(runId, (life) => life.call((remote) => remote.next(runId))),
    pause: (runId, paused) => ofRun(runId, (life) => life.call((remote) => remote.pause(runId, paused))),
    stop: (runId) => ofRun(runId, (life) => stop(runId, life)),
    race: (runId, round, optimizers) =>
      ofRun(runId, (life) => life.call((remote) => remote.race(runId, round, optimizers))),
    inspect: (runId, round, learner, node) =>
      ofRun(runId, (life) => life.call((remote) => remote.inspect(runId, round, learner, node))),
    predict: (runId, tableId, rounds) =>
      ofRun(runId, () => keeper.callWithTable(tableId, (remote) => remote.predict(runId, tableId, rounds))),
    predictGrid: (request) =>
      ofRun(request.runId, () =>
        keeper.callWithTable(request.tableId, (remote) => remote.predictGrid(request)),
      ),
    async dispose(runId) {
      const life = lives.get(runId);
      lives.delete(runId);
      flags.delete(runId);
      if (life === undefined || life.ended !== null) return done;
      return life.call((remote) => remote.dispose(runId));
    },
    close() {
      isClosed = true;
      keeper.close(closed);
    },
  };
}

const done: Outcome<void> = { ok: true, value: undefined };

const closed: ErrorReport = {
  code: "worker.lost",
  message: "Training was closed. Reload the page.",
  facts: {},
};

const stoppedByForce: ErrorReport = {
  code: "worker.lost",
  message:
    "A run could not be stopped within a second, so the worker was ended. The rounds shown are kept. Go on from the last one, or train again.",
  facts: { stopped: true },
};

function failure<T>(error: ErrorReport): Outcome<T> {
  return { ok: false, error };
}

function unknownRun(runId: string): ErrorReport {
  const message = `The run "${runId}" was removed, or never started.`;
  return { code: "worker.unknown-id", message, facts: { id: runId } };
}

function notCreated(thrown: unknown): ErrorReport {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "worker.failed", message: `The worker that trains could not be made: ${text}`, facts: {} };
}

function timers(callback: () => void, milliseconds: number): () => void {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
}

function browserLocks(): Locks | null {
  return globalThis.navigator?.locks ?? null;
}

function sharedFlags(): (() => Int32Array) | null {
  if (globalThis.crossOriginIsolated !== true) return null;
  return () => new Int32Array(new SharedArrayBuffer(4));
}
