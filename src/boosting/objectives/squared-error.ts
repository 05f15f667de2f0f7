import { blockSum } from "../../core/block-sum.ts";
import { LabError } from "../../core/errors.ts";
import type { Objective } from "./objective.ts";
import { scalePosWeight } from "./scale-pos-weight.ts";
import { weightedLabels } from "./weighted-labels.ts";

const fround = Math.fround;

/** 1/2 (score - y)^2: gradient score - y, hessian 1. */
export const squaredError: Objective = {
  id: "reg:squarederror",
  version: 1,
  label: "squared error",
  tasks: ["regression", "ranking"],
  params: [scalePosWeight],
  hessian: "exact",
  constantHessian: true,
  refitsLeaves: false,
  treeDefaults: {},
  defaultMetric: "rmse",
  link: "identity",
  scoreCount: () => 1,
  baseScoreToMargin: (baseScore) => baseScore,
  bind(input) {
    const { rowCount, labels, weights, weightOf } = weightedLabels(input);
    for (const label of labels) {
      if (!Number.isFinite(label)) {
        throw new LabError(
          "data.target-invalid",
          "Squared error needs a finite number as target in every row.",
        );
      }
    }
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
