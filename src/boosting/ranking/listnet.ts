import { blockSum } from "../../core/block-sum.ts";
import { exp, log } from "../../core/deterministic-math.ts";
import type { BoundObjective, ObjectiveInput } from "../objectives/objective.ts";
import { checkedGrades, queryLists } from "./query-lists.ts";

const LEAST_HESSIAN = Math.fround(1e-16);

/**
 * ListNet (Cao et al. 2007), top one: cross-entropy between softmax(grades) and softmax(scores) of a query. Gradient p - t,
 * hessian p (1 - p). Its mean is taken over rows, so that it does not depend on how long queries are.
 */
export function bindListnet(input: ObjectiveInput): BoundObjective {
  const grades = checkedGrades(input);
  const { rows, weights } = queryLists(grades.length, input.groups, input.weights);
  const wanted = rows.map((list) => softmaxOf(Float64Array.from(list, (row) => grades[row]!)));
  const weightSum = blockSum(rows.length, (q) => weights[q]! * rows[q]!.length);
  return {
    kernel: null,
    initialScores: () => new Float64Array(1),
    loss(scores) {
      const sum = blockSum(rows.length, (q) => {
        const margins = Float64Array.from(rows[q]!, (row) => scores[row]!);
        const logSum = logSumExp(margins);
        return weights[q]! * blockSum(margins.length, (at) => wanted[q]![at]! * (logSum - margins[at]!));
      });
      return sum / weightSum;
    },
    gradients(scores, _context, out) {
      rows.forEach((list, q) => {
        const given = softmaxOf(Float64Array.from(list, (row) => scores[row]!));
        const weight = weights[q]!;
        list.forEach((row, at) => {
          const p = given[at]!;
          out.gradient[row] = weight * (p - wanted[q]![at]!);
          out.hessian[row] = weight * Math.max(p * (1 - p), LEAST_HESSIAN);
        });
      });
    },
  };
}

function softmaxOf(margins: Float64Array): Float64Array {
  const most = margins.reduce((left, right) => Math.max(left, right));
  const powers = margins.map((margin) => exp(margin - most));
  const sum = blockSum(powers.length, (at) => powers[at]!);
  return powers.map((power) => power / sum);
}

function logSumExp(margins: Float64Array): number {
  const most = margins.reduce((left, right) => Math.max(left, right));
  return most + log(blockSum(margins.length, (at) => exp(margins[at]! - most)));
}
