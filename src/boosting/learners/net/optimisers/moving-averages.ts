import type { FlatList } from "./optimiser.ts";

/** Adam's decay rates, which most of its descendants keep: of the mean gradient and of the mean square. */
export const BETA1 = 0.9;
export const BETA2 = 0.999;

/** means = beta means + (1 - beta) values */
export function averageInto(means: Float64Array, values: FlatList, beta: number): void {
  const rest = 1 - beta;
  for (let i = 0; i < means.length; i++) means[i] = beta * means[i]! + rest * values[i]!;
}

/** means = beta means + (1 - beta) values^2 */
export function averageSquaresInto(means: Float64Array, values: FlatList, beta: number): void {
  const rest = 1 - beta;
  for (let i = 0; i < means.length; i++) means[i] = beta * means[i]! + rest * values[i]! * values[i]!;
}

/** maxima = max(maxima, values): AMSGrad's second moments never fall (Reddi, Kale and Kumar 2018). */
export function raiseTo(maxima: Float64Array, values: Float64Array): void {
  for (let i = 0; i < maxima.length; i++) if (values[i]! > maxima[i]!) maxima[i] = values[i]!;
}

/** The weight that an average started at 0 has given to values so far: 1 - beta^t, its power a running product. */
export interface BiasCorrection {
  next(): number;
}

export function createBiasCorrection(beta: number): BiasCorrection {
  let power = 1;
  return {
    next() {
      power *= beta;
      return 1 - power;
    },
  };
}
