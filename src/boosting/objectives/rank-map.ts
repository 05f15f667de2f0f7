import { rankingFormulas } from "../ranking/index.ts";
import { rankingObjective } from "./ranking-objective.ts";

export const rankMap = rankingObjective({
  id: "rank:map",
  label: "LambdaMART (MAP)",
  defaultMetric: "map",
  bind: (input) => rankingFormulas().bindMap(input),
});
