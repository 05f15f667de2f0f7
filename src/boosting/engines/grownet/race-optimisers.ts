import type { Host } from "../../../core/host.ts";
import { initialNet } from "../../learners/net/initial-net.ts";
import type { Net, NetShape } from "../../learners/net/net.ts";
import type { EnsembleState } from "../../learners/net/net-states.ts";
import { optimiserById } from "../../learners/net/optimisers/index.ts";
import { createScoredSet, finishBreathing, scoreChain } from "../../learners/net/scored-set.ts";
import type { OptimiserRace } from "../engine.ts";
import { emptyPairs } from "./batch-loss.ts";
import { rateInFit } from "./boost-rate.ts";
import { type FitInput, fitNet } from "./fit-net.ts";
import type { GrownetSetup } from "./grownet-training.ts";
import { batchCount, fitEpochs } from "./minibatches.ts";
import type { StageInput } from "./stage-input.ts";

/** Epochs that a race lasts at the least: one says little of most rules. */
const EPOCHS = 5;

export interface RacedRound {
  readonly setup: GrownetSetup;
  /** All nets before the round. */
  readonly past: EnsembleState;
  readonly shape: NetShape;
  /** What the stages of that round get. */
  readonly common: StageInput;
}

/** The net of a round, trained by each rule in a kernel of its own, so that a round under way keeps its memory. */
export async function raceOfRound(
  { setup, past, shape, common }: RacedRound,
  optimizers: readonly string[],
): Promise<OptimiserRace> {
  const { host, bound, layer, values, random, start, job } = setup;
  const { train } = job;
  const { round } = common;
  const apart = await setup.openKernel();
  // A run that was stopped can race all the same.
  const calm: Host = { now: () => host.now(), pause: () => host.pause(), stopped: false };
  const set = createScoredSet(apart, layer, train, start.baseScores);
  set.handed = (await finishBreathing(scoreChain(apart, set, layer, past, set.scores), calm))!;
  const pairs = emptyPairs(train.rowCount, start.baseScores.length);
  bound.gradients(set.scores, { round }, pairs);
  const result = await raceOptimisers(
    initialNet(shape, random.fork("start"), round),
    {
      ...common,
      kernel: apart,
      host: calm,
      inputs: set.inputs,
      before: shape.handedOn > 0 ? set.handed : null,
      pairs,
      boostRate: rateInFit(values, past.weights),
    },
    optimizers,
  );
  apart.dispose();
  return result;
}

/**
 * One net, one task, the same batches in the same order: only the rule differs. Each runs at the rate its authors take,
 * but the run's own optimiser at the run's rate.
 */
async function raceOptimisers(
  net: Net,
  input: FitInput,
  optimizers: readonly string[],
): Promise<OptimiserRace> {
  const { values, rowCount, batchSize } = input;
  const epochs = Math.max(EPOCHS, fitEpochs(values, rowCount, batchSize));
  const lanes: OptimiserRace["lanes"][number][] = [];
  for (const id of optimizers) {
    const optimiser = optimiserById(id);
    const { defaultRate } = optimiser;
    const learningRate = id === values.optimiser ? values.learningRate : (defaultRate ?? values.learningRate);
    const losses: number[] = [];
    await fitNet(net, {
      ...input,
      optimiser,
      values: { ...values, optimiser: id, learningRate, epochs },
      onLoss: (loss) => losses.push(loss),
    });
    lanes.push({
      optimizer: id,
      learningRate: defaultRate === null ? null : learningRate,
      losses: Float64Array.from(losses),
    });
  }
  return { stepsAnEpoch: batchCount(rowCount, batchSize), lanes };
}
