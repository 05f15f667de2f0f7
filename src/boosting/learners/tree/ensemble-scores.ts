import type { RoundRecord } from "../../round-record.ts";
import { treeOf } from "../learner.ts";
import type { WeightedTree } from "./tree-scores.ts";

/**
 * Weight of every learner, by round: what the rounds up to `upTo` left them with (DART changes earlier ones later).
 */
export function learnerWeights(records: readonly RoundRecord[], upTo: number): number[][] {
  const weights = records.map((record) => record.learners.map((learner) => learner.weight));
  for (const record of records.slice(0, upTo)) {
    for (const change of record.weightChanges) weights[change.round - 1]!.fill(change.weight);
  }
  return weights;
}

/** Fills row-major scores with the base scores, in the scores' own precision. */
export function fillBaseScores(scores: Float32Array | Float64Array, baseScores: ArrayLike<number>): void {
  const stride = baseScores.length;
  for (let i = 0; i < scores.length; i++) scores[i] = baseScores[i % stride]!;
}

/** One round's trees in the order of the record, each with its weight times `factor`. */
export function roundTrees(
  record: RoundRecord,
  { weights, factor }: { readonly weights: readonly number[]; readonly factor: number },
): WeightedTree[] {
  return record.learners.map((one, i) => ({
    tree: treeOf(one),
    output: one.output === "all" ? 0 : one.output,
    weight: weights[i]! * factor,
  }));
}
