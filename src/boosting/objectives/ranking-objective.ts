import type { Param } from "../../core/params.ts";
import { loadRanking } from "../ranking/index.ts";
import type { Objective } from "./objective.ts";

/** What the objectives of rankings share; XGBoost's names and defaults. */
export const lambdarankParams: readonly Param[] = [
  {
    kind: "choice",
    id: "lambdarank_pair_method",
    label: "Pairs",
    help: "Top: each of the best places with all below it. Mean: partners drawn for each document.",
    default: "topk",
    choices: [
      { id: "topk", label: "top" },
      { id: "mean", label: "mean" },
    ],
  },
  {
    kind: "integer",
    id: "lambdarank_num_pair_per_sample",
    label: "Pairs each",
    help: "Top: how many places. Mean: how many partners. Empty: 32 places, or 1 partner.",
    default: null,
    min: 1,
    max: 100_000,
    softMin: 1,
    softMax: 64,
  },
  {
    kind: "boolean",
    id: "lambdarank_normalization",
    label: "Even out queries",
    help: "Long queries with many pairs push less, so that they do not rule over short ones.",
    default: true,
  },
  {
    kind: "boolean",
    id: "lambdarank_score_normalization",
    label: "Divide by the gap",
    help: "A pair whose scores lie far apart pushes less.",
    default: true,
  },
];

/** What objectives of rankings have in common: a score without a scale, that starts from 0 for all documents. */
export function rankingObjective(
  own: Pick<Objective, "id" | "label" | "bind"> & Partial<Objective>,
): Objective {
  return {
    version: 1,
    tasks: ["ranking"],
    params: lambdarankParams,
    hessian: "other",
    constantHessian: false,
    refitsLeaves: false,
    treeDefaults: {},
    defaultMetric: "ndcg",
    link: "identity",
    scoreCount: () => 1,
    baseScoreToMargin: (baseScore) => baseScore,
    load: loadRanking,
    ...own,
  };
}
