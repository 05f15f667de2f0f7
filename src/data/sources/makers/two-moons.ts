import { cos, sin } from "../../../core/deterministic-math.ts";
import type { ParamValues } from "../../../core/params.ts";
import type { Table } from "../../../core/table.ts";
import { generatedColumn, generatorValues, normalDraw } from "../generator.ts";
import { twoMoons } from "../two-moons.ts";

/** t = pi U; class 0: (cos t, sin t), class 1: (1 - cos t, 1/2 - sin t); plus noise E on both. Classes alternate. */
export function makeRows(given: ParamValues): Table {
  const { rowCount, noise, random } = generatorValues(twoMoons, given);
  const x1 = new Float64Array(rowCount);
  const x2 = new Float64Array(rowCount);
  const moon = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const isLower = row % 2 === 1;
    const t = Math.PI * random.uniform(row, 0);
    const across = isLower ? 1 - cos(t) : cos(t);
    const up = isLower ? 0.5 - sin(t) : sin(t);
    x1[row] = Math.fround(across + noise * normalDraw(random, row, 1));
    x2[row] = Math.fround(up + noise * normalDraw(random, row, 2));
    moon[row] = isLower ? 1 : 0;
  }
  const columns = [generatedColumn("x1", x1), generatedColumn("x2", x2), generatedColumn("class", moon)];
  return { rowCount, columns };
}
