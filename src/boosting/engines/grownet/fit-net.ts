import { type NetKernel, padded } from "../../../compute/net-kernel.ts";
import { type Net, netLayout, rowColumns } from "../../learners/net/net.ts";
import {
  type Columns,
  createNetPass,
  type NetPass,
  readMoments,
  type TrainedBatch,
} from "../../learners/net/net-pass.ts";
import { trainingRooms } from "../../learners/net/net-room.ts";
import type { GradientPairs } from "../../raw-scores.ts";
import { createBatchInputs, dropoutMask } from "./batch-rows.ts";
import { fitEpochs, minibatches, mostRows } from "./minibatches.ts";
import type { StageInput } from "./stage-input.ts";

export interface FitInput extends StageInput {
  /** What the net before handed on, rowCount x padded width; null = this net takes inputs alone. */
  readonly before: Float32Array | null;
  /** Gradients and hessians at the scores so far; first order takes the rows' weights for hessians. */
  readonly pairs: GradientPairs;
  /** The boost rate inside of the net's loss. */
  readonly boostRate: number;
  /** Hears the mean loss of each minibatch before its step. */
  readonly onLoss?: (loss: number) => void;
}

/**
 * Trains a net on sum over rows of h (alpha s f - t)^2 with t = -g / h, the second-order loss of Badirli et al. (2020),
 * eq. 6, divided by s^2: its gradient by f is 2 alpha (h alpha f + g / s), which never divides by h. Null = stopped.
 */
export async function fitNet(net: Net, input: FitInput): Promise<Net | null> {
  const { kernel, host, random, values, round, rowCount, batchSize, decay } = input;
  const { mark } = kernel;
  const most = mostRows(rowCount, batchSize);
  const pass = createNetPass(kernel, net, most, trainingRooms(kernel, [net], most)[0]!);
  const parameters = net.parameters.slice();
  const statistics = net.statistics.slice();
  const gradient = new Float32Array(parameters.length);
  const optimiser = input.optimiser.start(netLayout(net).tensors, {
    learningRate: values.learningRate * decay,
    weightDecay: values.weightDecay * decay,
    momentum: values.momentum,
  });
  const inputs = createBatchInputs(kernel, { inputs: input.inputs, columns: rowColumns(net), most });
  const before = input.before === null ? null : createBefore(kernel, net, most, input.before);
  let step = 0;
  const epochs = fitEpochs(values, rowCount, batchSize);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const rows of minibatches(rowCount, batchSize, random.fork("fit"), { round, epoch })) {
      const batch: TrainedBatch = {
        inputs: inputs.gather(rows),
        before: before?.(rows) ?? null,
        rows: rows.length,
        parameters,
        statistics,
        fillMask: dropoutMask(random, { rate: values.dropout, round, step, net: 0 }),
        step,
        wantsMoments: false,
      };
      pass.forward(batch);
      const loss = writeOutputGradient(kernel.memory(), pass, rows, input);
      input.onLoss?.(loss);
      pass.backward(batch, gradient, -1);
      optimiser.step(parameters, gradient, loss);
      step++;
      const breath = host.pause();
      if (breath !== undefined) await breath;
      if (host.stopped) {
        kernel.release(mark);
        return null;
      }
    }
  }
  kernel.release(mark);
  return { ...net, parameters, statistics };
}

/** Rows of what the net before handed on. */
function createBefore(kernel: NetKernel, { handedOn }: Net, most: number, handed: Float32Array) {
  const stride = padded(handedOn);
  const all = kernel.allocate(handed.length);
  kernel.memory().set(handed, all);
  const at = kernel.allocate(most * stride);
  const moments = { mean: new Float64Array(handedOn), variance: new Float64Array(handedOn) };
  return (rows: Uint32Array): Columns => {
    kernel.gather(all, stride, rows, at);
    readMoments(kernel, at, handedOn, rows.length, moments);
    return { at, stride, moments };
  };
}

/** Puts the gradient in the outputs' place; returns the mean loss. */
function writeOutputGradient(
  memory: Float32Array,
  { outputs: at, shape }: NetPass,
  rows: Uint32Array,
  input: FitInput,
): number {
  const { pairs, meanWeight, outputScale, boostRate, rowCount, values } = input;
  const { outputs } = shape;
  const stride = padded(outputs);
  const factor = (2 * boostRate) / (rows.length * meanWeight);
  let loss = 0;
  for (let r = 0; r < rows.length; r++) {
    for (let k = 0; k < outputs; k++) {
      const from = k * rowCount + rows[r]!;
      const h = values.isSecondOrder ? pairs.hessian[from]! : meanWeight;
      const off = h * boostRate * memory[at + r * stride + k]! + pairs.gradient[from]! / outputScale;
      memory[at + r * stride + k] = factor * off;
      if (h > 0) loss += (off * off) / h;
    }
  }
  return loss / (rows.length * meanWeight);
}
