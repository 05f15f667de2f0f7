import { parameterCount } from "./flat-list.ts";
import {
  averageInto,
  averageSquaresInto,
  BETA1,
  BETA2,
  createBiasCorrection,
  raiseTo,
} from "./moving-averages.ts";
import type { Optimiser } from "./optimiser.ts";
import { addDecay } from "./weight-decay.ts";

const EPSILON = 1e-8;

/**
 * Adam whose steps cannot grow again where gradients fade: u = max(u, v) stands in the root. The biases of both averages
 * are corrected as in torch's Adam with amsgrad=True; the paper's own algorithm corrects neither.
 */
export const amsgrad: Optimiser = {
  id: "amsgrad",
  label: "AMSGrad",
  source: "Reddi, Kale and Kumar 2018, algorithm 2; bias correction as in torch",
  defaultRate: 0.001,
  decay: "coupled",
  start(shapes, { learningRate, weightDecay }) {
    const count = parameterCount(shapes);
    const means = new Float64Array(count);
    const squares = new Float64Array(count);
    const maxima = new Float64Array(count);
    const meanBias = createBiasCorrection(BETA1);
    const squareBias = createBiasCorrection(BETA2);
    return {
      step(weights, gradient) {
        addDecay(gradient, weights, weightDecay);
        averageInto(means, gradient, BETA1);
        averageSquaresInto(squares, gradient, BETA2);
        raiseTo(maxima, squares);
        const length = learningRate / meanBias.next();
        const scale = 1 / Math.sqrt(squareBias.next());
        for (let i = 0; i < count; i++) {
          weights[i]! -= (length * means[i]!) / (scale * Math.sqrt(maxima[i]!) + EPSILON);
        }
      },
    };
  },
};
