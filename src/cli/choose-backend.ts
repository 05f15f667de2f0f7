import { availableParallelism } from "node:os";
import type { ChosenBackend } from "../compute/attempts.ts";
import type { TensorLibrary } from "../compute/net-stages.ts";
import { type BackendWish, createBackends } from "../compute/select-backend.ts";
import type { ThreadOptions } from "../compute/wasm/wasm-backend.ts";
import { nodeThreads } from "./node-threads.ts";
import { usageError } from "./usage-error.ts";

/** Node has no WebGPU. */
const WISHES: readonly string[] = ["auto", "js", "wasm"] satisfies readonly BackendWish[];

/**
 * The backend that was asked for, with so many threads, null = one a core. All of them give the same bits, so "auto" may
 * take any.
 */
export async function chooseBackend(wanted: string, threads: number | null): Promise<ChosenBackend> {
  if (!WISHES.includes(wanted)) {
    throw usageError(`There is no backend "${wanted}". Known are: ${WISHES.join(", ")}.`);
  }
  const now = () => performance.now();
  return createBackends({ threads: threadsOf(threads), now, openTensors }).select(wanted as BackendWish);
}

/** Here tfjs has its plain JavaScript alone: a check of what a browser computes, and no way to be fast. */
async function openTensors(): Promise<TensorLibrary> {
  const { loadTfjs } = await import("../compute/tfjs/tfjs-library.ts");
  return loadTfjs({ kind: "cpu" });
}

/** `lab.mjs` bundles the thread's script beside the command line. */
export function threadsOf(count: number | null): ThreadOptions {
  const start = nodeThreads(new URL("./kernel-thread.mjs", import.meta.url));
  return { start, count: count ?? availableParallelism() };
}
