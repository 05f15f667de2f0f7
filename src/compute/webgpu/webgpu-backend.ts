import { LabError } from "../../core/errors.ts";
import type { Backend, TrainingSize } from "../backend.ts";
import { type Gpu, gpuLost, wrapDevice } from "./gpu-device.ts";
import { compileGpuKernels } from "./gpu-kernels.ts";
import { isSoftware } from "./software-adapter.ts";
import { createWebGpuGrowth } from "./webgpu-growth.ts";

function unavailable(reason: string): LabError {
  return new LabError("backend.unavailable", `WebGPU can not be used: ${reason}`, { backend: "webgpu" });
}

async function openDevice(gpu: GPU, takesSoftware: boolean): Promise<Gpu> {
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (adapter === null) throw unavailable("this browser gives no adapter.");
  if (!takesSoftware && isSoftware(adapter)) throw unavailable("the adapter is software, slower than WASM.");
  const requiredFeatures: GPUFeatureName[] = adapter.features.has("subgroups") ? ["subgroups"] : [];
  return wrapDevice(await adapter.requestDevice({ requiredFeatures }));
}

/** The largest buffers that growing takes: the pairs in their wide form. */
function checkLimits({ rowCount }: TrainingSize, mostBytes: number): void {
  const bytes = 16 * rowCount;
  if (bytes <= mostBytes) return;
  throw new LabError(
    "backend.unavailable",
    `${rowCount} rows need a buffer of ${bytes} bytes, and this GPU gives ${mostBytes}. Use the WASM kernels, which give the same model.`,
    { bytes, most: mostBytes },
  );
}

export interface WebGpuOptions {
  readonly gpu: GPU;
  /** Bins, sketches and gradients are its work. */
  readonly cpu: Backend;
  readonly takesSoftware: boolean;
}

/** Histograms and row order on a GPU, everything else by `cpu`. */
export async function loadWebGpuBackend({ gpu, cpu, takesSoftware }: WebGpuOptions): Promise<Backend> {
  return createWebGpuBackend(await openDevice(gpu, takesSoftware), cpu);
}

export async function createWebGpuBackend(gpu: Gpu, cpu: Backend): Promise<Backend> {
  const kernels = await compileGpuKernels(gpu);
  return {
    ...cpu,
    id: "webgpu",
    async checkRoom(size) {
      await cpu.checkRoom(size);
      checkLimits(size, gpu.mostBytes);
    },
    async openTreeGrowth(matrix) {
      gpu.device.pushErrorScope("out-of-memory");
      const growth = createWebGpuGrowth(matrix, gpu, kernels);
      const failure = await gpu.device.popErrorScope();
      if (failure === null) return growth;
      growth.dispose();
      throw gpuLost(failure.message);
    },
    dispose: () => gpu.destroy(),
  };
}
