import type { ParamValues } from "../../../core/params.ts";
import type { Table } from "../../../core/table.ts";
import { generatedColumn, generatorValues, normalDraw } from "../generator.ts";
import { piecewiseSteps } from "../piecewise-steps.ts";

export { piecewiseSteps as source };

const JUMPS = [2, 3.5, 6, 8];
const LEVELS = [1, 3, -1, 2, 0];

/** x uniform on [0, 10]; the level of y changes at each jump; plus noise E. */
export function makeRows(given: ParamValues): Table {
  const { rowCount, noise, random } = generatorValues(piecewiseSteps, given);
  const x = Float64Array.from({ length: rowCount }, (_, row) => Math.fround(10 * random.uniform(row, 0)));
  const y = x.map((along, row) => {
    const step = JUMPS.filter((jump) => along >= jump).length;
    return LEVELS[step]! + noise * normalDraw(random, row, 1);
  });
  return { rowCount, columns: [generatedColumn("x", x), generatedColumn("y", y)] };
}
