import { add, concat, dispose, gather, mul, type Tensor, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import type { FitStage, StageState } from "../net-stages.ts";
import { masksOf } from "./mask-tensors.ts";
import { backward, forward } from "./net-tensors.ts";
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
  const slope = tensor2d(stage.slope, [rowCount, outputs]);
  const offset = tensor2d(stage.offset, [rowCount, outputs]);
  const handedOn = stage.before === null ? null : tensor2d(stage.before, [rowCount, net.handedOn]);
  // Without embeddings all inputs stand side by side once, and a step gathers them at once.
  const isJoined = handedOn !== null && net.embeddings.length === 0;
  const joined = isJoined ? concat([inputs, handedOn], 1) : inputs;
  const before = isJoined ? null : handedOn;
  try {
    return await runLoop({
      ...stage,
      device,
      start: net,
      gradientOf({ parameters }, { rows, at }, constants) {
        const index = tensor1d(Int32Array.from(rows), "int32");
        const handed = before === null ? null : gather(before, index);
        const seen = {
          rows: gather(joined, index),
          handed,
          moments: null,
          maskOf: masksOf(stage, { net, at, which: 0, rows: rows.length }),
        };
        const pass = forward(net, { flat: parameters, at: 0 }, seen, constants);
        const off = add(mul(gather(slope, index), pass.outputs), gather(offset, index));
        const ofOutputs = mul(off, constants.of(1 / rows.length));
        const { parts } = backward(pass, ofOutputs, { handedBack: null, wantsHanded: false }, constants);
        return {
          gradient: concat([...parts]),
          statistics: batchStatistics([pass], constants),
          scores: pass.outputs,
        };
      },
    });
  } finally {
    dispose([slope, offset]);
    if (handedOn !== null) handedOn.dispose();
    if (isJoined) joined.dispose();
  }
}
