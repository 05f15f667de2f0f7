import { type NetKernel, padded } from "../../../compute/net-kernel.ts";
import type { Dataset } from "../../../core/dataset.ts";
import type { Host } from "../../../core/host.ts";
import { fillBaseScores } from "../tree/ensemble-scores.ts";
import { addChain, type Chain } from "./chain-scores.ts";
import { type InputLayer, placeInputs } from "./input-layer.ts";
import { penultimateWidth } from "./net.ts";

/** Rows that are scored after each round; their inputs stay in the kernel's memory. */
export interface ScoredSet {
  readonly inputs: number;
  readonly rowCount: number;
  /** rowCount x outputs. */
  readonly scores: Float64Array;
  /** What the newest net hands on, rowCount x padded width. */
  handed: Float32Array;
}

export function createScoredSet(
  kernel: NetKernel,
  layer: InputLayer,
  data: Dataset,
  baseScores: Float64Array,
): ScoredSet {
  const scores = new Float64Array(data.rowCount * baseScores.length);
  fillBaseScores(scores, baseScores);
  return {
    inputs: placeInputs(kernel, layer, data),
    rowCount: data.rowCount,
    scores,
    handed: new Float32Array(0),
  };
}

/** Adds a chain's outputs to `scores`, chunk by chunk; returns what its last net hands on. */
export function* scoreChain(
  kernel: NetKernel,
  set: ScoredSet,
  layer: InputLayer,
  { nets, weights }: Chain,
  scores: Float64Array,
): Generator<void, Float32Array> {
  const last = nets[nets.length - 1];
  if (last === undefined) return set.handed;
  const before = set.handed;
  const handed = new Float32Array(set.rowCount * padded(penultimateWidth(last)));
  yield* addChain(
    kernel,
    { nets, weights: weights.map((weight) => weight * layer.outputScale) },
    {
      inputs: set.inputs,
      stride: padded(layer.columns.length),
      rowCount: set.rowCount,
      scores,
      handed,
      before,
    },
  );
  return handed;
}

/** Does all chunks at once. */
export function finish<T>(chunks: Generator<void, T>): T {
  for (;;) {
    const step = chunks.next();
    if (step.done) return step.value;
  }
}

/** Does chunk after chunk and lets the host breathe in between; null = stopped. */
export async function finishBreathing<T>(chunks: Generator<void, T>, host: Host): Promise<T | null> {
  for (;;) {
    const step = chunks.next();
    if (step.done) return step.value;
    const breath = host.pause();
    if (breath !== undefined) await breath;
    if (host.stopped) return null;
  }
}
