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

/** Grades as numbers to predict, as links of before rankings have it. */
export const rankingToy: GeneratedSource = {
  kind: "generated",
  id: "ranking-toy",
  label: "Ranking toy",
  roles: { target: "grade", task: "regression", ignored: ["query"], categorical: [], weight: null },
  split: { kind: "group", column: "query" },
  params,
};

/** The same rows, ranked within their queries. */
export const rankingQueries: GeneratedSource = {
  kind: "generated",
  id: "ranking-queries",
  label: "Ranking toy",
  roles: {
    target: "grade",
    task: "ranking",
    ignored: [],
    categorical: [],
    weight: null,
    query: "query",
  },
  params,
};
