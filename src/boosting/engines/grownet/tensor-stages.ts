import { padded } from "../../../compute/net-kernel.ts";
import {
  type DeviceRule,
  type HostRule,
  type NetStages,
  type StageLoss,
  type StageMasks,
  type StageNet,
  type StageSteps,
  type TensorLibrary,
  tensorOptimisers,
} from "../../../compute/net-stages.ts";
import { embeddingsOf, lastActivation, type Net, netLayout, rowColumns } from "../../learners/net/net.ts";
import { momentumAt } from "../../learners/net/net-pass.ts";
import type { TensorShape } from "../../learners/net/optimisers/optimiser.ts";
import { dropoutMask } from "./batch-rows.ts";
import { type CorrectInput, flatten } from "./correct-nets.ts";
import type { FitInput } from "./fit-net.ts";
import { fitEpochs, minibatches } from "./minibatches.ts";
import type { StageTrainer } from "./stage-trainer.ts";

export interface TensorStages extends StageTrainer {
  /** The first steps of a stage, for nothing: a device compiles what it has not run yet. */
  warm(net: Net, input: FitInput): Promise<void>;
}

const WARM_STEPS = 2;

/** Stages by a library of tensors: the same nets to start with, batches and losses as the own kernel's. */
export function createTensorStages(library: TensorLibrary, loss: StageLoss | null): TensorStages {
  let opened: Promise<NetStages> | null = null;

  function stagesFor(input: FitInput | CorrectInput, net: Net): Promise<NetStages> {
    const columnCount = rowColumns(net);
    opened ??= library.openStages({
      rowCount: input.rowCount,
      columnCount,
      inputs: inputsOf(input, columnCount),
    });
    return opened;
  }

  async function fitFor(net: Net, input: FitInput, most: number): Promise<Net | null> {
    const { values, decay, pairs, boostRate, meanWeight, outputScale, rowCount } = input;
    const stages = await stagesFor(input, net);
    const cells = rowCount * net.outputs;
    const slope = new Float32Array(cells);
    const offset = new Float32Array(cells);
    for (let row = 0, to = 0; row < rowCount; row++) {
      for (let k = 0; k < net.outputs; k++, to++) {
        const from = k * rowCount + row;
        const h = values.isSecondOrder ? pairs.hessian[from]! : meanWeight;
        slope[to] = (2 * boostRate * boostRate * h) / meanWeight;
        offset[to] = (2 * boostRate * pairs.gradient[from]!) / (outputScale * meanWeight);
      }
    }
    const state = await stages.fit({
      ...stepsOf(input, "fit", fitEpochs(values, rowCount, input.batchSize), most),
      rule: ruleOf(input, {
        rate: values.learningRate * decay,
        shapes: netLayout(net).tensors,
        lossOf: (rows, sums) => fitLoss(sums, net.outputs, rows, input),
      }),
      masks: masksOf(input, [net], 0),
      net: stageNetOf(net),
      before: input.before === null ? null : unpadded(input.before, rowCount, net.handedOn),
      slope,
      offset,
    });
    return state === null ? null : { ...net, ...state };
  }

  return {
    fit: (net, input) => fitFor(net, input, Number.POSITIVE_INFINITY),
    async warm(net, input) {
      await fitFor(net, input, WARM_STEPS);
    },
    async correct(nets, weights, input) {
      const { values, decay } = input;
      const stages = await stagesFor(input, nets[0]!);
      const learningRate = (values.learningRate * decay) / values.correctiveDivisor;
      const corrected = await stages.correct({
        ...stepsOf(input, "correct", values.correctiveEpochs, Number.POSITIVE_INFINITY),
        rule: ruleOf(input, {
          rate: learningRate,
          shapes: flatten(nets, values.boostRateMode === "learned" ? weights[0]! : null).tensors,
          lossOf: (rows, sums) => lossOfAll(sums, rows, input),
        }),
        masks: masksOf(input, nets, 1),
        nets: nets.map(stageNetOf),
        weights,
        learnsWeight: values.boostRateMode === "learned",
        flows: values.corrective === "code",
        loss: loss!,
        baseScores: input.baseScores,
        outputScale: input.outputScale,
        meanWeight: input.meanWeight,
      });
      if (corrected === null) return null;
      return { nets: nets.map((net, m) => ({ ...net, ...corrected.nets[m]! })), weights: corrected.weights };
    },
    dispose() {
      // One that was lost has nothing to free.
      opened?.then((stages) => stages.dispose()).catch(() => undefined);
      opened = null;
    },
  };
}

function stepsOf(
  { random, rowCount, batchSize, round, host }: FitInput | CorrectInput,
  purpose: "fit" | "correct",
  epochs: number,
  most: number,
): Pick<StageSteps, "batches" | "momentumAt" | "host"> {
  function* batches() {
    let left = most;
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (const rows of minibatches(rowCount, batchSize, random.fork(purpose), { round, epoch })) {
        if (left <= 0) return;
        left--;
        yield rows;
      }
    }
  }
  return { batches: batches(), momentumAt, host };
}

interface RuleInput extends Pick<HostRule, "lossOf"> {
  readonly rate: number;
  readonly shapes: readonly TensorShape[];
}

/** On the device where it is known there; else the own kernel's rule, on gradients that are read from the device. */
function ruleOf(
  { values, decay, optimiser }: FitInput | CorrectInput,
  { rate: learningRate, shapes, lossOf }: RuleInput,
): DeviceRule | HostRule {
  const settings = { learningRate, weightDecay: values.weightDecay * decay, momentum: values.momentum };
  const known = tensorOptimisers.find((id) => id === values.optimiser);
  if (known !== undefined) return { kind: "device", optimiser: known, ...settings };
  const run = optimiser.start(shapes, settings);
  return {
    kind: "host",
    step: (weights, gradient, loss) => run.step(weights, gradient, loss),
    lossOf,
  };
}

/** The own kernel's masks, without its padding. `first`: the number of the stage's first net in the draws. */
function masksOf(
  { values, random, round }: FitInput | CorrectInput,
  nets: readonly Net[],
  first: number,
): StageMasks | null {
  if (values.dropout === 0) return null;
  return ({ step, net, layer, rows }) => {
    const units = nets[net]!.hidden[layer]!;
    const mask = new Float32Array(rows * padded(units));
    dropoutMask(random, { rate: values.dropout, round, step, net: net + first })!(mask, layer);
    return unpadded(mask, rows, units);
  };
}

/** The mean loss of a batch, as `writeOutputGradient` has it. */
function fitLoss(sums: Float32Array, outputs: number, rows: Uint32Array, input: FitInput): number {
  const { pairs, meanWeight, outputScale, boostRate, rowCount, values } = input;
  let loss = 0;
  sums.forEach((sum, at) => {
    const from = (at % outputs) * rowCount + rows[Math.floor(at / outputs)]!;
    const h = values.isSecondOrder ? pairs.hessian[from]! : meanWeight;
    const off = h * boostRate * sum + pairs.gradient[from]! / outputScale;
    if (h > 0) loss += (off * off) / h;
  });
  return loss / (rows.length * meanWeight);
}

/** The mean loss of the ensemble over a batch, in the nets' unit. */
function lossOfAll(sums: Float32Array, rows: Uint32Array, input: CorrectInput): number {
  const { baseScores, batchLoss, outputScale } = input;
  const scores = Float64Array.from(sums, (sum, at) => baseScores[at % baseScores.length]! + sum);
  return batchLoss(rows, scores).loss / (outputScale * outputScale);
}

function stageNetOf(net: Net): StageNet {
  const last = net.hidden.length - 1;
  const { layers, embeddings } = netLayout(net);
  return {
    handedOn: net.handedOn,
    layers,
    embeddings: embeddingsOf(net).map((shape, at) => ({ ...shape, at: embeddings[at]! })),
    activations: net.hidden.map((_, layer) => (layer === last ? lastActivation(net) : net.activation)),
    parameters: net.parameters,
    statistics: net.statistics,
  };
}

function inputsOf({ kernel, inputs, rowCount }: FitInput | CorrectInput, columns: number): Float32Array {
  const size = rowCount * padded(columns);
  return unpadded(kernel.memory().subarray(inputs, inputs + size), rowCount, columns);
}

/** Without the cells that fill strides up. */
function unpadded(from: Float32Array, rowCount: number, columns: number): Float32Array {
  const stride = padded(columns);
  if (stride === columns) return from.slice(0, rowCount * columns);
  const to = new Float32Array(rowCount * columns);
  for (let row = 0; row < rowCount; row++) {
    to.set(from.subarray(row * stride, row * stride + columns), row * columns);
  }
  return to;
}
