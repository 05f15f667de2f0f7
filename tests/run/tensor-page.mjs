import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { rolldown } from "rolldown";

const WASM_FOLDER = "node_modules/@tensorflow/tfjs-backend-wasm/dist";

/** An empty page with the files of tfjs beside it, and `bits` of tests/browser/tensor-bits.ts as a script for it. */
export async function serveTensorPage() {
  const build = await rolldown({
    input: "tests/browser/tensor-bits.ts",
    platform: "browser",
    logLevel: "silent",
  });
  const { output } = await build.generate({ format: "iife", name: "bits", codeSplitting: false });
  const server = createServer(({ url = "/" }, response) => {
    if (/^\/tfjs-backend-wasm[\w-]*\.wasm$/.test(url)) {
      response.setHeader("Content-Type", "application/wasm").end(readFileSync(`${WASM_FOLDER}${url}`));
    } else response.setHeader("Content-Type", "text/html").end("<!doctype html>");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const place = server.address();
  if (place === null || typeof place === "string") throw new Error("The server has no port.");
  return {
    code: output[0].code,
    address: `http://127.0.0.1:${place.port}/`,
    close: () => server.close(),
  };
}
