import { parameterCount } from "./flat-list.ts";
import { averageInto, BETA1, BETA2, createBiasCorrection } from "./moving-averages.ts";
import type { FlatList, Optimiser, TensorShape } from "./optimiser.ts";
import { shrinkWeights } from "./weight-decay.ts";

const EPSILON = 1e-6;

/** Weights of one tensor share a second moment in groups: group k has so many members, a stride apart. */
interface Grouping {
  readonly groups: number;
  readonly members: number;
  readonly groupStride: number;
  readonly memberStride: number;
}

/** Along the smaller side of a matrix, so that the larger side keeps its differences; a vector's weights stay alone. */
function groupingOf({ rows, columns }: TensorShape): Grouping {
  if (rows === 1) return { groups: columns, members: 1, groupStride: 1, memberStride: 1 };
  return rows >= columns
    ? { groups: rows, members: columns, groupStride: columns, memberStride: 1 }
    : { groups: columns, members: rows, groupStride: 1, memberStride: columns };
}

/** squares = b2 squares + (1 - b2) (sum of squares over the group) */
function averageGroups(squares: Float64Array, gradient: FlatList, at: number, grouping: Grouping): void {
  const { groups, members, groupStride, memberStride } = grouping;
  for (let group = 0; group < groups; group++) {
    let sum = 0;
    for (let k = 0, i = at + group * groupStride; k < members; k++, i += memberStride) {
      sum += gradient[i]! * gradient[i]!;
    }
    squares[group] = BETA2 * squares[group]! + (1 - BETA2) * sum;
  }
}

/**
 * Adam with one second moment for each row or column of a matrix, of the gradient's norm there:
 * v = b2 v + (1 - b2) |g_group|^2; w -= rate sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + eps).
 * Norms are larger than elements, so its authors take ten times Adam's rate.
 */
export const subsetNorm: Optimiser = {
  id: "subset-norm",
  label: "Adam with Subset-Norm",
  source: "Nguyen and Nguyen 2025, Subset-Norm and Subspace-Momentum, AdamSN with groups by row or column",
  defaultRate: 0.01,
  decay: "decoupled",
  start(shapes, { learningRate, weightDecay }) {
    const means = new Float64Array(parameterCount(shapes));
    const groupings = shapes.map(groupingOf);
    const squares = groupings.map(({ groups }) => new Float64Array(groups));
    const meanBias = createBiasCorrection(BETA1);
    const squareBias = createBiasCorrection(BETA2);
    return {
      step(weights, gradient) {
        shrinkWeights(weights, learningRate * weightDecay);
        averageInto(means, gradient, BETA1);
        const length = (learningRate * Math.sqrt(squareBias.next())) / meanBias.next();
        for (let tensor = 0; tensor < shapes.length; tensor++) {
          const { at } = shapes[tensor]!;
          const grouping = groupings[tensor]!;
          const { groups, members, groupStride, memberStride } = grouping;
          averageGroups(squares[tensor]!, gradient, at, grouping);
          for (let group = 0; group < groups; group++) {
            const scale = length / (Math.sqrt(squares[tensor]![group]!) + EPSILON);
            for (let k = 0, i = at + group * groupStride; k < members; k++, i += memberStride) {
              weights[i]! -= scale * means[i]!;
            }
          }
        }
      },
    };
  },
};
