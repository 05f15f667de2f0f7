import * as Comlink from "comlink";
import type { DataService } from "../src/data/data-service.ts";

type DataSession = typeof import("../src/data/data-session.ts");

let session: Promise<DataSession> | null = null;
const load = () => {
  session ??= import("../src/data/data-session.ts");
  return session;
};

/** A turn of the event loop, without the delay of timers. */
const turns = new MessageChannel();
const pause = () =>
  new Promise<void>((resolve) => {
    turns.port1.onmessage = () => resolve();
    turns.port2.postMessage(null);
  });

/** What began before the last cancel is over. */
let cancelCount = 0;
const openCancel = () => {
  const before = cancelCount;
  return () => cancelCount !== before;
};

const service: DataService = {
  async read(file, choices, progress) {
    const cancelled = openCancel();
    const { readFile } = await load();
    const onProgress = progress ?? undefined;
    return handOver(await readFile({ file, choices, onProgress, pause, cancelled }));
  },
  async makeSource(id, values, pageUrl) {
    const cancelled = openCancel();
    const { makeSourceTable } = await load();
    const fetchFile = async (path: string) => {
      const response = await fetch(new URL(path, pageUrl));
      if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
      return response.blob();
    };
    return handOver(await makeSourceTable({ id, values, fetchFile, pause, cancelled }));
  },
  async cancel() {
    cancelCount++;
  },
};

function handOver<T extends Awaited<ReturnType<DataService["makeSource"]>>>(outcome: T): T {
  if (!outcome.ok) return outcome;
  const columns = outcome.value.table.columns;
  const buffers = columns.map((column) => (column.kind === "number" ? column.values : column.codes).buffer);
  return Comlink.transfer(outcome, buffers as ArrayBuffer[]);
}

Comlink.expose(service);
void load();
