import type { Metric } from "./metric.ts";
import { binaryOf } from "./predicted.ts";

/** One class's scores, ascending, each with the weight of all rows of that score. */
interface Ranked {
  readonly scores: Float64Array;
  readonly weights: Float64Array;
  readonly total: number;
}

/** Rows of one class by score; equal scores are one entry, whose weights add up in row order. */
function rank(scores: Float64Array, weights: Float64Array | null): Ranked {
  const order = weights === null ? null : Uint32Array.from(scores.keys());
  order?.sort((left, right) => scores[left]! - scores[right]! || left - right);
  const sorted = order === null ? scores.slice().sort() : Float64Array.from(order, (row) => scores[row]!);
  const merged = new Float64Array(sorted.length);
  let count = 0;
  let total = 0;
  for (let i = 0; i < sorted.length; i++) {
    const weight = order === null ? 1 : weights![order[i]!]!;
    if (count === 0 || sorted[count - 1] !== sorted[i]) {
      sorted[count] = sorted[i]!;
      count++;
    }
    merged[count - 1]! += weight;
    total += weight;
  }
  return { scores: sorted.subarray(0, count), weights: merged.subarray(0, count), total };
}

/** Scores, and weights where there are any, of the rows of one class. */
function ofClass(
  probabilities: Float64Array,
  target: Float64Array,
  weights: Float32Array | undefined,
  label: number,
): [Float64Array, Float64Array | null] {
  const scores = new Float64Array(target.length);
  const own = weights === undefined ? null : new Float64Array(target.length);
  let count = 0;
  for (let row = 0; row < target.length; row++) {
    if (target[row] !== label) continue;
    scores[count] = probabilities[2 * row + 1]!;
    if (own !== null) own[count] = weights![row]!;
    count++;
  }
  return [scores.subarray(0, count), own === null ? null : own.subarray(0, count)];
}

/** Weight of pairs in which the positive row stands higher; half of the pairs that tie. */
function concordance(positives: Ranked, negatives: Ranked): number {
  let below = 0;
  let at = 0;
  let sum = 0;
  for (let i = 0; i < positives.scores.length; i++) {
    const score = positives.scores[i]!;
    while (at < negatives.scores.length && negatives.scores[at]! < score) {
      below += negatives.weights[at]!;
      at++;
    }
    const tied = negatives.scores[at] === score ? negatives.weights[at]! : 0;
    sum += positives.weights[i]! * (below + 0.5 * tied);
  }
  return sum;
}

/** Area under the ROC curve: the chance that a positive row scores above a negative one. NaN with one class only. */
export const auc: Metric = {
  id: "auc",
  label: "AUC",
  direction: "higher",
  needs: "binary",
  digits: 4,
  compute(predictions, target, weights) {
    const { probabilities } = binaryOf(predictions, "auc");
    const [negatives, positives] = [0, 1].map((label) =>
      rank(...ofClass(probabilities, target, weights, label)),
    ) as [Ranked, Ranked];
    return concordance(positives, negatives) / (positives.total * negatives.total);
  },
};
