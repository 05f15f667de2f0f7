import {
  add,
  concat,
  dispose,
  gather,
  mul,
  type Tensor,
  tensor1d,
  tensor2d,
  tidy,
} from "@tensorflow/tfjs-core";
import type { FitStage, StageState } from "../net-stages.ts";
import { backward, forward, momentsOf } from "./net-tensors.ts";
import { type Device, runLoop } from "./stage-loop.ts";
import { batchStatistics } from "./statistics.ts";

/** One net on its quadratic loss: everything that a step reads is on the device before the first one. */
export async function fitOnTensors(
  stage: FitStage,
  inputs: Tensor,
  device: Device,
): Promise<StageState | null> {
  const { net } = stage;
  const rowCount = inputs.shape[0]!;
  const outputs = net.layers.at(-1)!.to;
  const [seen, slope, offset] = tidy(() => [
    stage.before === null ? inputs : concat([inputs, tensor2d(stage.before, [rowCount, net.handedOn])], 1),
    tensor2d(stage.slope, [rowCount, outputs]),
    tensor2d(stage.offset, [rowCount, outputs]),
  ]) as [Tensor, Tensor, Tensor];
  try {
    return await runLoop({
      ...stage,
      device,
      start: net,
      gradientOf({ parameters }, rows, constants) {
        const index = tensor1d(Int32Array.from(rows), "int32");
        const input = gather(seen, index);
        const moments = () => momentsOf(input, constants);
        const pass = forward(net, { flat: parameters, at: 0 }, { input, moments }, constants);
        const off = add(mul(gather(slope, index), pass.outputs), gather(offset, index));
        const ofOutputs = mul(off, constants.of(1 / rows.length));
        const { parts } = backward(pass, ofOutputs, { handedBack: null, wantsHanded: false }, constants);
        return { gradient: concat([...parts]), statistics: batchStatistics([pass], constants) };
      },
    });
  } finally {
    dispose(seen === inputs ? [slope, offset] : [seen, slope, offset]);
  }
}
