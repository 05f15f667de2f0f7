import type { Gpu } from "./gpu-device.ts";
import { leafIdsShader, splitRowsShader } from "./split-rows-shader.ts";
import { sumHistogramsShader } from "./sum-histograms-shader.ts";

/** A compiled kernel; buffers are given by binding number. */
export interface GpuKernel {
  readonly bind: (buffers: { readonly [binding: number]: GPUBuffer }) => GPUBindGroup;
  readonly pipeline: GPUComputePipeline;
}

/** Compiled once a device. */
export interface GpuKernels {
  readonly decide: GpuKernel;
  readonly offsets: GpuKernel;
  readonly scatter: GpuKernel;
  readonly leafIds: GpuKernel;
  readonly sumPacked: GpuKernel;
  readonly sumWide: GpuKernel;
}

export async function compileGpuKernels({ device, hasSubgroups }: Gpu): Promise<GpuKernels> {
  async function kernel(module: GPUShaderModule, entryPoint: string): Promise<GpuKernel> {
    const pipeline = await device.createComputePipelineAsync({
      layout: "auto",
      compute: { module, entryPoint },
    });
    const layout = pipeline.getBindGroupLayout(0);
    return {
      pipeline,
      bind: (buffers) =>
        device.createBindGroup({
          layout,
          entries: Object.entries(buffers).map(([binding, buffer]) => ({
            binding: Number(binding),
            resource: { buffer },
          })),
        }),
    };
  }
  const splitRows = device.createShaderModule({ code: splitRowsShader(hasSubgroups) });
  const [decide, offsets, scatter, leafIds, sumPacked, sumWide] = await Promise.all([
    kernel(splitRows, "decide"),
    kernel(splitRows, "offsets"),
    kernel(splitRows, "scatter"),
    kernel(device.createShaderModule({ code: leafIdsShader }), "leafIds"),
    kernel(device.createShaderModule({ code: sumHistogramsShader(true) }), "sumHistograms"),
    kernel(device.createShaderModule({ code: sumHistogramsShader(false) }), "sumHistograms"),
  ]);
  return { decide, offsets, scatter, leafIds, sumPacked, sumWide };
}

/** Records one dispatch in a pass of its own: passes are ordered, so each sees what the last one wrote. */
export function dispatch(
  encoder: GPUCommandEncoder,
  { pipeline }: GpuKernel,
  group: GPUBindGroup,
  [x, y]: readonly [number, number],
): void {
  if (x === 0 || y === 0) return;
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(x, y);
  pass.end();
}
