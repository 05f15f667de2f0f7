import { proxy, wrap } from "comlink";
import type { ErrorReport, Outcome } from "../core/errors.ts";
import type { DataService } from "../data/data-service.ts";
import type { TableService } from "../training/table-service.ts";
import { noticeWords } from "../words/notices.ts";

const lost: ErrorReport = {
  code: "worker.lost",
  message: noticeWords.readingLost,
  facts: {},
};

/** A worker that does not answer a cancel for so long sits in a loop over a damaged file, and is ended. */
const CANCEL_MS = 1000;

/** The data worker, made when it is first asked and again after it broke. Every call settles. */
export function createDataClient(createWorker: () => Worker): DataService & TableService {
  type Remote = ReturnType<typeof wrap<DataService & TableService>>;
  let current: { remote: Remote; broken: Promise<void>; end: () => void } | null = null;
  function live() {
    if (current !== null) return current;
    const worker = createWorker();
    let end = () => {};
    const broken = new Promise<void>((resolve) => {
      end = () => {
        current = null;
        worker.terminate();
        resolve();
      };
      worker.addEventListener("error", end);
      worker.addEventListener("messageerror", end);
    });
    current = { remote: wrap<DataService & TableService>(worker), broken, end };
    return current;
  }
  async function settled<T>(send: (remote: Remote) => Promise<Outcome<T>>) {
    const { remote, broken } = live();
    const failed: Promise<Outcome<T>> = broken.then(() => ({ ok: false, error: lost }));
    return Promise.race([send(remote), failed]);
  }
  return {
    estimate: (request) => settled((remote) => remote.estimate(request)),
    read: (request, onProgress) =>
      settled((remote) => remote.read(request, onProgress === null ? null : proxy(onProgress))),
    makeSource: (id, values, pageUrl) => settled((remote) => remote.makeSource(id, values, pageUrl)),
    cancel: async () => {
      if (current === null) return;
      const { remote, broken, end } = current;
      const tooLong = setTimeout(end, CANCEL_MS);
      await Promise.race([remote.cancel(), broken]);
      clearTimeout(tooLong);
    },
    hold: (id, table) => settled((remote) => remote.hold(id, table)),
    profiles: (id) => settled((remote) => remote.profiles(id)),
    traps: (id, draft) => settled((remote) => remote.traps(id, draft)),
    sort: (id, column, direction) => settled((remote) => remote.sort(id, column, direction)),
    filter: (id, filters) => settled((remote) => remote.filter(id, filters)),
  };
}
