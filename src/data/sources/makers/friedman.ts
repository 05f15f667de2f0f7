import { atan } from "../../../core/deterministic-math.ts";
import type { ParamValues } from "../../../core/params.ts";
import type { Table } from "../../../core/table.ts";
import { friedman } from "../friedman.ts";
import { generatedColumn, generatorValues, normalDraw } from "../generator.ts";
import { makeRows as makeFriedman1 } from "./friedman-1.ts";

export { friedman as source };

/** Standard deviations that make the signal three times the noise (Friedman 1991, section 4.3). */
const NOISE_2 = 125;
const NOISE_3 = 0.1;

/** 2: sqrt(x1^2 + (x2 x3 - 1 / (x2 x4))^2); 3: atan of the second part over x1; both plus noise E. */
export function makeRows(given: ParamValues): Table {
  const { rowCount, noise, random, values } = generatorValues(friedman, given);
  if (values.number === "1") return makeFriedman1({ n: rowCount, noise, seed: values.seed ?? null });
  const isSecond = values.number === "2";
  const draws = (feature: number, from: number, to: number) =>
    Float64Array.from({ length: rowCount }, (_, row) =>
      Math.fround(from + (to - from) * random.uniform(row, feature)),
    );
  const x = [draws(0, 0, 100), draws(1, 40 * Math.PI, 560 * Math.PI), draws(2, 0, 1), draws(3, 1, 11)];
  const y = Float64Array.from({ length: rowCount }, (_, row) => {
    const [x1, x2, x3, x4] = x.map((values) => values[row]!) as [number, number, number, number];
    const reactance = x2 * x3 - 1 / (x2 * x4);
    const mean = isSecond ? Math.sqrt(x1 * x1 + reactance * reactance) : atan(reactance / x1);
    return mean + noise * (isSecond ? NOISE_2 : NOISE_3) * normalDraw(random, row, 4);
  });
  const features = x.map((values, feature) => generatedColumn(`x${feature + 1}`, values));
  return { rowCount, columns: [...features, generatedColumn("y", y)] };
}
