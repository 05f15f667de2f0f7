import { parameterCount } from "./flat-list.ts";
import { averageInto, averageSquaresInto, BETA1, BETA2, createBiasCorrection } from "./moving-averages.ts";
import type { Optimiser } from "./optimiser.ts";
import { addDecay } from "./weight-decay.ts";

const EPSILON = 1e-8;
const TOLERANCE = 1e-9;

/**
 * Begins as Adam and ends as SGD. Adam's step p tells the rate at which an SGD step would reach as far along it,
 * gamma = p.p / (-p.g); once that agrees with its own average lambda / (1 - b2^t), to 1e-9 and above 0, SGD takes over
 * with that rate for good: b = b1 b + g; w -= (1 - b1) lambda b. Products are over all weights, so the whole net
 * switches at once.
 */
export const swats: Optimiser = {
  id: "swats",
  label: "SWATS (Adam, then SGD)",
  source:
    "Keskar and Socher 2017, Improving generalization performance by switching from Adam to SGD, algorithm 1",
  defaultRate: 0.001,
  decay: "coupled",
  start(shapes, { learningRate, weightDecay }) {
    const count = parameterCount(shapes);
    const means = new Float64Array(count);
    const squares = new Float64Array(count);
    const meanBias = createBiasCorrection(BETA1);
    const squareBias = createBiasCorrection(BETA2);
    let averageRate = 0;
    let isFirst = true;
    let sgdRate: number | null = null;
    return {
      step(weights, gradient) {
        addDecay(gradient, weights, weightDecay);
        if (sgdRate !== null) {
          const length = (1 - BETA1) * sgdRate;
          for (let i = 0; i < count; i++) {
            means[i] = BETA1 * means[i]! + gradient[i]!;
            weights[i]! -= length * means[i]!;
          }
          return;
        }
        averageInto(means, gradient, BETA1);
        averageSquaresInto(squares, gradient, BETA2);
        const trust = squareBias.next();
        const length = (learningRate * Math.sqrt(trust)) / meanBias.next();
        let along = 0;
        let far = 0;
        for (let i = 0; i < count; i++) {
          const move = (length * means[i]!) / (Math.sqrt(squares[i]!) + EPSILON);
          weights[i]! -= move;
          along += move * gradient[i]!;
          far += move * move;
        }
        if (along !== 0) {
          const rate = far / along;
          averageRate = BETA2 * averageRate + (1 - BETA2) * rate;
          const usual = averageRate / trust;
          if (!isFirst && usual > 0 && Math.abs(usual - rate) < TOLERANCE) {
            sgdRate = usual;
            means.fill(0);
          }
        }
        isFirst = false;
      },
    };
  },
};
