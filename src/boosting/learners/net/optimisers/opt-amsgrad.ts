import { parameterCount } from "./flat-list.ts";
import { averageInto, BETA1, BETA2 } from "./moving-averages.ts";
import type { Optimiser } from "./optimiser.ts";
import { addDecay } from "./weight-decay.ts";

/** The paper has none; without it the first step would divide by 0 where a gradient is 0. */
const EPSILON = 1e-8;

/**
 * AMSGrad that steps ahead along the gradient it expects next. The iterate u moves by the gradients that came, the weights
 * stand ahead of it:
 *
 *   m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) (g - h)^2;  s = max(s, v)
 *   u -= rate m / sqrt(s);  w = u - rate (b1 m + (1 - b1) h') / sqrt(s)
 *
 * h is what was expected of this gradient, h' of the next. The paper extrapolates from the last few gradients (r = 3 to 5
 * of them); here the last one is expected again, the simplest of its predictions: it costs one list and adds no noise,
 * while differences of minibatches' gradients are mostly noise. Instead of u this keeps how far the weights are ahead.
 */
export const optAmsgrad: Optimiser = {
  id: "opt-amsgrad",
  label: "OPT-AMSGrad",
  source:
    "Wang, Li, Karimi and Li 2021, An optimistic acceleration of AMSGrad; the last gradient as prediction",
  defaultRate: 0.001,
  decay: "coupled",
  start(shapes, { learningRate, weightDecay }) {
    const count = parameterCount(shapes);
    const means = new Float64Array(count);
    const surprises = new Float64Array(count);
    const maxima = new Float64Array(count);
    const expected = new Float64Array(count);
    const ahead = new Float64Array(count);
    return {
      step(weights, gradient) {
        addDecay(gradient, weights, weightDecay);
        averageInto(means, gradient, BETA1);
        for (let i = 0; i < count; i++) {
          const slope = gradient[i]!;
          const surprise = slope - expected[i]!;
          const square = BETA2 * surprises[i]! + (1 - BETA2) * surprise * surprise;
          const maximum = Math.max(maxima[i]!, square);
          const length = learningRate / (Math.sqrt(maximum) + EPSILON);
          const next = length * (BETA1 * means[i]! + (1 - BETA1) * slope);
          weights[i] = weights[i]! + ahead[i]! - length * means[i]! - next;
          surprises[i] = square;
          maxima[i] = maximum;
          expected[i] = slope;
          ahead[i] = next;
        }
      },
    };
  },
};
