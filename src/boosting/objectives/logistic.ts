import { log } from "../../core/deterministic-math.ts";
import { LabError } from "../../core/errors.ts";
import { classLosses, loadClassLosses } from "../class-losses/index.ts";
import type { Objective } from "./objective.ts";
import { scalePosWeight } from "./scale-pos-weight.ts";

export const logistic: Objective = {
  id: "binary:logistic",
  version: 1,
  label: "logistic loss",
  tasks: ["binary"],
  params: [scalePosWeight],
  hessian: "exact",
  constantHessian: false,
  refitsLeaves: false,
  treeDefaults: {},
  defaultMetric: "logloss",
  link: "logistic",
  scoreCount: () => 1,
  baseScoreToMargin(baseScore) {
    if (!(baseScore > 0 && baseScore < 1)) {
      throw new LabError(
        "spec.out-of-range",
        "For two classes base_score is a probability between 0 and 1.",
        {
          path: "base_score",
          value: baseScore,
          fix: 0.5,
        },
      );
    }
    return -log(1 / baseScore - 1);
  },
  load: loadClassLosses,
  bind: (input) => classLosses().bindLogistic(input),
};
