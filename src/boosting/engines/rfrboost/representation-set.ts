import { type NetKernel, padded } from "../../../compute/net-kernel.ts";
import type { Dataset } from "../../../core/dataset.ts";
import type { Host } from "../../../core/host.ts";
import { type InputLayer, placeInputs } from "../../learners/net/input-layer.ts";
import { type Advance, topScores } from "../../learners/random-features/block-pass.ts";
import { breathe } from "../../learners/random-features/breathe.ts";
import { CHUNK_ROWS, type PlacedRows } from "../../learners/random-features/feature-pass.ts";
import type { TopModel } from "../../learners/random-features/residual-block.ts";
import { fillBaseScores } from "../../learners/tree/ensemble-scores.ts";

/** Rows whose inputs and newest representation stay in the kernel's memory. */
export interface RepresentationSet {
  readonly inputs: PlacedRows;
  readonly representation: PlacedRows;
  readonly rowCount: number;
  /** rowCount x outputs. */
  readonly scores: Float64Array;
}

export function createRepresentationSet(
  kernel: NetKernel,
  layer: InputLayer,
  data: Dataset,
  width: number,
  baseScores: Float64Array,
): RepresentationSet {
  const scores = new Float64Array(data.rowCount * baseScores.length);
  fillBaseScores(scores, baseScores);
  const stride = padded(width);
  return {
    inputs: { at: placeInputs(kernel, layer, data), stride: padded(layer.columns.length) },
    representation: { at: kernel.allocate(data.rowCount * stride), stride },
    rowCount: data.rowCount,
    scores,
  };
}

/** All rows of a set, chunk after chunk. False = stopped half way: the representation is of no use then. */
export async function advanceSet(host: Host, set: RepresentationSet, advance: Advance): Promise<boolean> {
  for (let start = 0; start < set.rowCount; start += CHUNK_ROWS) {
    advance(set.inputs, set.representation, start, Math.min(CHUNK_ROWS, set.rowCount - start));
    if (await breathe(host)) return false;
  }
  return true;
}

/** The top model's answers for all rows of a set, rowCount x outputs. */
export function answersOf(kernel: NetKernel, set: RepresentationSet, top: TopModel): Float64Array {
  const answers = new Float64Array(set.rowCount * top.biases.length);
  topScores(kernel.memory(), set.representation, set.rowCount, top, answers);
  return answers;
}

/** Scores = start + outputScale x answers. */
export function writeScores(
  { scores }: RepresentationSet,
  answers: Float64Array,
  baseScores: Float64Array,
  outputScale: number,
): void {
  const outputs = baseScores.length;
  for (let i = 0; i < scores.length; i++) scores[i] = baseScores[i % outputs]! + outputScale * answers[i]!;
}
