import { parameterCount } from "./flat-list.ts";
import { averageInto, averageSquaresInto, BETA1, BETA2, createBiasCorrection } from "./moving-averages.ts";
import type { Optimiser } from "./optimiser.ts";
import { shrinkWeights } from "./weight-decay.ts";

const BETA3 = 0.999;
const EPSILON = 1e-8;

/**
 * Adam whose rate of each weight may not exceed its own long average, which starts at 0 and so warms up by itself:
 *
 *   a = rate sqrt(1 - b2^t) / (1 - b1^t) / (sqrt(v) + eps);  n = b3 n + (1 - b3) a;  w -= min(a, n) m
 */
export const adaMod: Optimiser = {
  id: "adamod",
  label: "AdaMod",
  source: "Ding, Ren, Luo and Sun 2019, algorithm 1; decoupled decay and b3 = 0.999 as in the authors' code",
  defaultRate: 0.001,
  decay: "decoupled",
  start(shapes, { learningRate, weightDecay }) {
    const count = parameterCount(shapes);
    const means = new Float64Array(count);
    const squares = new Float64Array(count);
    const usualRates = new Float64Array(count);
    const meanBias = createBiasCorrection(BETA1);
    const squareBias = createBiasCorrection(BETA2);
    return {
      step(weights, gradient) {
        shrinkWeights(weights, learningRate * weightDecay);
        averageInto(means, gradient, BETA1);
        averageSquaresInto(squares, gradient, BETA2);
        const length = (learningRate * Math.sqrt(squareBias.next())) / meanBias.next();
        for (let i = 0; i < count; i++) {
          const rate = length / (Math.sqrt(squares[i]!) + EPSILON);
          const usual = BETA3 * usualRates[i]! + (1 - BETA3) * rate;
          usualRates[i] = usual;
          weights[i]! -= Math.min(rate, usual) * means[i]!;
        }
      },
    };
  },
};
