import { sin } from "../../core/deterministic-math.ts";
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

const ID = "heteroscedastic-sine";
const GAP_START = 1;
const GAP_WIDTH = 0.8;
const X_START = -4;
const X_WIDTH = 8;

const params: readonly Param[] = [
  rowsParam(220),
  noiseParam(1, 3, "Multiplies the spread of y around its mean."),
  seedParam,
  {
    kind: "boolean",
    id: "gap",
    label: "Gap in x",
    help: "Leaves out x from 1 to 1.8, so that models meet what they have not seen.",
    default: false,
  },
];

/** y = sin(1.5 x) + 0.15 x + noise (0.05 + 0.25 (1 + sin x)) E, x uniform on [-4, 4]. */
function make(given: ParamValues): Table {
  const { rowCount, noise, random, values } = generatorValues(ID, params, given);
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

export const heteroscedasticSine: GeneratedSource = {
  kind: "generated",
  id: ID,
  label: "Noisy sine",
  card: {
    title: "Heteroscedastic sine",
    description: "A sine wave whose noise grows and shrinks along x.",
    teaches: "How a model that predicts a distribution learns the spread, while others learn only the mean.",
    ...GENERATED_TERMS,
  },
  roles: { target: "y", task: "regression", ignored: [], categorical: [], weight: null },
  params,
  make,
};
