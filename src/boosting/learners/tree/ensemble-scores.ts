import type { Column } from "../../../core/dataset.ts";
import type { RoundRecord } from "../../round-record.ts";
import { addTreeScores } from "./predict-tree.ts";

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

export interface EnsembleRows {
  readonly features: readonly Column[];
  readonly rowCount: number;
}

/** Fills row-major scores with the base scores, in the scores' own precision. */
export function fillBaseScores(scores: Float32Array | Float64Array, baseScores: ArrayLike<number>): void {
  const stride = baseScores.length;
  for (let i = 0; i < scores.length; i++) scores[i] = baseScores[i % stride]!;
}

/** Adds one round's trees, each times its weight and `factor`, in the order of the record. */
export function addRoundScores(
  record: RoundRecord,
  rows: EnsembleRows,
  into: { readonly scores: Float32Array | Float64Array; readonly stride: number },
  weighting: { readonly weights: readonly number[]; readonly factor: number },
): void {
  record.learners.forEach(({ learner, output }, i) => {
    addTreeScores(learner.tree, rows.features, rows.rowCount, {
      scores: into.scores,
      stride: into.stride,
      output: output === "all" ? 0 : output,
      weight: weighting.weights[i]! * weighting.factor,
    });
  });
}
