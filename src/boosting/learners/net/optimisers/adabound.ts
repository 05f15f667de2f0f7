import { parameterCount } from "./flat-list.ts";
import {
  averageInto,
  averageSquaresInto,
  BETA1,
  BETA2,
  createBiasCorrection,
  raiseTo,
} from "./moving-averages.ts";
import type { Optimiser, OptimiserRun, OptimiserSettings, TensorShape } from "./optimiser.ts";
import { addDecay } from "./weight-decay.ts";

const EPSILON = 1e-8;
const FINAL_RATE = 0.1;
/** How fast the bounds close around the final rate. */
const CLOSING = 0.001;

/**
 * Adam whose rate of each weight is held between two bounds that close around one final rate, so that it ends as SGD:
 *
 *   a = rate sqrt(1 - b2^t) / (1 - b1^t) / (sqrt(v) + eps)
 *   w -= min(max(a, f (1 - 1 / (c t + 1))), f (1 + 1 / (c t))) m
 *
 * Decay is coupled, as in the authors' code. Where that scales f together with a rate that a schedule changes, f is the
 * same here in every run. AMSBound has the largest v so far in the root.
 */
function startBounded(
  shapes: readonly TensorShape[],
  { learningRate, weightDecay }: OptimiserSettings,
  keepsMaximum: boolean,
): OptimiserRun {
  const count = parameterCount(shapes);
  const means = new Float64Array(count);
  const squares = new Float64Array(count);
  const divisors = keepsMaximum ? new Float64Array(count) : squares;
  const meanBias = createBiasCorrection(BETA1);
  const squareBias = createBiasCorrection(BETA2);
  let time = 0;
  return {
    step(weights, gradient) {
      addDecay(gradient, weights, weightDecay);
      averageInto(means, gradient, BETA1);
      averageSquaresInto(squares, gradient, BETA2);
      if (keepsMaximum) raiseTo(divisors, squares);
      time++;
      const lowest = FINAL_RATE * (1 - 1 / (CLOSING * time + 1));
      const highest = FINAL_RATE * (1 + 1 / (CLOSING * time));
      const length = (learningRate * Math.sqrt(squareBias.next())) / meanBias.next();
      for (let i = 0; i < count; i++) {
        const rate = length / (Math.sqrt(divisors[i]!) + EPSILON);
        weights[i]! -= Math.min(Math.max(rate, lowest), highest) * means[i]!;
      }
    },
  };
}

export const adaBound: Optimiser = {
  id: "adabound",
  label: "AdaBound",
  source: "Luo, Xiong, Liu and Sun 2019, algorithm 2",
  defaultRate: 0.001,
  decay: "coupled",
  start: (shapes, settings) => startBounded(shapes, settings, false),
};

export const amsBound: Optimiser = {
  id: "amsbound",
  label: "AMSBound",
  source: "Luo, Xiong, Liu and Sun 2019, algorithm 3",
  defaultRate: 0.001,
  decay: "coupled",
  start: (shapes, settings) => startBounded(shapes, settings, true),
};
