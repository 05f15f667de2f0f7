import type { RandomSource } from "../../../core/random.ts";
import { embeddingsOf, type Net, type NetShape, netLayout } from "./net.ts";

/** Uniform numbers up to here have a variance of 1, as standardised inputs and torch's Embedding. */
const VECTOR_BOUND = Math.sqrt(3);

/**
 * Weights and biases uniform in +-1 / sqrt(inputs of the layer), as torch's Linear starts; batch norms change nothing
 * yet. `round` counts the draws: a net's start depends on seed and round alone.
 */
export function initialNet(shape: NetShape, random: RandomSource, round: number): Net {
  const { layers, embeddings, parameterCount, statisticCount } = netLayout(shape);
  const parameters = new Float32Array(parameterCount);
  const statistics = new Float32Array(statisticCount);
  layers.forEach(({ from, to, scale, weights, bias, variance }, layer) => {
    const bound = 1 / Math.sqrt(from);
    const draw = (at: number) => (2 * random.uniform(round, layer, at) - 1) * bound;
    for (let i = 0; i < from * to; i++) parameters[weights + i] = draw(i);
    for (let j = 0; j < to; j++) parameters[bias + j] = draw(from * to + j);
    if (scale < 0) return;
    parameters.fill(1, scale, scale + from);
    statistics.fill(1, variance, variance + from);
  });
  embeddingsOf(shape).forEach(({ entries, size }, at) => {
    for (let i = 0; i < entries * size; i++) {
      parameters[embeddings[at]! + i] = (2 * random.uniform(round, layers.length + at, i) - 1) * VECTOR_BOUND;
    }
  });
  return { ...shape, parameters, statistics };
}
