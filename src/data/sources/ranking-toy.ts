import type { Param, ParamValues } from "../../core/params.ts";
import type { Table } from "../../core/table.ts";
import {
  GENERATED_TERMS,
  generatedColumn,
  generatorValues,
  noiseParam,
  normalDraw,
  rowsParam,
  seedParam,
} from "./generator.ts";
import type { GeneratedSource } from "./source.ts";

const ID = "ranking-toy";
const LEAST = 8;
const MOST = 20;
const FEATURE_COUNT = 5;
const GRADES = 5;

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

/** usefulness = f1 + f2^2 / 2 - 0.7 [f3 > 1] + noise E; the grade is its quintile within the query. */
function make(given: ParamValues): Table {
  const { rowCount: queryCount, noise, random } = generatorValues(ID, params, given);
  const rows: Float64Array[] = [];
  for (let query = 0; query < queryCount; query++) {
    const draw = (document: number, feature: number) => normalDraw(random, query, 1 + document * 8 + feature);
    const shift = normalDraw(random, query, 0);
    const count = LEAST + Math.floor(random.uniform(query, 1_000_000) * (MOST - LEAST + 1));
    const documents = Array.from({ length: count }, (_, document) => {
      const f = Array.from({ length: FEATURE_COUNT }, (_, feature) => Math.fround(draw(document, feature)));
      const usefulness =
        f[0]! + 0.5 * f[1]! * f[1]! - (f[2]! > 1 ? 0.7 : 0) + noise * draw(document, FEATURE_COUNT);
      return { f, usefulness };
    });
    const sorted = documents.map(({ usefulness }) => usefulness).sort((left, right) => left - right);
    for (const { f, usefulness } of documents) {
      const grade = Math.floor((sorted.indexOf(usefulness) * GRADES) / count);
      rows.push(Float64Array.of(query, Math.fround(shift), ...f, grade));
    }
  }
  const names = ["query", "shift", "f1", "f2", "f3", "f4", "f5", "grade"];
  const columns = names.map((name, at) =>
    generatedColumn(
      name,
      Float64Array.from(rows, (row) => row[at]!),
    ),
  );
  return { rowCount: rows.length, columns };
}

export const rankingToy: GeneratedSource = {
  kind: "generated",
  id: ID,
  label: "Ranking toy",
  card: {
    title: "Ranking toy",
    description: "60 queries of 8 to 20 documents each, graded 0 to 4 within their query.",
    teaches:
      "A grade is relative to its query: rows of one query must not be torn apart by the split, and a feature that all rows of a query share shifts scores without ranking anything.",
    ...GENERATED_TERMS,
  },
  roles: { target: "grade", task: "regression", ignored: ["query"], categorical: [], weight: null },
  split: { kind: "group", column: "query" },
  params,
  make,
};
