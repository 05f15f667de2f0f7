import { sin } from "../../../core/deterministic-math.ts";
import type { ParamValues } from "../../../core/params.ts";
import type { Table } from "../../../core/table.ts";
import { generatedColumn, generatorValues, normalDraw } from "../generator.ts";
import { heteroscedasticSine } from "../heteroscedastic-sine.ts";

export { heteroscedasticSine as source };

const GAP_START = 1;
const GAP_WIDTH = 0.8;
const X_START = -4;
const X_WIDTH = 8;

/** y = sin(1.5 x) + 0.15 x + noise (0.05 + 0.25 (1 + sin x)) E, x uniform on [-4, 4]. */
export function makeRows(given: ParamValues): Table {
  const { rowCount, noise, random, values } = generatorValues(heteroscedasticSine, given);
  const width = values.gap === true ? X_WIDTH - GAP_WIDTH : X_WIDTH;
  const x = new Float64Array(rowCount);
  const y = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const along = X_START + width * random.uniform(row, 0);
    x[row] = Math.fround(values.gap === true && along > GAP_START ? along + GAP_WIDTH : along);
    const mean = sin(1.5 * x[row]!) + 0.15 * x[row]!;
    const spread = noise * (0.05 + 0.25 * (1 + sin(x[row]!)));
    y[row] = mean + spread * normalDraw(random, row, 1);
  }
  return { rowCount, columns: [generatedColumn("x", x), generatedColumn("y", y)] };
}
