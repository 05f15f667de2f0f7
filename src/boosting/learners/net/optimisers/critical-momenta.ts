import { parameterCount, sumOfSquares } from "./flat-list.ts";
import { averageInto, averageSquaresInto, BETA1, BETA2, createBiasCorrection } from "./moving-averages.ts";
import type { FlatList, Optimiser, TensorShape } from "./optimiser.ts";
import { shrinkWeights } from "./weight-decay.ts";

const EPSILON = 1e-8;
const CAPACITY = 5;
const PRIORITY_DECAY = 0.7;

/** The sum over tensors of their gradients' norms, which says how much a momentum is worth keeping. */
function importanceOf(gradient: FlatList, shapes: readonly TensorShape[]): number {
  let total = 0;
  for (const { at, rows, columns } of shapes) {
    total += Math.sqrt(sumOfSquares(gradient, at, at + rows * columns));
  }
  return total;
}

/** The momenta of the most important steps; importance fades, so that every one is replaced in the end. */
function createBuffer(count: number) {
  const kept: Float64Array[] = [];
  const priorities: number[] = [];
  return {
    addMeanTo(values: Float64Array) {
      const scale = 1 / kept.length;
      for (const momentum of kept) for (let i = 0; i < count; i++) values[i]! += scale * momentum[i]!;
    },
    offer(momentum: FlatList, importance: number) {
      if (kept.length < CAPACITY) {
        kept.push(Float64Array.from(momentum));
        priorities.push(importance);
        return;
      }
      let least = 0;
      for (let k = 1; k < CAPACITY; k++) if (priorities[k]! < priorities[least]!) least = k;
      if (importance <= priorities[least]!) return;
      kept[least]!.set(momentum);
      priorities[least] = importance;
    },
    fade() {
      for (let k = 0; k < priorities.length; k++) priorities[k]! *= PRIORITY_DECAY;
    },
  };
}

/**
 * Adam that remembers momenta from steps with large gradients and adds their mean to the present one, which carries it
 * over narrow valleys:
 *
 *   m as Adam's;  a = m + mean(buffer);  v = b2 v + (1 - b2) a^2;  w -= rate a / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + eps)
 *
 * Then m is offered to a buffer of five with the gradient's norm as priority, and all priorities fade by 0.7. As in the
 * authors' code the first step only puts the gradient itself into the buffer and moves nothing.
 */
export const criticalMomenta: Optimiser = {
  id: "critical-momenta",
  label: "Adam with critical momenta",
  source: "Malviya et al. 2024, Promoting exploration in memory-augmented Adam using critical momenta",
  defaultRate: 0.001,
  decay: "decoupled",
  start(shapes, { learningRate, weightDecay }) {
    const count = parameterCount(shapes);
    const means = new Float64Array(count);
    const squares = new Float64Array(count);
    const aggregate = new Float64Array(count);
    const buffer = createBuffer(count);
    const meanBias = createBiasCorrection(BETA1);
    const squareBias = createBiasCorrection(BETA2);
    let isFirst = true;
    return {
      step(weights, gradient) {
        const importance = importanceOf(gradient, shapes);
        const length = learningRate / meanBias.next();
        const scale = 1 / Math.sqrt(squareBias.next());
        shrinkWeights(weights, learningRate * weightDecay);
        if (isFirst) {
          buffer.offer(gradient, importance);
        } else {
          averageInto(means, gradient, BETA1);
          aggregate.set(means);
          buffer.addMeanTo(aggregate);
          buffer.offer(means, importance);
          averageSquaresInto(squares, aggregate, BETA2);
          for (let i = 0; i < count; i++) {
            weights[i]! -= (length * aggregate[i]!) / (scale * Math.sqrt(squares[i]!) + EPSILON);
          }
        }
        buffer.fade();
        isFirst = false;
      },
    };
  },
};
