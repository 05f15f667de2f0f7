import { blockSum } from "../../core/block-sum.ts";
import { LabError } from "../../core/errors.ts";
import type { BoundObjective, Objective, ObjectiveInput } from "./objective.ts";
import { scalePosWeight } from "./scale-pos-weight.ts";
import { weightedLabels } from "./weighted-labels.ts";

const fround = Math.fround;

/** 1/2 (score - y)^2, for one target or for each of several: gradient score - y, hessian 1. */
export const squaredError: Objective = {
  id: "reg:squarederror",
  version: 1,
  label: "squared error",
  tasks: ["regression", "multioutput", "ranking"],
  params: [scalePosWeight],
  hessian: "exact",
  constantHessian: true,
  refitsLeaves: false,
  treeDefaults: {},
  defaultMetric: "rmse",
  link: "identity",
  scoreCount: (_, targetCount) => targetCount,
  baseScoreToMargin: (baseScore) => baseScore,
  bind(input) {
    requireNumbers(input.target.values);
    if (input.scoreCount > 1) return squaredErrors(input);
    const { rowCount, labels, weights, weightOf } = weightedLabels(input);
    const weightSum = blockSum(rowCount, weightOf);
    return {
      kernel: { name: "squared", labels, weights },
      initialScores() {
        return Float64Array.of(blockSum(rowCount, (i) => weightOf(i) * labels[i]!) / weightSum);
      },
      loss(scores) {
        const sum = blockSum(rowCount, (i) => {
          const residual = scores[i]! - labels[i]!;
          return 0.5 * weightOf(i) * residual * residual;
        });
        return sum / weightSum;
      },
      gradients(scores, _context, out) {
        for (let i = 0; i < rowCount; i++) {
          const weight = weightOf(i);
          out.gradient[i] = fround(scores[i]! - labels[i]!) * weight;
          out.hessian[i] = weight;
        }
      },
    };
  },
};

/**
 * The same for each of several targets: sum over targets of 1/2 (score - y)^2. Scores and labels are row-major, and no
 * gradient of one target knows of another.
 */
function squaredErrors({ target, weights, scoreCount: outputs }: ObjectiveInput): BoundObjective {
  const labels = Float32Array.from(target.values);
  const rowCount = labels.length / outputs;
  const weightOf = (row: number) => (weights === undefined ? 1 : weights[row]!);
  const weightSum = blockSum(rowCount, weightOf);
  return {
    kernel: { name: "squared-targets", labels, weights: weights ?? null },
    initialScores: () =>
      Float64Array.from(
        { length: outputs },
        (_, k) => blockSum(rowCount, (i) => weightOf(i) * labels[i * outputs + k]!) / weightSum,
      ),
    loss(scores) {
      const sum = blockSum(labels.length, (at) => {
        const residual = scores[at]! - labels[at]!;
        return 0.5 * weightOf(Math.floor(at / outputs)) * residual * residual;
      });
      return sum / weightSum;
    },
    gradients(scores, _context, out) {
      for (let i = 0, at = 0; i < rowCount; i++) {
        const weight = weightOf(i);
        for (let k = 0; k < outputs; k++, at++) {
          out.gradient[k * rowCount + i] = fround(scores[at]! - labels[at]!) * weight;
          out.hessian[k * rowCount + i] = weight;
        }
      }
    },
  };
}

function requireNumbers(values: Float64Array): void {
  if (values.every((value) => Number.isFinite(fround(value)))) return;
  throw new LabError("data.target-invalid", "Squared error needs a finite number as target in every row.");
}
