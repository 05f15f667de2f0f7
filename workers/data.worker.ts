import * as Comlink from "comlink";
import type { Outcome } from "../src/core/errors.ts";
import type { Table } from "../src/core/table.ts";
import type { DataService, SourceResult } from "../src/data/data-service.ts";
import { estimateFile, makeSourceTable, readFile } from "../src/data/data-session.ts";
import { sharedTable, tableToTransfer } from "../src/training/share-table.ts";
import type { TableService } from "../src/training/table-service.ts";

/** A turn of the event loop, without the delay of timers. */
const turns = new MessageChannel();
const pause = () =>
  new Promise<void>((resolve) => {
    turns.port1.onmessage = () => resolve();
    turns.port2.postMessage(null);
  });

/** What began before the last cancel is over. */
let cancelCount = 0;
const openTurns = () => {
  const before = cancelCount;
  return { pause, cancelled: () => cancelCount !== before };
};

/** Loaded with the first question. */
const desk = lazily(async () => (await import("../src/training/table-session.ts")).createTableSession());
/** The table that was read or made last; the desk gets it with the first question. */
let newest: { readonly id: string; readonly table: Table } | null = null;
const asked = async () => {
  const session = await desk();
  if (newest !== null) session.keep(newest.id, newest.table);
  return session;
};

const service: DataService & TableService = {
  async estimate(request) {
    return estimateFile({ ...request, ...openTurns() });
  },
  async read(request, progress) {
    const onProgress = progress ?? undefined;
    return handOver(await readFile({ ...request, onProgress, ...openTurns() }));
  },
  async makeSource(id, values, pageUrl) {
    const fetchFile = async (path: string) => {
      const response = await fetch(new URL(path, pageUrl));
      if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
      return response.blob();
    };
    return handOver(await makeSourceTable({ id, values, fetchFile, ...openTurns() }));
  },
  async cancel() {
    cancelCount++;
  },
  async hold(id, table) {
    newest = { id, table };
    return { ok: true, value: undefined };
  },
  profiles: async (id) => (await asked()).profiles(id),
  traps: async (id, draft) => (await asked()).traps(id, draft),
  sort: async (id, column, direction) => (await asked()).sort(id, column, direction),
  filter: async (id, filters) => (await asked()).filter(id, filters),
};

/** Keeps the table for questions and gives it to the page: shared where threads may share, else as a copy. */
function handOver<T extends SourceResult>(outcome: Outcome<T>): Outcome<T> {
  if (!outcome.ok) return outcome;
  const { fingerprint, table } = outcome.value;
  if (crossOriginIsolated) {
    const shared = sharedTable(table);
    newest = { id: fingerprint, table: shared };
    return { ok: true, value: { ...outcome.value, table: shared } };
  }
  newest = { id: fingerprint, table };
  const given = tableToTransfer(table);
  return Comlink.transfer({ ok: true, value: { ...outcome.value, table: given.table } }, given.buffers);
}

function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () => {
    loading ??= load();
    return loading;
  };
}

Comlink.expose(service);
