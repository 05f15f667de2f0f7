import { type NetKernel, padded } from "../../../compute/net-kernel.ts";
import type { Dataset } from "../../../core/dataset.ts";
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

/** Adds a chain's outputs to `scores`, and keeps what its last net hands on. */
export function scoreChain(
  kernel: NetKernel,
  set: ScoredSet,
  layer: InputLayer,
  { nets, weights }: Chain,
  scores: Float64Array,
): void {
  const last = nets[nets.length - 1];
  if (last === undefined) return;
  const before = set.handed;
  const handed = new Float32Array(set.rowCount * padded(penultimateWidth(last)));
  addChain(
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
  set.handed = handed;
}
