import { cos, sin } from "../../../core/deterministic-math.ts";
import type { ParamValues } from "../../../core/params.ts";
import type { Table } from "../../../core/table.ts";
import { generatedColumn, generatorValues, normalDraw } from "../generator.ts";
import { threeCurves } from "../three-curves.ts";

export { threeCurves as source };

/** About the standard deviation of each curve over x. */
const SPREADS = [0.8, 40, 0.9] as const;

/** wave = sin(1.5 x) + 0.15 x, tide = 50 cos(0.75 x) + 5 x, steps = [x > -1] + [x > 1] - [x > 3]; x uniform on [-4, 4]. */
export function makeRows(given: ParamValues): Table {
  const { rowCount, noise, random } = generatorValues(threeCurves, given);
  const of = (value: (row: number) => number) =>
    Float64Array.from({ length: rowCount }, (_, row) => value(row));
  const x = of((row) => Math.fround(8 * random.uniform(row, 0) - 4));
  const error = (row: number, k: number) => noise * SPREADS[k]! * normalDraw(random, row, 1 + k);
  const columns = [
    generatedColumn("x", x),
    generatedColumn(
      "wave",
      of((row) => sin(1.5 * x[row]!) + 0.15 * x[row]! + error(row, 0)),
    ),
    generatedColumn(
      "tide",
      of((row) => 50 * cos(0.75 * x[row]!) + 5 * x[row]! + error(row, 1)),
    ),
    generatedColumn(
      "steps",
      of((row) => step(x[row]! > -1) + step(x[row]! > 1) - step(x[row]! > 3) + error(row, 2)),
    ),
  ];
  return { rowCount, columns };
}

const step = (isBeyond: boolean) => (isBeyond ? 1 : 0);
