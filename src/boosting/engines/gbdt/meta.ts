import type { Param } from "../../../core/params.ts";
import { baseScoreParam } from "../../base-score.ts";
import { treeParams } from "../../learners/tree/tree-params.ts";
import type { EngineMeta } from "../engine.ts";
import { dartParams } from "./dart-params.ts";

const parallelTrees: Param = {
  kind: "integer",
  id: "num_parallel_tree",
  label: "Trees a round",
  default: 1,
  min: 1,
  max: 1000,
  softMin: 1,
  softMax: 20,
};

export const gbdtMeta: EngineMeta = {
  id: "gbdt",
  label: "GBDT",
  kind: "trees",
  hue: "gbdt",
  tasks: ["regression", "binary", "multiclass", "multioutput", "ranking"],
  fits: "objective",
  learner: "tree",
  params: [...treeParams, parallelTrees, baseScoreParam, ...dartParams],
  mainParams: ["learning_rate", "max_depth"],
  gentle: { learning_rate: 0.1, max_depth: 3 },
  aliases: { dart: { booster: "dart" } },
  capabilities: {
    hasCover: true,
    hasCounts: true,
    hasTrainingRows: true,
    canInspect: true,
    canContinue: true,
  },
  load: async () => (await import("./engine.ts")).gbdtEngine,
  loadHelp: async () => (await import("./help.ts")).gbdtHelp,
};
