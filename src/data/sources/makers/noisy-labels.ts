import type { ParamValues } from "../../../core/params.ts";
import type { Table } from "../../../core/table.ts";
import { generatedColumn, generatorValues, normalDraw } from "../generator.ts";
import { noisyLabels } from "../noisy-labels.ts";

export { noisyLabels as source };

/** Two unit normal clouds at a distance along x1; each label is flipped with probability noise. Classes alternate. */
export function makeRows(given: ParamValues): Table {
  const { rowCount, noise, random, values } = generatorValues(noisyLabels, given);
  const half = (values.distance as number) / 2;
  const side = (row: number) => (row % 2 === 0 ? 0 : 1);
  const isFlipped = (row: number) => random.uniform(row, 2) < noise;
  const of = (value: (row: number) => number) =>
    Float64Array.from({ length: rowCount }, (_, row) => value(row));
  const columns = [
    generatedColumn(
      "x1",
      of((row) => Math.fround((side(row) === 1 ? half : -half) + normalDraw(random, row, 0))),
    ),
    generatedColumn(
      "x2",
      of((row) => Math.fround(normalDraw(random, row, 1))),
    ),
    generatedColumn(
      "flipped",
      of((row) => (isFlipped(row) ? 1 : 0)),
    ),
    generatedColumn(
      "class",
      of((row) => (isFlipped(row) ? 1 - side(row) : side(row))),
    ),
  ];
  return { rowCount, columns };
}
