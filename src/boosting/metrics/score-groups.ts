import { blockSum } from "../../core/block-sum.ts";
import type { Predictions } from "../outputs.ts";
import { rankRows } from "./rank-rows.ts";

/** Rows of one score are one group. Weight of each class per group, by ascending score; a row without weight counts 1. */
export interface ScoreGroups {
  readonly negatives: Float64Array;
  readonly positives: Float64Array;
  readonly totalNegative: number;
  readonly totalPositive: number;
}

/** Groups by the probability of the positive class; weights add up in row order inside a group, then over groups. */
export function groupByScore(
  { probabilities }: Extract<Predictions, { kind: "classes" }>,
  target: Float64Array,
  weights: Float32Array | undefined,
): ScoreGroups {
  const { length } = target;
  const scores = new Float64Array(length);
  // Adding 0 turns -0 into 0.
  for (let row = 0; row < length; row++) scores[row] = probabilities[2 * row + 1]! + 0;
  const order = rankRows(scores);
  const negatives = new Float64Array(length);
  const positives = new Float64Array(length);
  let group = -1;
  let last = Number.NaN;
  for (let i = 0; i < length; i++) {
    const row = order[i]!;
    const score = scores[row]!;
    if (score !== last) {
      group++;
      last = score;
    }
    const weight = weights === undefined ? 1 : weights[row]!;
    if (target[row] === 1) positives[group]! += weight;
    else negatives[group]! += weight;
  }
  return {
    negatives: negatives.subarray(0, group + 1),
    positives: positives.subarray(0, group + 1),
    totalNegative: total(negatives),
    totalPositive: total(positives),
  };
}

function total(values: Float64Array): number {
  return blockSum(values.length, (index) => values[index]!);
}
