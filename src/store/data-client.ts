import { proxy, wrap } from "comlink";
import type { ErrorReport, Outcome } from "../core/errors.ts";
import type { DataService } from "../data/data-service.ts";

const lost: ErrorReport = {
  code: "worker.lost",
  message: "Reading was cut off: its worker ended. The experiment on screen is kept. Open the file again.",
  facts: {},
};

/** The data worker, made when it is first asked and again after it broke. Every call settles. */
export function createDataClient(createWorker: () => Worker): DataService {
  let current: { remote: ReturnType<typeof wrap<DataService>>; broken: Promise<void> } | null = null;
  function live() {
    if (current !== null) return current;
    const worker = createWorker();
    const broken = new Promise<void>((resolve) => {
      const end = () => {
        current = null;
        worker.terminate();
        resolve();
      };
      worker.addEventListener("error", end);
      worker.addEventListener("messageerror", end);
    });
    current = { remote: wrap<DataService>(worker), broken };
    return current;
  }
  async function settled<T>(send: (remote: ReturnType<typeof live>["remote"]) => Promise<Outcome<T>>) {
    const { remote, broken } = live();
    const failed: Promise<Outcome<T>> = broken.then(() => ({ ok: false, error: lost }));
    return Promise.race([send(remote), failed]);
  }
  return {
    read: (file, choices, onProgress) =>
      settled((remote) => remote.read(file, choices, onProgress === null ? null : proxy(onProgress))),
    makeSource: (id, values, pageUrl) => settled((remote) => remote.makeSource(id, values, pageUrl)),
    cancel: async () => {
      if (current !== null) await Promise.race([current.remote.cancel(), current.broken]);
    },
  };
}
