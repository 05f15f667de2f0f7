import { createFactoredSquares } from "./factored-squares.ts";
import { parameterCount, rootMeanSquare } from "./flat-list.ts";
import { BETA1, BETA2 } from "./moving-averages.ts";
import type { Optimiser } from "./optimiser.ts";
import { shrinkWeights } from "./weight-decay.ts";

const BETA3 = 0.9999;
const SQUARE_FLOOR = 1e-30;
const INSTABILITY_FLOOR = 1e-16;
const LARGEST_UPDATE = 1;

/**
 * Adafactor's update, averaged, and trusted less where it strays from its average:
 *
 *   V of g^2 + 1e-30;  u = g / sqrt(V);  u /= max(1, rms(u));  m = b1 m + (1 - b1) u
 *   S of (u - m)^2 + 1e-16 with b3, factored as V is;  w -= rate m / sqrt(S)
 *
 * Neither average corrects its bias. Vectors have no S and move by rate m, as in the authors' code, which asks for a rate;
 * 0.0002 is what packages that adopted the rule take.
 */
export const came: Optimiser = {
  id: "came",
  label: "CAME",
  source: "Luo et al. 2023, Confidence-guided adaptive memory efficient optimization, algorithm 2",
  defaultRate: 0.0002,
  decay: "decoupled",
  start(shapes, { learningRate, weightDecay }) {
    const count = parameterCount(shapes);
    const updates = new Float64Array(count);
    const means = new Float64Array(count);
    const squares = shapes.map(createFactoredSquares);
    const instabilities = shapes.map((shape) => (shape.rows === 1 ? null : createFactoredSquares(shape)));
    return {
      step(weights, gradient) {
        shrinkWeights(weights, learningRate * weightDecay);
        for (let tensor = 0; tensor < shapes.length; tensor++) {
          const { at, rows, columns } = shapes[tensor]!;
          const end = at + rows * columns;
          squares[tensor]!.average(gradient, at, BETA2, SQUARE_FLOOR);
          squares[tensor]!.divideByRoot(gradient, at, updates);
          const scale = 1 / Math.max(1, rootMeanSquare(updates, at, end) / LARGEST_UPDATE);
          for (let i = at; i < end; i++) {
            const update = scale * updates[i]!;
            const mean = BETA1 * means[i]! + (1 - BETA1) * update;
            means[i] = mean;
            updates[i] = update - mean;
          }
          const instability = instabilities[tensor]!;
          if (instability === null) {
            for (let i = at; i < end; i++) weights[i]! -= learningRate * means[i]!;
          } else {
            instability.average(updates, at, BETA3, INSTABILITY_FLOOR);
            instability.divideByRoot(means, at, updates);
            for (let i = at; i < end; i++) weights[i]! -= learningRate * updates[i]!;
          }
        }
      },
    };
  },
};
