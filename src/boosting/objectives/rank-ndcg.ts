import { rankingFormulas } from "../ranking/index.ts";
import { lambdarankParams, rankingObjective } from "./ranking-objective.ts";

export const rankNdcg = rankingObjective({
  id: "rank:ndcg",
  label: "LambdaMART (NDCG)",
  params: [
    ...lambdarankParams,
    {
      kind: "boolean",
      id: "ndcg_exp_gain",
      label: "Gain 2^grade",
      help: "What a document is worth: 2^grade - 1, or the grade itself.",
      default: true,
    },
  ],
  bind: (input) => rankingFormulas().bindNdcg(input),
});
