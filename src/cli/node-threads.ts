import { Worker } from "node:worker_threads";
import type { StartThread } from "../compute/wasm/kernel-pool.ts";

/** Kernel threads of Node. `script`: kernel-thread.mjs. They keep the process alive only while an answer is awaited. */
export function nodeThreads(script: URL): StartThread {
  return (onAnswer, onEnd) => {
    const worker = new Worker(script);
    let awaited = 0;
    worker.unref();
    worker.on("message", () => {
      awaited--;
      if (awaited === 0) worker.unref();
      onAnswer();
    });
    worker.on("error", onEnd);
    worker.on("exit", onEnd);
    return {
      post(message) {
        awaited++;
        worker.ref();
        worker.postMessage(message);
      },
      terminate: () => void worker.terminate(),
    };
  };
}
