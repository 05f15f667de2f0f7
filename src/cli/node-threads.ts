import { Worker } from "node:worker_threads";
import type { StartThread } from "../compute/wasm/kernel-pool.ts";

/** Kernel threads of Node; they do not keep the process alive. `script`: kernel-thread.mjs. */
export function nodeThreads(script: URL): StartThread {
  return (onEnd) => {
    const worker = new Worker(script);
    worker.unref();
    worker.on("error", onEnd);
    worker.on("exit", onEnd);
    return {
      post: (message) => worker.postMessage(message),
      terminate: () => void worker.terminate(),
    };
  };
}
