import { embeddingsOf, type Net, netLayout, plainInputs } from "../../src/boosting/learners/net/net.ts";

const EPSILON = 1e-5;

/** Written from the definitions, in double precision: what a pass over a batch has to give. */
export interface PlainPass {
  readonly outputs: readonly (readonly number[])[];
  readonly penultimate: readonly (readonly number[])[];
}

type Matrix = readonly (readonly number[])[];

const activations = {
  leaky_relu: (x: number) => (x > 0 ? x : 0.1 * x),
  relu: (x: number) => Math.max(0, x),
  tanh: Math.tanh,
  silu: (x: number) => x / (1 + Math.exp(-x)),
  logistic: (x: number) => 1 / (1 + Math.exp(-x)),
};

function normalised(x: Matrix, scale: readonly number[], shift: readonly number[]): number[][] {
  const columns = x[0]!.map((_, i) => x.map((row) => row[i]!));
  const stats = columns.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length;
    return { mean, spread: Math.sqrt(variance + EPSILON) };
  });
  return x.map((row) =>
    row.map((value, i) => (scale[i]! * (value - stats[i]!.mean)) / stats[i]!.spread + shift[i]!),
  );
}

/** Rows with the vectors of their entries in the entries' places. */
function withVectors(net: Net, parameters: Float64Array, rows: Matrix): Matrix {
  const plain = plainInputs(net);
  const places = netLayout(net).embeddings;
  return rows.map((row) => [
    ...row.slice(0, plain),
    ...embeddingsOf(net).flatMap(({ size }, at) => {
      const from = places[at]! + row[plain + at]! * size;
      return Array.from(parameters.subarray(from, from + size));
    }),
  ]);
}

/** A training pass over a batch, its batch norms by the batch. `parameters` in double precision. */
export function plainPass(
  net: Net,
  parameters: Float64Array,
  inputs: Matrix,
  handed: Matrix | null,
): PlainPass {
  const { layers } = netLayout(net);
  const own = withVectors(net, parameters, inputs);
  let x: Matrix = handed === null ? own : own.map((row, r) => [...row, ...handed[r]!]);
  let penultimate: Matrix = [];
  for (const [layer, places] of layers.entries()) {
    const part = (at: number, size: number) => Array.from(parameters.subarray(at, at + size));
    if (places.scale >= 0)
      x = normalised(x, part(places.scale, places.from), part(places.shift, places.from));
    const bias = part(places.bias, places.to);
    const sums = x.map((row) =>
      bias.map((start, j) =>
        row.reduce((sum, value, i) => sum + value * parameters[places.weights + i * places.to + j]!, start),
      ),
    );
    if (layer === layers.length - 1) return { outputs: sums, penultimate };
    const isLast = layer === layers.length - 2;
    if (isLast) penultimate = sums;
    const kind = isLast && net.activation === "leaky_relu" ? "relu" : net.activation;
    x = sums.map((row) => row.map(activations[kind]));
  }
  throw new Error("A net has an output layer.");
}
