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

const ID = "noisy-labels";

const params: readonly Param[] = [
  rowsParam(600),
  noiseParam(0.15, 0.4, "Share of the labels that are flipped."),
  {
    kind: "number",
    id: "distance",
    label: "Distance",
    help: "Between the centres of the two clouds, in standard deviations.",
    default: 3,
    min: 0,
    max: 20,
    softMin: 0,
    softMax: 6,
  },
  seedParam,
];

/** Two unit normal clouds at a distance along x1; each label is flipped with probability noise. Classes alternate. */
function make(given: ParamValues): Table {
  const { rowCount, noise, random, values } = generatorValues(ID, params, given);
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

export const noisyLabels: GeneratedSource = {
  kind: "generated",
  id: ID,
  label: "Noisy labels",
  card: {
    title: "Noisy labels",
    description: "Two clouds of points, and a share of labels that were flipped.",
    teaches:
      "What a loss does to rows that cannot be learnt: exponential loss chases them, logistic loss less so; early stopping helps. The column flipped knows which they are and is left out.",
    ...GENERATED_TERMS,
  },
  roles: { target: "class", task: "binary", ignored: ["flipped"], categorical: [], weight: null },
  params,
  make,
};
