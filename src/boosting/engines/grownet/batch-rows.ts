import { type NetKernel, padded } from "../../../compute/net-kernel.ts";
import type { RandomSource } from "../../../core/random.ts";
import type { InputMoments } from "../../learners/net/layer-weights.ts";
import { type Columns, type FillMask, readMoments } from "../../learners/net/net-pass.ts";

/** A batch's inputs, gathered side by side in the kernel's memory. */
export interface BatchInputs {
  /** Copies the inputs of these rows and takes their moments. */
  gather(rows: Uint32Array): Columns;
}

export function createBatchInputs(
  kernel: NetKernel,
  { inputs, columns, most }: { readonly inputs: number; readonly columns: number; readonly most: number },
): BatchInputs {
  const stride = padded(columns);
  const at = kernel.allocate(most * stride);
  const moments: InputMoments = { mean: new Float64Array(columns), variance: new Float64Array(columns) };
  return {
    gather(rows) {
      kernel.gather(inputs, stride, rows, at);
      readMoments(kernel, at, columns, rows.length, moments);
      return { at, stride, moments };
    },
  };
}

/** Masks of one step; `step` counts the batches of a round. */
export function dropoutMask(
  random: RandomSource,
  {
    rate,
    round,
    step,
    net,
  }: { readonly rate: number; readonly round: number; readonly step: number; readonly net: number },
): FillMask {
  if (rate === 0) return null;
  const kept = Math.fround(1 / (1 - rate));
  const bound = rate * 4294967296;
  const source = random.fork(`dropout ${round} ${net}`);
  return (mask, layer) => {
    for (let i = 0; i < mask.length; i++) mask[i] = source.bits(step, layer, i) >>> 0 < bound ? 0 : kept;
  };
}
