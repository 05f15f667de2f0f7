import { parameterCount } from "./flat-list.ts";
import { BETA1, BETA2, createBiasCorrection } from "./moving-averages.ts";
import type { FlatList, Optimiser, OptimiserRun, TensorShape } from "./optimiser.ts";
import { addDecay, shrinkWeights } from "./weight-decay.ts";

const EPSILON = 1e-8;

/**
 * m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w -= rate m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + eps).
 * One loop, since this is the rule that most nets are trained with, over arguments alone: engines read what a closure
 * holds again for every element.
 */
function takeStep(
  weights: FlatList,
  gradient: FlatList,
  means: Float64Array,
  squares: Float64Array,
  length: number,
  scale: number,
): void {
  for (let i = 0; i < means.length; i++) {
    const slope = gradient[i]!;
    const mean = BETA1 * means[i]! + (1 - BETA1) * slope;
    const square = BETA2 * squares[i]! + (1 - BETA2) * slope * slope;
    means[i] = mean;
    squares[i] = square;
    weights[i]! -= (length * mean) / (scale * Math.sqrt(square) + EPSILON);
  }
}

function startAdam(shapes: readonly TensorShape[], rate: number): OptimiserRun {
  const count = parameterCount(shapes);
  const means = new Float64Array(count);
  const squares = new Float64Array(count);
  const meanBias = createBiasCorrection(BETA1);
  const squareBias = createBiasCorrection(BETA2);
  return {
    step(weights, gradient) {
      const length = rate / meanBias.next();
      takeStep(weights, gradient, means, squares, length, 1 / Math.sqrt(squareBias.next()));
    },
  };
}

/** Decay is coupled, as torch's Adam has it: it passes through both averages. */
export const adam: Optimiser = {
  id: "adam",
  label: "Adam",
  source: "Kingma and Ba 2015, algorithm 1",
  defaultRate: 0.001,
  decay: "coupled",
  start(shapes, { learningRate, weightDecay }) {
    const run = startAdam(shapes, learningRate);
    return {
      step(weights, gradient, loss) {
        addDecay(gradient, weights, weightDecay);
        run.step(weights, gradient, loss);
      },
    };
  },
};

/** Adam with decay beside it: w *= 1 - rate decay, then the step. */
export const adamW: Optimiser = {
  id: "adamw",
  label: "AdamW",
  source: "Loshchilov and Hutter 2019, algorithm 2",
  defaultRate: 0.001,
  decay: "decoupled",
  start(shapes, { learningRate, weightDecay }) {
    const run = startAdam(shapes, learningRate);
    return {
      step(weights, gradient, loss) {
        shrinkWeights(weights, learningRate * weightDecay);
        run.step(weights, gradient, loss);
      },
    };
  },
};
