import type { Activation } from "../../../compute/net-kernel.ts";
import type { TensorShape } from "./optimisers/optimiser.ts";

/** A column of categories as learned vectors (Guo and Berkhahn 2016, Entity embeddings of categorical variables). */
export interface EmbeddingShape {
  /** Vectors: one for each category that has its own, for those that share one, and for missing cells. */
  readonly entries: number;
  /** Coordinates of a vector, each an input of the net. */
  readonly size: number;
}

/** The form of a weak net: inputs and what the net before handed on, one to three hidden layers, raw score columns. */
export interface NetShape {
  readonly inputs: number;
  /** Absent = none. The last inputs are the coordinates of their vectors, one embedding after the other. */
  readonly embeddings?: readonly EmbeddingShape[];
  /** Penultimate units of the net before that follow the inputs; 0 = none. */
  readonly handedOn: number;
  /** Units of each hidden layer; the last one is the penultimate layer, which is handed on. */
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly activation: Activation;
  /** Batch norm before each layer but the first net's first and every last one (Badirli et al. 2020, as coded). */
  readonly batchNorm: boolean;
}

/** What training changes. Immutable once it stands in a record. */
export interface NetState {
  /** All tensors, one after the other, as `netLayout` says. */
  readonly parameters: Float32Array;
  /** Running means and variances of the batch norms. */
  readonly statistics: Float32Array;
}

export interface Net extends NetShape, NetState {}

/** Where a layer's tensors stand; -1 = it has none. Weights are row-major: row = input, column = unit. */
export interface LayerPlaces {
  /** Inputs of the layer. */
  readonly from: number;
  /** Units of the layer. */
  readonly to: number;
  /** Scale and shift of the batch norm, `from` each. */
  readonly scale: number;
  readonly shift: number;
  readonly weights: number;
  readonly bias: number;
  /** In the statistics, `from` each. */
  readonly mean: number;
  readonly variance: number;
}

export interface NetLayout {
  /** Hidden layers, then the output layer. */
  readonly layers: readonly LayerPlaces[];
  /** Where the vectors of each embedding stand, entries x size: behind all layers. */
  readonly embeddings: readonly number[];
  readonly tensors: readonly TensorShape[];
  readonly parameterCount: number;
  readonly statisticCount: number;
}

export function netLayout(shape: NetShape): NetLayout {
  const { inputs, handedOn, hidden, outputs, batchNorm } = shape;
  const layers: LayerPlaces[] = [];
  const tensors: TensorShape[] = [];
  let parameterCount = 0;
  let statisticCount = 0;
  const place = (rows: number, columns: number): number => {
    const at = parameterCount;
    tensors.push({ at, rows, columns });
    parameterCount += rows * columns;
    return at;
  };
  const widths = [...hidden, outputs];
  let from = inputs + handedOn;
  widths.forEach((to, layer) => {
    const isLast = layer === hidden.length;
    const hasNorm = batchNorm && !isLast && (layer > 0 || handedOn > 0);
    const scale = hasNorm ? place(1, from) : -1;
    const shift = hasNorm ? place(1, from) : -1;
    const weights = place(from, to);
    const bias = place(1, to);
    layers.push({
      from,
      to,
      scale,
      shift,
      weights,
      bias,
      mean: hasNorm ? statisticCount : -1,
      variance: hasNorm ? statisticCount + from : -1,
    });
    if (hasNorm) statisticCount += 2 * from;
    from = to;
  });
  const embeddings = embeddingsOf(shape).map(({ entries, size }) => place(entries, size));
  return { layers, embeddings, tensors, parameterCount, statisticCount };
}

export function embeddingsOf({ embeddings = [] }: Pick<NetShape, "embeddings">): readonly EmbeddingShape[] {
  return embeddings;
}

/** Inputs that stand in the rows themselves, ahead of the entry of each embedding. */
export function plainInputs(shape: Pick<NetShape, "inputs" | "embeddings">): number {
  return embeddingsOf(shape).reduce((count, { size }) => count - size, shape.inputs);
}

/** Columns of the rows that a net reads: its plain inputs, and an entry for each embedding. */
export function rowColumns(shape: Pick<NetShape, "inputs" | "embeddings">): number {
  return plainInputs(shape) + embeddingsOf(shape).length;
}

/** The activation behind the penultimate layer: the original has a plain ReLU there, leaky ones elsewhere. */
export function lastActivation({ activation }: Pick<NetShape, "activation">): Activation {
  return activation === "leaky_relu" ? "relu" : activation;
}

/** Units that a net hands on. */
export function penultimateWidth({ hidden }: Pick<NetShape, "hidden">): number {
  return hidden[hidden.length - 1]!;
}
