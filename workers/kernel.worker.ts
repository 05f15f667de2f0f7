import { serveKernels } from "../src/compute/wasm/serve-kernels.mjs";

/** A kernel thread of the page, started by the worker that trains. */
serveKernels((handle) => {
  self.onmessage = ({ data }) => handle(data);
});
