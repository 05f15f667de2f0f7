import { parameterCount, sumOfSquares } from "./flat-list.ts";
import type { Optimiser } from "./optimiser.ts";
import { shrinkWeights } from "./weight-decay.ts";

const LARGEST_NORM = 1;
/** The weight of a square in the sum: the reweighting. 1, as in the authors' experiments, changes nothing. */
const SQUARE_WEIGHT = 1;
/** Stands for the gradients before the first, since a step is not divided by its own. */
const FIRST_SQUARE = 1e-4;
const EPSILON = 1e-10;

/**
 * AdaGrad for heavy-tailed noise: no gradient is longer than its limit, and none chooses its own divisor. Tensor by tensor
 *
 *   c = min(1, 1 / |g|) g;  w -= rate c / (sqrt(b) + eps);  then b = b + eta c^2
 *
 * with one b for each weight. The paper proves the form with one b for the whole net; this is the one by coordinates, with
 * clipping by tensor, that nets are trained with. Start and constants are those of its published implementation, but not
 * its habit of stepping along the gradient before the last, which the algorithm does not have.
 */
export const clipAdagrad: Optimiser = {
  id: "clip-adagrad",
  label: "Clip-RAdaGradD",
  source:
    "Chezhegov et al. 2024, Gradient clipping improves AdaGrad when the noise is heavy-tailed, by coordinates",
  defaultRate: 0.001,
  decay: "decoupled",
  start(shapes, { learningRate, weightDecay }) {
    const squares = new Float64Array(parameterCount(shapes)).fill(FIRST_SQUARE);
    return {
      step(weights, gradient) {
        shrinkWeights(weights, learningRate * weightDecay);
        for (const { at, rows, columns } of shapes) {
          const end = at + rows * columns;
          const norm = Math.sqrt(sumOfSquares(gradient, at, end));
          const clip = norm > LARGEST_NORM ? LARGEST_NORM / norm : 1;
          for (let i = at; i < end; i++) {
            const slope = clip * gradient[i]!;
            weights[i]! -= (learningRate * slope) / (Math.sqrt(squares[i]!) + EPSILON);
            squares[i]! += SQUARE_WEIGHT * slope * slope;
          }
        }
      },
    };
  },
};
