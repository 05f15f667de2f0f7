import type { TensorLibrary } from "../src/compute/net-stages.ts";
import type { BackendWish } from "../src/compute/select-backend.ts";
import { loadTfjs } from "../src/compute/tfjs/tfjs-library.ts";
import { wasmFiles } from "../src/compute/tfjs/wasm-files.ts";
import { LabError } from "../src/core/errors.ts";

/** tfjs with what the user wants to compute with; by itself a GPU that is one, else WASM. */
export async function openTensors(wish: BackendWish): Promise<TensorLibrary> {
  const { gpu } = navigator;
  if (wish === "js") return loadTfjs({ kind: "cpu" });
  if (wish === "webgpu") {
    if (gpu) return loadTfjs({ kind: "webgpu", gpu, takesSoftware: true });
    throw new LabError("backend.unavailable", "This browser has no WebGPU that tfjs could use.", {
      backend: "tfjs-webgpu",
    });
  }
  if (wish === "auto" && gpu) {
    try {
      return await loadTfjs({ kind: "webgpu", gpu, takesSoftware: false });
    } catch (thrown) {
      if (!(thrown instanceof LabError)) throw thrown;
    }
  }
  return loadTfjs({ kind: "wasm", files: wasmFiles });
}
