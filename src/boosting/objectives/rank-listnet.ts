import { rankingFormulas } from "../ranking/index.ts";
import { rankingObjective } from "./ranking-objective.ts";

export const rankListnet = rankingObjective({
  id: "rank:listnet",
  label: "lists (ListNet)",
  params: [],
  hessian: "exact",
  bind: (input) => rankingFormulas().bindListnet(input),
});
