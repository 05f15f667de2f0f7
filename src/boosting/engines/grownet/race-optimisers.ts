import type { Net } from "../../learners/net/net.ts";
import { optimiserById } from "../../learners/net/optimisers/index.ts";
import type { OptimiserRace } from "../engine.ts";
import { type FitInput, fitNet } from "./fit-net.ts";
import { batchCount, fitEpochs } from "./minibatches.ts";

/** Epochs that a race lasts at the least: one says little of most rules. */
const EPOCHS = 5;

/**
 * One net, one task, the same batches in the same order: only the rule differs. Each runs at the rate its authors take,
 * but the run's own optimiser at the run's rate.
 */
export async function raceOptimisers(
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
