import type { ParamValues } from "../../../core/params.ts";
import type { Table } from "../../../core/table.ts";
import { generatedColumn, generatorValues, normalDraw } from "../generator.ts";
import { rankingToy } from "../ranking-toy.ts";

export { rankingToy as source };

const LEAST = 8;
const MOST = 20;
const FEATURE_COUNT = 5;
const GRADES = 5;

/** usefulness = f1 + f2^2 / 2 - 0.7 [f3 > 1] + noise E; the grade is its quintile within the query. */
export function makeRows(given: ParamValues): Table {
  const { rowCount: queryCount, noise, random } = generatorValues(rankingToy, given);
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
