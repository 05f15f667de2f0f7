import { classLosses, loadClassLosses } from "../class-losses/index.ts";
import type { Objective } from "./objective.ts";

export const softmax: Objective = {
  id: "multi:softprob",
  version: 1,
  label: "softmax cross-entropy",
  tasks: ["multiclass", "binary"],
  params: [],
  hessian: "upper-bound",
  constantHessian: false,
  refitsLeaves: false,
  treeDefaults: {},
  defaultMetric: "mlogloss",
  link: "softmax",
  scoreCount: (classCount) => classCount,
  baseScoreToMargin: (baseScore) => baseScore,
  load: loadClassLosses,
  bind: (input) => classLosses().bindSoftmax(input),
};
