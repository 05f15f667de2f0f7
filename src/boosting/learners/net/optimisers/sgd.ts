import { parameterCount } from "./flat-list.ts";
import type { Optimiser } from "./optimiser.ts";
import { addDecay } from "./weight-decay.ts";

const MOMENTUM = 0.9;

/** b = momentum b + g; w -= rate b. */
export const sgd: Optimiser = {
  id: "sgd",
  label: "SGD with momentum",
  source: "Polyak 1964, heavy ball; as torch.optim.SGD without dampening",
  defaultRate: 0.01,
  decay: "coupled",
  start(shapes, { learningRate, weightDecay, momentum = MOMENTUM }) {
    const velocity = new Float64Array(parameterCount(shapes));
    return {
      step(weights, gradient) {
        addDecay(gradient, weights, weightDecay);
        for (let i = 0; i < velocity.length; i++) {
          const speed = momentum * velocity[i]! + gradient[i]!;
          velocity[i] = speed;
          weights[i]! -= learningRate * speed;
        }
      },
    };
  },
};
