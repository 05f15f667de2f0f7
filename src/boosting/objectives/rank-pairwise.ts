import { rankingFormulas } from "../ranking/index.ts";
import { rankingObjective } from "./ranking-objective.ts";

export const rankPairwise = rankingObjective({
  id: "rank:pairwise",
  label: "pairs (RankNet)",
  bind: (input) => rankingFormulas().bindPairwise(input),
});
