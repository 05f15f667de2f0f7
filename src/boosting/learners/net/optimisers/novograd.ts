import { parameterCount, sumOfSquares } from "./flat-list.ts";
import type { Optimiser } from "./optimiser.ts";

const BETA1 = 0.95;
const BETA2 = 0.98;
const EPSILON = 1e-8;

/**
 * Gradients are normalised tensor by tensor, so that one number a tensor is the whole second moment:
 *
 *   v = b2 v + (1 - b2) |g|^2, at first |g|^2;  m = b1 m + g / (sqrt(v) + eps) + decay w;  w -= rate m
 *
 * Decay joins the gradient after it was normalised and passes through the momentum.
 */
export const novoGrad: Optimiser = {
  id: "novograd",
  label: "NovoGrad",
  source: "Ginsburg et al. 2019, algorithm 1",
  defaultRate: 0.01,
  decay: "coupled",
  start(shapes, { learningRate, weightDecay }) {
    const means = new Float64Array(parameterCount(shapes));
    const squares = new Float64Array(shapes.length);
    let isFirst = true;
    return {
      step(weights, gradient) {
        for (let tensor = 0; tensor < shapes.length; tensor++) {
          const { at, rows, columns } = shapes[tensor]!;
          const end = at + rows * columns;
          const norm = sumOfSquares(gradient, at, end);
          const square = isFirst ? norm : BETA2 * squares[tensor]! + (1 - BETA2) * norm;
          squares[tensor] = square;
          const scale = 1 / (Math.sqrt(square) + EPSILON);
          for (let i = at; i < end; i++) {
            const mean = BETA1 * means[i]! + scale * gradient[i]! + weightDecay * weights[i]!;
            means[i] = mean;
            weights[i]! -= learningRate * mean;
          }
        }
        isFirst = false;
      },
    };
  },
};
