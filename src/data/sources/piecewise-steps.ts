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

const ID = "piecewise-steps";
const JUMPS = [2, 3.5, 6, 8];
const LEVELS = [1, 3, -1, 2, 0];

const params: readonly Param[] = [
  rowsParam(250),
  noiseParam(0.3, 2, "Standard deviation around the level."),
  seedParam,
];

/** x uniform on [0, 10]; the level of y changes at each jump; plus noise E. */
function make(given: ParamValues): Table {
  const { rowCount, noise, random } = generatorValues(ID, params, given);
  const x = Float64Array.from({ length: rowCount }, (_, row) => Math.fround(10 * random.uniform(row, 0)));
  const y = x.map((along, row) => {
    const step = JUMPS.filter((jump) => along >= jump).length;
    return LEVELS[step]! + noise * normalDraw(random, row, 1);
  });
  return { rowCount, columns: [generatedColumn("x", x), generatedColumn("y", y)] };
}

export const piecewiseSteps: GeneratedSource = {
  kind: "generated",
  id: ID,
  label: "Steps",
  card: {
    title: "Piecewise steps",
    description: "One feature, five levels with sharp jumps between them, and noise.",
    teaches:
      "The home game of trees: jumps are found exactly, smooth learners round them off; learning rate and depth can be judged by eye.",
    ...GENERATED_TERMS,
  },
  roles: { target: "y", task: "regression", ignored: [], categorical: [], weight: null },
  params,
  make,
};
