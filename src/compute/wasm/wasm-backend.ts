import type { Backend } from "../backend.ts";
import { kernelsBase64 } from "./generated/kernels.ts";
import { binInWasm } from "./wasm-bin.ts";
import { createWasmGradients } from "./wasm-gradients.ts";
import { createWasmGrowth } from "./wasm-growth.ts";
import { compileKernels } from "./wasm-kernels.ts";

/** Compiles the kernels; rejects where WebAssembly or its SIMD is missing. */
export async function loadWasmBackend(): Promise<Backend> {
  const instantiate = await compileKernels(kernelsBase64);
  return {
    id: "wasm",
    threads: 1,
    bin: async (features, rowCount, cuts) => binInWasm(features, rowCount, cuts, await instantiate()),
    openGradients: async (input) => createWasmGradients(input, await instantiate()),
    openTreeGrowth: async (matrix) => createWasmGrowth(matrix, await instantiate()),
  };
}
