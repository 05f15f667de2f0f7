import type {
  FlatList,
  Optimiser,
  OptimiserSettings,
  TensorShape,
} from "../../src/boosting/learners/net/optimisers/optimiser.ts";
import { createRandomSource } from "../../src/core/random.ts";

const random = createRandomSource(4, "optimisers");
const vector = (columns: number): TensorShape => ({ at: 0, rows: 1, columns });

/** The authors' rate; a rule without one must not read it. */
export function settingsOf(optimiser: Optimiser, weightDecay = 0): OptimiserSettings {
  return { learningRate: optimiser.defaultRate ?? Number.NaN, weightDecay };
}

/** The weights after each step along given gradients. */
export function walk(
  optimiser: Optimiser,
  start: FlatList,
  gradients: readonly (readonly number[])[],
  {
    shapes = [vector(start.length)],
    decay = 0,
    loss = 1,
  }: { shapes?: readonly TensorShape[]; decay?: number; loss?: number } = {},
): number[][] {
  const run = optimiser.start(shapes, settingsOf(optimiser, decay));
  const weights = start.slice();
  return gradients.map((gradient) => {
    const own = start.slice();
    own.set(gradient);
    run.step(weights, own, loss);
    return Array.from(weights);
  });
}

export const made = (step: number, i: number, scale = 1) => scale * (random.uniform(step, i) - 0.4);
/** Some of them exactly 0, the first of all included. */
export const gradientsOf = (steps: number, count: number) =>
  Array.from({ length: steps }, (_, step) =>
    Array.from({ length: count }, (_, i) => (i === 1 && step % 3 === 0 ? 0 : made(step, i))),
  );
