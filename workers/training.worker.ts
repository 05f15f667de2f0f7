import type { StartThread } from "../src/compute/wasm/kernel-pool.ts";
import { exposeTraining } from "../src/training/wire.ts";

/** With more than two cores one stays free for the page; memory is shared only where the page is isolated. */
function threadCount(): number {
  if (!crossOriginIsolated) return 1;
  const cores = navigator.hardwareConcurrency;
  return cores > 2 ? cores - 1 : cores;
}

const startThread: StartThread = (onEnd) => {
  const worker = new Worker(new URL("./kernel.worker.ts", import.meta.url), { type: "module" });
  worker.onerror = onEnd;
  return { post: (message) => worker.postMessage(message), terminate: () => worker.terminate() };
};

/** Answers first, then loads engines and kernels. */
exposeTraining(
  self,
  async () => {
    const [{ createTrainingSession }, { createMessageBreath }, { selectBackend }] = await Promise.all([
      import("../src/training/training-session.ts"),
      import("../src/training/session-host.ts"),
      import("../src/compute/select-backend.ts"),
    ]);
    const { backend } = await selectBackend("auto", { start: startThread, count: threadCount() });
    return createTrainingSession({
      backend,
      thread: { now: () => performance.now(), breathe: createMessageBreath() },
    });
  },
  navigator.locks ?? null,
);
