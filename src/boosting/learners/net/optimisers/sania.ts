import { parameterCount, sumOfSquares } from "./flat-list.ts";
import { averageSquaresInto, BETA2, createBiasCorrection } from "./moving-averages.ts";
import type { FlatList, Optimiser } from "./optimiser.ts";
import { addDecay } from "./weight-decay.ts";

const SMALLEST_SQUARE = 0.1;

/**
 * A Polyak step: with s = g / B and q = g.s it goes to where the loss would be 0 if its curvature along s were q,
 * a = 1 - sqrt(1 - 2 loss / q), at most 1. The rule takes 0 for the best loss there is; where a loss is below 0 that says
 * nothing, and nothing moves. B = max(moment, 0.1), without a root, which makes a step independent of a weight's scale.
 */
function createPolyakStep(count: number) {
  const directions = new Float64Array(count);
  return (
    weights: FlatList,
    gradient: FlatList,
    loss: number,
    moments: Float64Array,
    trust: number,
  ): void => {
    const correction = 1 / trust;
    let along = 0;
    for (let i = 0; i < count; i++) {
      const direction = gradient[i]! / Math.max(SMALLEST_SQUARE, correction * moments[i]!);
      directions[i] = direction;
      along += gradient[i]! * direction;
    }
    const share = 2 * Math.max(0, loss);
    const length = share < along ? 1 - Math.sqrt(1 - share / along) : loss > 0 ? 1 : 0;
    for (let i = 0; i < count; i++) weights[i]! -= length * directions[i]!;
  };
}

/** The loss that the coupled gradient belongs to, and with it the gradient. */
function withPenalty(weights: FlatList, gradient: FlatList, loss: number, decay: number): number {
  addDecay(gradient, weights, decay);
  return decay === 0 ? loss : loss + 0.5 * decay * sumOfSquares(weights, 0, weights.length);
}

/** B from Adam's second moment, its bias corrected. */
export const saniaAdam: Optimiser = {
  id: "sania-adam",
  label: "SANIA Adam-SQR",
  source: "Abdukhakimov et al. 2023, SANIA: Polyak-type optimization framework, Adam-SQR",
  defaultRate: null,
  decay: "coupled",
  start(shapes, { weightDecay }) {
    const count = parameterCount(shapes);
    const squares = new Float64Array(count);
    const takeStep = createPolyakStep(count);
    const bias = createBiasCorrection(BETA2);
    return {
      step(weights, gradient, loss) {
        const total = withPenalty(weights, gradient, loss, weightDecay);
        averageSquaresInto(squares, gradient, BETA2);
        takeStep(weights, gradient, total, squares, bias.next());
      },
    };
  },
};

/** B from AdaGrad's sum of squares. */
export const saniaAdagrad: Optimiser = {
  id: "sania-adagrad",
  label: "SANIA AdaGrad-SQR",
  source: "Abdukhakimov et al. 2023, SANIA: Polyak-type optimization framework, AdaGrad-SQR",
  defaultRate: null,
  decay: "coupled",
  start(shapes, { weightDecay }) {
    const count = parameterCount(shapes);
    const squares = new Float64Array(count);
    const takeStep = createPolyakStep(count);
    return {
      step(weights, gradient, loss) {
        const total = withPenalty(weights, gradient, loss, weightDecay);
        for (let i = 0; i < count; i++) squares[i]! += gradient[i]! * gradient[i]!;
        takeStep(weights, gradient, total, squares, 1);
      },
    };
  },
};
