import { pow } from "../../../../core/deterministic-math.ts";
import { createFactoredSquares } from "./factored-squares.ts";
import { parameterCount, rootMeanSquare } from "./flat-list.ts";
import type { Optimiser } from "./optimiser.ts";

const SQUARE_FLOOR = 1e-30;
const SMALLEST_SIZE = 0.001;
const LARGEST_UPDATE = 1;
const LARGEST_STEP = 0.01;

/**
 * Steps relative to the size of each tensor, with factored second moments and no rate to choose:
 *
 *   V of g^2 + 1e-30 with b2 = 1 - t^-0.8;  u = g / sqrt(V);  u /= max(1, rms(u))
 *   w -= max(0.001, rms(w)) min(0.01, 1 / sqrt(t)) u
 *
 * No first moment, as is the authors' default. Decay shrinks by the tensor's own step length.
 */
export const adafactor: Optimiser = {
  id: "adafactor",
  label: "Adafactor",
  source: "Shazeer and Stern 2018, algorithms 4 and 5",
  defaultRate: null,
  decay: "decoupled",
  start(shapes, { weightDecay }) {
    const updates = new Float64Array(parameterCount(shapes));
    const squares = shapes.map(createFactoredSquares);
    let time = 0;
    return {
      step(weights, gradient) {
        time++;
        const beta = 1 - pow(time, -0.8);
        const relativeStep = Math.min(LARGEST_STEP, 1 / Math.sqrt(time));
        for (let tensor = 0; tensor < shapes.length; tensor++) {
          const { at, rows, columns } = shapes[tensor]!;
          const end = at + rows * columns;
          squares[tensor]!.average(gradient, at, beta, SQUARE_FLOOR);
          squares[tensor]!.divideByRoot(gradient, at, updates);
          const clip = Math.max(1, rootMeanSquare(updates, at, end) / LARGEST_UPDATE);
          const length = Math.max(SMALLEST_SIZE, rootMeanSquare(weights, at, end)) * relativeStep;
          const scale = length / clip;
          const kept = 1 - length * weightDecay;
          for (let i = at; i < end; i++) weights[i] = kept * weights[i]! - scale * updates[i]!;
        }
      },
    };
  },
};
