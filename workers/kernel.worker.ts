import { serveKernels } from "../src/compute/wasm/serve-kernels.mjs";

/** A kernel thread of the page, started by the worker that trains. */
serveKernels({
  receive(handle) {
    self.onmessage = ({ data }) => handle(data);
  },
  send: (message) => self.postMessage(message),
});
