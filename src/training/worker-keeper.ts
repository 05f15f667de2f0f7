import type { Remote } from "comlink";
import type { ErrorReport, Outcome } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import type { Locks, TrainingWire } from "./wire.ts";
import { type Schedule, startWorkerLife, type TrainingWorker, type WorkerLife } from "./worker-life.ts";

export interface KeeperOptions {
  readonly createWorker: () => TrainingWorker;
  readonly locks: Locks | null;
  readonly schedule: Schedule;
  readonly onLost: (error: ErrorReport) => void;
}

/** Keeps one worker alive, replaced when it is next needed, and knows which tables it was given. */
export interface WorkerKeeper {
  /** The worker now, a new one when there is none. Throws when it cannot be made. */
  live(): WorkerLife;
  putTable(tableId: string, table: Table): void;
  dropTable(tableId: string): Promise<Outcome<void>>;
  /** A call about a table: the worker gets the table first if it lacks it. Nothing sent later overtakes the call. */
  callWithTable<T>(
    tableId: string,
    send: (remote: Remote<TrainingWire>) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>>;
  close(error: ErrorReport): void;
}

let workerCount = 0;

export function createWorkerKeeper(options: KeeperOptions): WorkerKeeper {
  const tables = new Map<string, Table>();
  /** Tables that the worker now has, or is being given. */
  const sent = new Map<string, Promise<Outcome<void>>>();
  let life: WorkerLife | null = null;
  let isClosed = false;

  function live(): WorkerLife {
    if (life !== null && life.ended === null) return life;
    sent.clear();
    life = startWorkerLife({
      worker: options.createWorker(),
      lockName: lockName(),
      locks: options.locks,
      schedule: options.schedule,
      onEnd: (error) => {
        if (!isClosed) options.onLost(error);
      },
    });
    return life;
  }

  function sendTable(worker: WorkerLife, tableId: string): Promise<Outcome<void>> | undefined {
    const table = tables.get(tableId);
    if (table === undefined || sent.has(tableId)) return sent.get(tableId);
    const sending = worker.call((remote) => remote.putTable(tableId, table));
    sent.set(tableId, sending);
    return sending;
  }

  return {
    live,
    putTable(tableId, table) {
      tables.set(tableId, table);
      sent.delete(tableId);
    },
    async dropTable(tableId) {
      tables.delete(tableId);
      if (life === null || !sent.delete(tableId)) return { ok: true, value: undefined };
      return life.call((remote) => remote.dropTable(tableId));
    },
    async callWithTable(tableId, send) {
      const worker = live();
      const sending = sendTable(worker, tableId);
      const answer = worker.call(send);
      const put = await sending;
      if (put === undefined || put.ok) return answer;
      sent.delete(tableId);
      return put;
    },
    close(error) {
      isClosed = true;
      life?.end(error);
      tables.clear();
      sent.clear();
    },
  };
}

/** Locks are shared by all tabs of an origin, so a name needs a part that no other tab has. */
function lockName(): string {
  workerCount++;
  const part = Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36));
  return `boosting-lab/training/${workerCount}/${part.join("-")}`;
}
