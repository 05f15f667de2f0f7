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

const ID = "hastie-10-2";
const FEATURE_COUNT = 10;
/** Median of chi-squared with ten degrees of freedom. */
const MEDIAN = 9.34;

const params: readonly Param[] = [
  rowsParam(2000),
  noiseParam(0, 5, "Standard deviation of what is added to the sum of squares."),
  seedParam,
];

/** class = 1 where the sum of ten squared normals exceeds 9.34. Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, equation 10.2. */
function make(given: ParamValues): Table {
  const { rowCount, noise, random } = generatorValues(ID, params, given);
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

export const hastie: GeneratedSource = {
  kind: "generated",
  id: ID,
  label: "Hastie 10.2",
  card: {
    title: "Hastie, example 10.2",
    description: "Ten normal features; the class says whether the sum of their squares is above its median.",
    teaches:
      "Stumps need many rounds, the structure is a plain sum, and the training error reaches 0 while the test error still falls.",
    ...GENERATED_TERMS,
  },
  roles: { target: "class", task: "binary", ignored: [], categorical: [], weight: null },
  params,
  make,
};
