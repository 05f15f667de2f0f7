import { parentPort } from "node:worker_threads";
import { serveKernels } from "../compute/wasm/serve-kernels.mjs";

/** A kernel thread in Node. */
serveKernels((handle) => parentPort?.on("message", handle));
