import type { Backend } from "../backend.ts";
import { plainKernels, simdKernels } from "./generated/kernels.ts";
import { binInWasm } from "./wasm-bin.ts";
import { createWasmGradients } from "./wasm-gradients.ts";
import { createWasmGrowth } from "./wasm-growth.ts";
import { compileKernels, type KernelInstance } from "./wasm-kernels.ts";
import { checkMemory } from "./wasm-memory.ts";
import { createWasmSketch } from "./wasm-sketch.ts";

/** Which build of the kernels to take; without a wish the one with SIMD where the host has it. Both give the same bits. */
export type KernelBuild = "simd" | "plain";

async function compileBest(build: KernelBuild | undefined): Promise<() => Promise<KernelInstance>> {
  if (build === "plain") return compileKernels(plainKernels);
  try {
    return await compileKernels(simdKernels);
  } catch (thrown) {
    if (build === "simd") throw thrown;
    return compileKernels(plainKernels);
  }
}

/** Compiles the kernels; rejects where WebAssembly is missing. */
export async function loadWasmBackend(build?: KernelBuild): Promise<Backend> {
  const instantiate = await compileBest(build);
  return {
    id: "wasm",
    threads: 1,
    checkRoom: async (size) => checkMemory(size, (await instantiate()).memory),
    bin: async (features, rowCount, cuts) => binInWasm(features, rowCount, cuts, await instantiate()),
    openSketch: async (rowCount) => createWasmSketch(rowCount, await instantiate()),
    openGradients: async (input) => createWasmGradients(input, await instantiate()),
    openTreeGrowth: async (matrix) => createWasmGrowth(matrix, await instantiate()),
  };
}
