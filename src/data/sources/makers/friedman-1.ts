import { sin } from "../../../core/deterministic-math.ts";
import type { ParamValues } from "../../../core/params.ts";
import type { Table } from "../../../core/table.ts";
import { friedman1 } from "../friedman-1.ts";
import { generatedColumn, generatorValues, normalDraw } from "../generator.ts";

const FEATURE_COUNT = 10;

/**
 * y = 10 sin(pi x1 x2) + 20 (x3 - 1/2)^2 + 10 x4 + 5 x5 + noise E; x6 to x10 play no part.
 * Friedman, "Multivariate Adaptive Regression Splines", Annals of Statistics 19(1), 1991, section 4.3.
 */
export function makeRows(given: ParamValues): Table {
  const { rowCount, noise, random } = generatorValues(friedman1, given);
  const x = Array.from({ length: FEATURE_COUNT }, (_, feature) =>
    Float64Array.from({ length: rowCount }, (_, row) => Math.fround(random.uniform(row, feature))),
  );
  const [x1, x2, x3, x4, x5] = x as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const y = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const fromHalf = x3[row]! - 0.5;
    const wave = 10 * sin(Math.PI * x1[row]! * x2[row]!);
    const mean = wave + 20 * fromHalf * fromHalf + 10 * x4[row]! + 5 * x5[row]!;
    y[row] = mean + noise * normalDraw(random, row, FEATURE_COUNT);
  }
  const features = x.map((values, feature) => generatedColumn(`x${feature + 1}`, values));
  return { rowCount, columns: [...features, generatedColumn("y", y)] };
}
