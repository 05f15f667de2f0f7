import * as Comlink from "comlink";
import type { DataService, ReadChoices } from "../src/data/data-service.ts";

type DataSession = typeof import("../src/data/data-session.ts");

let session: Promise<DataSession> | null = null;
const load = () => {
  session ??= import("../src/data/data-session.ts");
  return session;
};

/** A read that began before the last cancel is over. */
let cancelCount = 0;

const service: DataService = {
  async read(file, choices: ReadChoices, onProgress) {
    const cancelsBefore = cancelCount;
    const { readFile } = await load();
    const outcome = await readFile({
      file,
      choices,
      onProgress: onProgress ?? undefined,
      cancelled: () => cancelCount !== cancelsBefore,
    });
    return handOver(outcome);
  },
  async makeSource(id, values, pageUrl) {
    const cancelsBefore = cancelCount;
    const { makeSourceTable } = await load();
    const fetchFile = async (path: string) => {
      const response = await fetch(new URL(path, pageUrl));
      if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
      return response.blob();
    };
    const cancelled = () => cancelCount !== cancelsBefore;
    return handOver(await makeSourceTable({ id, values, fetchFile, cancelled }));
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
