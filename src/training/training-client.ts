import type { ErrorReport, Outcome } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import type { TrainingService } from "./training-service.ts";
import type { Locks } from "./wire.ts";
import {
  afterSilence,
  type Schedule,
  startWorkerLife,
  type TrainingWorker,
  type WorkerLife,
} from "./worker-life.ts";

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

/** The page's side of the border. Every call settles, also when the worker dies; the next start gets a new worker. */
export interface TrainingClient extends TrainingService {
  /** Ends the worker for good. */
  close(): void;
}

interface LiveWorker {
  readonly life: WorkerLife;
  /** Tables that it was given, by name. */
  readonly sentTables: Map<string, Promise<Outcome<void>>>;
}

const STOP_MS = 1_000;

const stoppedByForce: ErrorReport = {
  code: "worker.lost",
  message:
    "A run could not be stopped within a second, so the worker was ended. The rounds shown are kept. Go on from the last one, or train again.",
  facts: { stopped: true },
};

const closed: ErrorReport = {
  code: "worker.lost",
  message: "Training was closed. Reload the page.",
  facts: {},
};

let workerCount = 0;

export function createTrainingClient(options: ClientOptions): TrainingClient {
  const { schedule = timers, locks = browserLocks(), createStopFlag = sharedFlags() } = options;
  const tables = new Map<string, Table>();
  const lives = new Map<string, WorkerLife>();
  const flags = new Map<string, Int32Array>();
  let current: LiveWorker | null = null;
  let isClosed = false;

  function liveWorker(): LiveWorker {
    if (current !== null && current.life.ended === null) return current;
    const life = startWorkerLife({
      worker: options.createWorker(),
      lockName: `boosting-lab/training/${++workerCount}/${lockPart()}`,
      locks,
      schedule,
      onEnd: (error) => {
        if (!isClosed) options.onLost?.(error);
      },
    });
    current = { life, sentTables: new Map() };
    return current;
  }

  /** A call about a table: a worker that does not have it yet gets it first. Nothing sent later can overtake the call. */
  async function withTable<T>(
    { life, sentTables }: LiveWorker,
    tableId: string,
    send: Parameters<typeof life.call<T>>[0],
  ): Promise<Outcome<T>> {
    const table = tables.get(tableId);
    if (table !== undefined && !sentTables.has(tableId)) {
      sentTables.set(
        tableId,
        life.call((remote) => remote.putTable(tableId, table)),
      );
    }
    const sent = sentTables.get(tableId);
    const answer = life.call(send);
    const put = await sent;
    if (put?.ok === false) sentTables.delete(tableId);
    return put?.ok === false ? put : answer;
  }

  /** A call about a run goes to the worker that has it, and fails with that worker's end when there is none. */
  function ofRun<T>(runId: string, send: (worker: LiveWorker) => Promise<Outcome<T>>) {
    const life = lives.get(runId);
    if (life === undefined) return Promise.resolve(failure<T>(unknownRun(runId)));
    if (life.ended !== null || current?.life !== life)
      return Promise.resolve(failure<T>(life.ended ?? closed));
    return send(current);
  }

  async function inWorker<T>(send: (worker: LiveWorker) => Promise<Outcome<T>>) {
    if (isClosed) return failure<T>(closed);
    try {
      return await send(liveWorker());
    } catch (thrown) {
      return failure<T>(notCreated(thrown));
    }
  }

  return {
    async putTable(tableId, table) {
      tables.set(tableId, table);
      current?.sentTables.delete(tableId);
      return done;
    },
    async dropTable(tableId) {
      tables.delete(tableId);
      const wasSent = current?.sentTables.delete(tableId) ?? false;
      return wasSent && current !== null ? current.life.call((remote) => remote.dropTable(tableId)) : done;
    },
    start: (request) =>
      inWorker((worker) => {
        lives.set(request.runId, worker.life);
        const stopFlag = createStopFlag?.();
        if (stopFlag !== undefined) flags.set(request.runId, stopFlag);
        const whole = stopFlag === undefined ? request : { ...request, stopFlag };
        return withTable(worker, request.tableId, (remote) => remote.start(whole));
      }),
    next: (runId) => ofRun(runId, ({ life }) => life.call((remote) => remote.next(runId))),
    stop: (runId) =>
      ofRun(runId, async ({ life }) => {
        const flag = flags.get(runId);
        if (flag !== undefined) Atomics.store(flag, 0, 1);
        const cancel = afterSilence(schedule, STOP_MS, () => life.end(stoppedByForce));
        const stopped = await life.call((remote) => remote.stop(runId));
        cancel();
        return stopped;
      }),
    inspect: (runId, round, learner, node) =>
      ofRun(runId, ({ life }) => life.call((remote) => remote.inspect(runId, round, learner, node))),
    predict: (runId, tableId, rounds) =>
      ofRun(runId, (worker) =>
        withTable(worker, tableId, (remote) => remote.predict(runId, tableId, rounds)),
      ),
    open: (runId, model) =>
      inWorker(({ life }) => {
        lives.set(runId, life);
        return life.call((remote) => remote.open(runId, model));
      }),
    predictGrid: (request) =>
      ofRun(request.runId, (worker) =>
        withTable(worker, request.tableId, (remote) => remote.predictGrid(request)),
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
      current?.life.end(closed);
      tables.clear();
      lives.clear();
    },
  };
}

const done: Outcome<void> = { ok: true, value: undefined };

function failure<T>(error: ErrorReport): Outcome<T> {
  return { ok: false, error };
}

function unknownRun(runId: string): ErrorReport {
  return {
    code: "worker.unknown-id",
    message: `The run "${runId}" was removed, or never started.`,
    facts: { id: runId },
  };
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

/** Locks are shared by all tabs of an origin, so a name needs a part of its own. */
function lockPart(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
}
