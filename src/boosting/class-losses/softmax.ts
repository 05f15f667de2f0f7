import { blockSum } from "../../core/block-sum.ts";
import { exp, log } from "../../core/deterministic-math.ts";
import { LabError } from "../../core/errors.ts";
import type { BoundObjective, ObjectiveInput } from "../objectives/objective.ts";

const fround = Math.fround;
const LEAST_HESSIAN = fround(1e-16);
const LEAST_PRIOR = 1e-16;

/** Fills `out` with the class probabilities of one row of raw scores. */
function softmaxRow(scores: Float32Array | Float64Array, at: number, out: Float64Array): void {
  const classes = out.length;
  let most = scores[at]!;
  for (let k = 1; k < classes; k++) most = Math.max(most, scores[at + k]!);
  let sum = 0;
  for (let k = 0; k < classes; k++) {
    out[k] = exp(scores[at + k]! - most);
    sum += out[k]!;
  }
  for (let k = 0; k < classes; k++) out[k] = out[k]! / sum;
}

/** Below this exp leaves float32's range. */
const LEAST_EXPONENT = -80;

/** The same in float32 steps, and not shifted below 0 while that is safe: what XGBoost's gradients are made of. */
function singleSoftmaxRow(scores: Float32Array | Float64Array, at: number, out: Float64Array): void {
  const classes = out.length;
  let most = scores[at]!;
  for (let k = 1; k < classes; k++) most = Math.max(most, scores[at + k]!);
  if (most < 0 && most > LEAST_EXPONENT) most = 0;
  let sum = 0;
  for (let k = 0; k < classes; k++) {
    out[k] = fround(exp(fround(scores[at + k]! - most)));
    sum += out[k]!;
  }
  const total = fround(sum);
  for (let k = 0; k < classes; k++) out[k] = fround(out[k]! / total);
}

function checkedLabels(input: ObjectiveInput): Int32Array {
  const labels = Int32Array.from(input.target.values);
  input.target.values.forEach((value, i) => {
    if (labels[i] !== value || value < 0 || value >= input.scoreCount) {
      throw new LabError("data.target-invalid", `Softmax needs classes 0 to ${input.scoreCount - 1}.`, {
        value,
      });
    }
  });
  return labels;
}

/**
 * -ln p_y with p = softmax(scores): gradient p_k - [y = k]; the hessian is XGBoost's upper bound 2 p_k (1 - p_k), so
 * that K separate trees can not overshoot together.
 */
export function bindSoftmax(input: ObjectiveInput): BoundObjective {
  const classes = input.scoreCount;
  const labels = checkedLabels(input);
  const rowCount = labels.length;
  const { weights } = input;
  const weightOf = (row: number) => (weights === undefined ? 1 : weights[row]!);
  const weightSum = blockSum(rowCount, weightOf);
  const row = new Float64Array(classes);
  return {
    kernel: { name: "softmax", labels: Float32Array.from(labels), weights: weights ?? null },
    initialScores() {
      const logs = Float64Array.from({ length: classes }, (_, k) => {
        const share = blockSum(rowCount, (i) => (labels[i] === k ? weightOf(i) : 0)) / weightSum;
        return log(Math.max(share, LEAST_PRIOR));
      });
      const mean = blockSum(classes, (k) => logs[k]!) / classes;
      return logs.map((value) => value - mean);
    },
    loss(scores) {
      const sum = blockSum(rowCount, (i) => {
        softmaxRow(scores, i * classes, row);
        return -weightOf(i) * log(Math.max(row[labels[i]!]!, LEAST_PRIOR));
      });
      return sum / weightSum;
    },
    gradients(scores, _context, out) {
      for (let i = 0; i < rowCount; i++) {
        const weight = weightOf(i);
        singleSoftmaxRow(scores, i * classes, row);
        for (let k = 0; k < classes; k++) {
          const probability = row[k]!;
          const at = k * rowCount + i;
          out.gradient[at] = fround(labels[i] === k ? probability - 1 : probability) * weight;
          const hessian = fround(fround(2 * probability) * fround(1 - probability));
          out.hessian[at] = Math.max(fround(hessian * weight), LEAST_HESSIAN);
        }
      }
    },
  };
}
