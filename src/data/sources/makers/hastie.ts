import type { ParamValues } from "../../../core/params.ts";
import type { Table } from "../../../core/table.ts";
import { generatedColumn, generatorValues, normalDraw } from "../generator.ts";
import { hastie } from "../hastie.ts";

export { hastie as source };

const FEATURE_COUNT = 10;
/** Median of chi-squared with ten degrees of freedom. */
const MEDIAN = 9.34;

/** class = 1 where the sum of ten squared normals exceeds 9.34. Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, equation 10.2. */
export function makeRows(given: ParamValues): Table {
  const { rowCount, noise, random } = generatorValues(hastie, given);
  const x = Array.from({ length: FEATURE_COUNT }, (_, feature) =>
    Float64Array.from({ length: rowCount }, (_, row) => Math.fround(normalDraw(random, row, feature))),
  );
  const label = Float64Array.from({ length: rowCount }, (_, row) => {
    const sum = x.reduce((total, values) => total + values[row]! * values[row]!, 0);
    return sum + noise * normalDraw(random, row, FEATURE_COUNT) > MEDIAN ? 1 : 0;
  });
  const features = x.map((values, feature) => generatedColumn(`x${feature + 1}`, values));
  return { rowCount, columns: [...features, generatedColumn("class", label)] };
}
