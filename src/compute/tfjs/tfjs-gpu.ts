import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { engine, registerBackend, removeBackend } from "@tensorflow/tfjs-core";
import { LabError } from "../../core/errors.ts";
import { isSoftware } from "../webgpu/software-adapter.ts";
import type { Device } from "./stage-loop.ts";

const NAME = "webgpu";

export interface GpuWish {
  readonly gpu: GPU;
  readonly takesSoftware: boolean;
}

/** The library's WebGPU on a device of our own, so that its loss and its errors are seen. */
export async function registerGpu({ gpu, takesSoftware }: GpuWish): Promise<Device> {
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (adapter === null) throw unavailable("this browser gives no adapter.");
  if (!takesSoftware && isSoftware(adapter)) throw unavailable("the adapter is software, slower than WASM.");
  const { limits } = adapter;
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
  });
  let failure: string | null = null;
  device.addEventListener("uncapturederror", ({ error }) => {
    failure ??= error.message;
  });
  device.lost.then(({ message, reason }) => {
    failure ??= message === "" ? `the device was lost (${reason}).` : message;
  });
  if (engine().registryFactory[NAME] !== undefined) removeBackend(NAME);
  registerBackend(NAME, () => new WebGPUBackend(device, adapter.info));
  return {
    failure: () => failure,
    drain: () => device.queue.onSubmittedWorkDone(),
  };
}

function unavailable(reason: string): LabError {
  return new LabError("backend.unavailable", `tfjs can not use WebGPU: ${reason}`, {
    backend: "tfjs-webgpu",
  });
}
