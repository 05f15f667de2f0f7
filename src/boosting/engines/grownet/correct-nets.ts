import { type Net, netLayout, rowColumns } from "../../learners/net/net.ts";
import { addNetOutputs, addOutputProducts, writeOutputGradients } from "../../learners/net/net-outputs.ts";
import { createNetPass, type NetPass, type TrainedBatch } from "../../learners/net/net-pass.ts";
import { trainingRooms } from "../../learners/net/net-room.ts";
import type { TensorShape } from "../../learners/net/optimisers/optimiser.ts";
import type { BatchLoss } from "./batch-loss.ts";
import { createBatchInputs, dropoutMask } from "./batch-rows.ts";
import { type Batching, minibatches, mostRows } from "./minibatches.ts";
import type { StageInput } from "./stage-input.ts";

export interface CorrectInput extends StageInput {
  readonly baseScores: Float64Array;
  /** The loss itself over some rows. */
  readonly batchLoss: BatchLoss;
  /** Where the loss looks at rows together; null = at each alone. */
  readonly batching: Batching | null;
}

export interface Corrected {
  readonly nets: readonly Net[];
  readonly weights: readonly number[];
}

/**
 * The corrective step: all nets so far, and a learned boost rate, go down the loss of the whole ensemble. As in the
 * paper, each net takes what it is handed as given; as in the original's code, gradients also flow through that into the
 * nets before. Null = stopped.
 */
export async function correctNets(
  nets: readonly Net[],
  weights: readonly number[],
  input: CorrectInput,
): Promise<Corrected | null> {
  const { kernel, host, random, values, round, rowCount, batchSize, batching } = input;
  const { mark } = kernel;
  const most = batching?.most ?? mostRows(rowCount, batchSize);
  const rooms = trainingRooms(kernel, nets, most);
  const passes = nets.map((net, m) => createNetPass(kernel, net, most, rooms[m]!));
  const learnsRate = values.boostRateMode === "learned";
  const flat = flatten(nets, learnsRate ? weights[0]! : null);
  const statistics = nets.map((net) => net.statistics.slice());
  const rate = values.learningRate * input.decay;
  const optimiser = input.optimiser.start(flat.tensors, {
    learningRate: rate / values.correctiveDivisor,
    weightDecay: values.weightDecay * input.decay,
    momentum: values.momentum,
  });
  const inputs = createBatchInputs(kernel, { inputs: input.inputs, columns: rowColumns(nets[0]!), most });
  const currentWeights = () => (learnsRate ? weights.map(() => flat.parameters[flat.rateAt]!) : weights);
  let step = 0;
  for (let epoch = 0; epoch < values.correctiveEpochs; epoch++) {
    const draws = random.fork("correct");
    const batches =
      batching?.batches(draws, { round, epoch }) ?? minibatches(rowCount, batchSize, draws, { round, epoch });
    for (const rows of batches) {
      const ins = inputs.gather(rows);
      const ofNets: TrainedBatch[] = [];
      passes.forEach((pass, m) => {
        const batch: TrainedBatch = {
          inputs: ins,
          before: pass.shape.handedOn > 0 ? passes[m - 1]!.handed : null,
          rows: rows.length,
          parameters: flat.ofNet[m]!,
          statistics: statistics[m]!,
          fillMask: dropoutMask(random, { rate: values.dropout, round, step, net: m + 1 }),
          step,
          wantsMoments: (nets[m + 1]?.handedOn ?? 0) > 0 && nets[m + 1]!.batchNorm,
        };
        ofNets.push(batch);
        pass.forward(batch);
      });
      const loss = descend({ passes, batches: ofNets, rows, weights: currentWeights(), flat }, input);
      optimiser.step(flat.parameters, flat.gradient, loss);
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
  return {
    nets: nets.map((net, m) => ({ ...net, parameters: flat.ofNet[m]!.slice(), statistics: statistics[m]! })),
    weights: currentWeights(),
  };
}

/** The parameters of all nets in one list, and behind them the boost rate where it is learned. */
export interface Flat {
  readonly parameters: Float32Array;
  readonly gradient: Float32Array;
  readonly ofNet: readonly Float32Array[];
  readonly gradientOfNet: readonly Float32Array[];
  readonly tensors: readonly TensorShape[];
  /** -1 = the boost rate is not learned. */
  readonly rateAt: number;
}

export function flatten(nets: readonly Net[], rate: number | null): Flat {
  const tensors: TensorShape[] = [];
  const starts: number[] = [];
  let size = 0;
  for (const net of nets) {
    starts.push(size);
    for (const tensor of netLayout(net).tensors) tensors.push({ ...tensor, at: size + tensor.at });
    size += net.parameters.length;
  }
  const rateAt = rate === null ? -1 : size;
  if (rate !== null) tensors.push({ at: size, rows: 1, columns: 1 });
  const parameters = new Float32Array(rate === null ? size : size + 1);
  const gradient = new Float32Array(parameters.length);
  nets.forEach((net, m) => {
    parameters.set(net.parameters, starts[m]!);
  });
  if (rate !== null) parameters[size] = rate;
  const part = (all: Float32Array, m: number) =>
    all.subarray(starts[m]!, starts[m]! + nets[m]!.parameters.length);
  return {
    parameters,
    gradient,
    ofNet: nets.map((_, m) => part(parameters, m)),
    gradientOfNet: nets.map((_, m) => part(gradient, m)),
    tensors,
    rateAt,
  };
}

interface Step {
  readonly passes: readonly NetPass[];
  readonly batches: readonly TrainedBatch[];
  readonly rows: Uint32Array;
  readonly weights: readonly number[];
  readonly flat: Flat;
}

/** Writes the gradient of the batch's mean loss over outputScale^2; returns that loss. */
function descend({ passes, batches, rows, weights, flat }: Step, input: CorrectInput): number {
  const { kernel, baseScores, outputScale, meanWeight, batchLoss, values } = input;
  const outputs = baseScores.length;
  const memory = kernel.memory();
  const scores = new Float64Array(rows.length * outputs);
  for (let i = 0; i < scores.length; i++) scores[i] = baseScores[i % outputs]!;
  passes.forEach(({ outputs: at }, m) => {
    addNetOutputs(memory, at, rows.length, outputs, outputScale * weights[m]!, scores, 0);
  });
  const { pairs, loss } = batchLoss(rows, scores);
  const toUnit = 1 / (outputScale * rows.length * meanWeight);
  if (flat.rateAt >= 0) {
    const sum = passes.reduce((so, { outputs: at }) => addOutputProducts(memory, at, pairs, so), 0);
    flat.gradient[flat.rateAt] = sum * toUnit;
  }
  passes.forEach(({ outputs: at }, m) => {
    writeOutputGradients(memory, at, pairs, weights[m]! * toUnit);
  });
  let handedBack = -1;
  for (let m = passes.length - 1; m >= 0; m--) {
    const pass = passes[m]!;
    pass.backward(batches[m]!, flat.gradientOfNet[m]!, handedBack);
    const flows = values.corrective === "code" && pass.shape.handedOn > 0;
    handedBack = flows ? pass.backwardHanded(batches[m]!, flat.gradientOfNet[m]!) : -1;
  }
  return loss / (outputScale * outputScale);
}
