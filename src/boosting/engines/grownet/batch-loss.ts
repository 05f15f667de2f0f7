import type { Dataset, Target } from "../../../core/dataset.ts";
import type { ParamValues } from "../../../core/params.ts";
import type { Objective } from "../../objectives/objective.ts";
import type { GradientPairs } from "../../raw-scores.ts";

/** Gradients of some training rows at their scores, rows x outputs, and their mean loss (0 where there is none). */
export type BatchLoss = (
  rows: Uint32Array,
  scores: Float64Array,
) => { readonly pairs: GradientPairs; readonly loss: number };

/** An objective bound to the rows of each batch: whatever it looks at, it sees of these rows alone. */
export function createBatchLoss(
  objective: Objective,
  train: Dataset,
  values: ParamValues,
  { scoreCount, seed }: { readonly scoreCount: number; readonly seed: number },
): BatchLoss {
  const { target, weights, groups } = train;
  return (rows, scores) => {
    const bound = objective.bind({
      target: { ...target, values: valuesOf(target, rows) },
      ...(weights && { weights: Float32Array.from(rows, (row) => weights[row]!) }),
      ...(groups && { groups: Uint32Array.from(rows, (row) => groups[row]!) }),
      scoreCount,
      values,
      seed,
    });
    const pairs = emptyPairs(rows.length, scoreCount);
    bound.gradients(scores, { round: 0 }, pairs);
    return { pairs, loss: bound.loss?.(scores) ?? 0 };
  };
}

function valuesOf({ values, outputCount }: Target, rows: Uint32Array): Float64Array {
  const own = new Float64Array(rows.length * outputCount);
  for (let i = 0; i < own.length; i++) {
    own[i] = values[rows[Math.floor(i / outputCount)]! * outputCount + (i % outputCount)]!;
  }
  return own;
}

export function emptyPairs(rowCount: number, outputCount: number): GradientPairs {
  const size = rowCount * outputCount;
  return { rowCount, outputCount, gradient: new Float32Array(size), hessian: new Float32Array(size) };
}
