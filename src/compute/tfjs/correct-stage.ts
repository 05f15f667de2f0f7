import { add, concat, gather, mul, reshape, slice, sum, type Tensor, tensor1d } from "@tensorflow/tfjs-core";
import type { CorrectStage, NetStages } from "../net-stages.ts";
import type { Constants } from "./constants.ts";
import { createLoss } from "./losses.ts";
import { masksOf } from "./mask-tensors.ts";
import { backward, forward, type Moments, momentsOf, type NetPass } from "./net-tensors.ts";
import { type Device, joined, numberAt, parted, runLoop } from "./stage-loop.ts";
import { batchStatistics } from "./statistics.ts";

/** All nets, and their weight where it is learned, on the loss of the ensemble. */
export async function correctOnTensors(
  stage: CorrectStage,
  inputs: Tensor,
  device: Device,
): ReturnType<NetStages["correct"]> {
  const { nets, weights, learnsWeight } = stage;
  const start = joined(nets, learnsWeight ? [weights[0]!] : []);
  const weightAt = start.parameters.length - 1;
  const loss = createLoss(stage);
  try {
    const end = await runLoop({
      ...stage,
      device,
      start,
      gradientOf({ parameters: flat }, { rows, at }, constants) {
        const index = tensor1d(Int32Array.from(rows), "int32");
        const passes = forwardAll(stage, { flat, at, rows: gather(inputs, index) }, constants);
        const weight = learnsWeight ? numberAt(flat, weightAt) : null;
        const total = totalOf(passes, weight === null ? weights : null, constants);
        const scores = mul(total, constants.of(stage.outputScale));
        const weighed = weight === null ? scores : mul(scores, weight);
        const toUnit = constants.of(1 / (stage.outputScale * rows.length * stage.meanWeight));
        const slope = mul(loss.gradient(weighed, index), toUnit);
        const parts = backwardAll(stage, passes, { slope, weight }, constants);
        if (weight !== null) parts.push(reshape(sum(mul(slope, total)), [1]));
        return { gradient: concat(parts), statistics: batchStatistics(passes, constants), scores: weighed };
      },
    });
    if (end === null) return null;
    const learned = end.parameters[weightAt]!;
    return { nets: parted(nets, end), weights: learnsWeight ? weights.map(() => learned) : weights };
  } finally {
    loss.dispose();
  }
}

/** All nets read the same rows: the moments of plain inputs are taken once. */
function forwardAll(
  stage: CorrectStage,
  { flat, at: step, rows }: { readonly flat: Tensor; readonly at: number; readonly rows: Tensor },
  constants: Constants,
): NetPass[] {
  const passes: NetPass[] = [];
  let known: Moments | null = null;
  let at = 0;
  for (const [which, net] of stage.nets.entries()) {
    const handed = net.handedOn > 0 ? passes.at(-1)!.sums.at(-1)! : null;
    const moments = (): Moments => {
      const plain = rows.shape[1]! - net.embeddings.length;
      known ??= momentsOf(slice(rows, [0, 0], [rows.shape[0]!, plain]), constants);
      return known;
    };
    const maskOf = masksOf(stage, { net, at: step, which, rows: rows.shape[0]! });
    passes.push(forward(net, { flat, at }, { rows, handed, moments, maskOf }, constants));
    at += net.parameters.length;
  }
  return passes;
}

/** Sum of outputs, each times its weight; null = they share one, which comes later. */
function totalOf(
  passes: readonly NetPass[],
  weights: readonly number[] | null,
  constants: Constants,
): Tensor {
  return passes
    .map(({ outputs }, m) => (weights === null ? outputs : mul(outputs, constants.of(weights[m]!))))
    .reduce((total, outputs) => add(total, outputs));
}

function backwardAll(
  { flows, weights }: Pick<CorrectStage, "flows" | "weights">,
  passes: readonly NetPass[],
  { slope, weight }: { readonly slope: Tensor; readonly weight: Tensor | null },
  constants: Constants,
): Tensor[] {
  const parts: Tensor[] = [];
  const shared = weight === null ? null : mul(slope, weight);
  let handedBack: Tensor | null = null;
  for (let m = passes.length - 1; m >= 0; m--) {
    const pass = passes[m]!;
    const ofOutputs = shared ?? mul(slope, constants.of(weights[m]!));
    const wantsHanded = flows && pass.net.handedOn > 0;
    const back = backward(pass, ofOutputs, { handedBack, wantsHanded }, constants);
    parts.unshift(...back.parts);
    handedBack = back.handed;
  }
  return parts;
}
