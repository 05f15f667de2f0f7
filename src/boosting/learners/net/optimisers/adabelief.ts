import { parameterCount } from "./flat-list.ts";
import { averageInto, BETA1, BETA2, createBiasCorrection } from "./moving-averages.ts";
import type { Optimiser } from "./optimiser.ts";
import { shrinkWeights } from "./weight-decay.ts";

const EPSILON = 1e-16;

/**
 * Adam that divides by how far gradients stray from their mean, so that it strides where they agree:
 * m as Adam's; s = b2 s + (1 - b2) (g - m)^2 + eps; w -= rate m / (1 - b1^t) / (sqrt(s / (1 - b2^t)) + eps).
 *
 * eps and decoupled decay are those of the authors' package (0.2); its rectified warm-up is RAdam's and is not here, as
 * it is not in the paper's algorithm.
 */
export const adaBelief: Optimiser = {
  id: "adabelief",
  label: "AdaBelief",
  source: "Zhuang et al. 2020, algorithm 2",
  defaultRate: 0.001,
  decay: "decoupled",
  start(shapes, { learningRate, weightDecay }) {
    const count = parameterCount(shapes);
    const means = new Float64Array(count);
    const strays = new Float64Array(count);
    const meanBias = createBiasCorrection(BETA1);
    const strayBias = createBiasCorrection(BETA2);
    return {
      step(weights, gradient) {
        shrinkWeights(weights, learningRate * weightDecay);
        averageInto(means, gradient, BETA1);
        const length = learningRate / meanBias.next();
        const scale = 1 / Math.sqrt(strayBias.next());
        for (let i = 0; i < count; i++) {
          const stray = gradient[i]! - means[i]!;
          const square = BETA2 * strays[i]! + (1 - BETA2) * stray * stray + EPSILON;
          strays[i] = square;
          weights[i]! -= (length * means[i]!) / (scale * Math.sqrt(square) + EPSILON);
        }
      },
    };
  },
};
