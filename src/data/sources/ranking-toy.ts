import type { Param } from "../../core/params.ts";
import { noiseParam, rowsParam, seedParam } from "./common-params.ts";
import type { GeneratedSource } from "./source.ts";

const params: readonly Param[] = [
  {
    ...rowsParam(60),
    id: "n",
    label: "Queries",
    help: "How many queries are made; each has 8 to 20 documents.",
    max: 20_000,
  },
  noiseParam(0.3, 2, "Standard deviation of what no feature explains."),
  seedParam,
];

export const rankingToy: GeneratedSource = {
  kind: "generated",
  id: "ranking-toy",
  label: "Ranking toy",
  roles: { target: "grade", task: "regression", ignored: ["query"], categorical: [], weight: null },
  split: { kind: "group", column: "query" },
  params,
};
