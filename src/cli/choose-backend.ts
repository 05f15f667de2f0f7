import { availableParallelism } from "node:os";
import type { Backend } from "../compute/backend.ts";
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
export async function chooseBackend(wanted: string, threads: number | null): Promise<Backend> {
  if (!WISHES.includes(wanted)) {
    throw usageError(`There is no backend "${wanted}". Known are: ${WISHES.join(", ")}.`);
  }
  const { select } = createBackends({ threads: threadsOf(threads), now: () => performance.now() });
  return (await select(wanted as BackendWish)).backend;
}

/** `lab.mjs` bundles the thread's script beside the command line. */
export function threadsOf(count: number | null): ThreadOptions {
  const start = nodeThreads(new URL("./kernel-thread.mjs", import.meta.url));
  return { start, count: count ?? availableParallelism() };
}
