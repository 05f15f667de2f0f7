import { blockSum } from "../../core/block-sum.ts";
import { createSymmetricSolver } from "../../core/linear-algebra.ts";
import type { ScoringRule, Targets } from "./distribution.ts";
import { rowScores } from "./row-scores.ts";

const MOST_STEPS = 300;
/** Largest move of a parameter (all are logarithms or in units of the spread) at which the maximum counts as found. */
const STILL = 1e-13;
/** A parameter whose likelihood has no inner maximum runs away; it is left here. */
const FARTHEST = 40;

/**
 * One theta for all rows with the least mean log score: Fisher scoring with step halving, theta <- theta - (sum w M)^-1
 * sum w g. Weights and censoring are honoured; sums run in the fixed order of blockSum.
 */
export function fitByScoring(
  rule: ScoringRule,
  start: Float64Array,
  target: Targets,
  weights: Float32Array | undefined,
): Float64Array {
  const size = start.length;
  const rows = rowScores(rule, target, false);
  const count = target.values.length;
  const weightOf = (row: number) => (weights === undefined ? 1 : weights[row]!);
  const solver = createSymmetricSolver(size);
  const one = new Float64Array(size);
  const metric = new Float64Array(size * size);
  const total = blockSum(count, weightOf);

  const scoreAt = (theta: Float64Array) =>
    blockSum(count, (row) => (weightOf(row) === 0 ? 0 : weightOf(row) * rows.score(theta, 0, row))) / total;
  function stepAt(theta: Float64Array): Float64Array {
    const sums = Float64Array.from({ length: size }, (_, k) =>
      blockSum(count, (row) => {
        if (weightOf(row) === 0) return 0;
        rows.gradient(theta, 0, row, one);
        return weightOf(row) * one[k]!;
      }),
    );
    for (let k = 0; k < size; k++) sums[k] = sums[k]! / total;
    rows.metric(theta, 0, metric);
    solver.solve(metric, sums, 0);
    return sums;
  }

  let theta = start;
  let score = scoreAt(theta);
  for (let n = 0; n < MOST_STEPS; n++) {
    const step = stepAt(theta);
    const length = step.reduce((most, part) => Math.max(most, Math.abs(part)), 0);
    if (!(length > STILL) || !Number.isFinite(length)) break;
    let share = Math.min(1, 2 / length);
    let next = theta;
    let nextScore = Number.NaN;
    // in the last digits the score no longer tells: half a step that changes nothing is taken
    while (!(nextScore <= score + 1e-15 * Math.abs(score)) && share > 1e-6) {
      next = theta.map((value, k) => clamp(value - share * step[k]!, start[k]!));
      nextScore = scoreAt(next);
      share /= 2;
    }
    if (!(nextScore <= score + 1e-15 * Math.abs(score))) break;
    theta = next;
    score = nextScore;
  }
  return theta;
}

function clamp(value: number, start: number): number {
  return Math.max(start - FARTHEST, Math.min(start + FARTHEST, value));
}
