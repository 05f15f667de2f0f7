import type { BackendHost } from "../src/compute/select-backend.ts";
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

/** Loaded when a run asks for a GPU; where the browser has none, nobody does. */
const openGpu: BackendHost["openGpu"] = async (cpu, takesSoftware) => {
  const { loadWebGpuBackend } = await import("../src/compute/webgpu/webgpu-backend.ts");
  return loadWebGpuBackend({ gpu: navigator.gpu, cpu, takesSoftware });
};

/** Loaded when an experiment asks for it. */
const openTensors: BackendHost["openTensors"] = async (wish) =>
  (await import("./open-tensors.ts")).openTensors(wish);

/** Answers first, then loads engines and kernels. */
exposeTraining(
  self,
  async () => {
    const [{ createTrainingSession }, { createMessageBreath }, { createBackends }] = await Promise.all([
      import("../src/training/training-session.ts"),
      import("../src/training/session-host.ts"),
      import("../src/compute/select-backend.ts"),
    ]);
    const now = () => performance.now();
    const backends = createBackends({
      threads: { start: startThread, count: threadCount() },
      now,
      openTensors,
      ...(navigator.gpu && { openGpu }),
    });
    return createTrainingSession({
      chooseBackend: backends.select,
      thread: { now, breathe: createMessageBreath() },
    });
  },
  navigator.locks ?? null,
);
