import { atan } from "../../core/deterministic-math.ts";
import type { Param, ParamValues } from "../../core/params.ts";
import type { Table } from "../../core/table.ts";
import { friedman1 } from "./friedman-1.ts";
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

const ID = "friedman";

const params: readonly Param[] = [
  {
    kind: "choice",
    id: "number",
    label: "Function",
    help: "Which of the three made-up functions is to be learnt.",
    default: "1",
    choices: [
      { id: "1", label: "1: ten features" },
      { id: "2", label: "2: impedance" },
      { id: "3", label: "3: phase" },
    ],
  },
  noiseParam(1, 5, "Multiplies the usual noise: 1, 125 or 0.1 for the three functions."),
  rowsParam(500),
  seedParam,
];

/** Standard deviations that make the signal three times the noise (Friedman 1991, section 4.3). */
const NOISE_2 = 125;
const NOISE_3 = 0.1;

/** 2: sqrt(x1^2 + (x2 x3 - 1 / (x2 x4))^2); 3: atan of the second part over x1; both plus noise E. */
function make(given: ParamValues): Table {
  const { rowCount, noise, random, values } = generatorValues(ID, params, given);
  if (values.number === "1") return friedman1.make({ n: rowCount, noise, seed: values.seed ?? null });
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

export const friedman: GeneratedSource = {
  kind: "generated",
  id: ID,
  label: "Friedman 1, 2, 3",
  card: {
    title: "Friedman 1, 2 and 3",
    description:
      "Three made-up functions with interactions; in the first, five of ten features play no part.",
    teaches: "Whether a model finds the features that matter, with the truth and the noise floor known.",
    ...GENERATED_TERMS,
  },
  roles: { target: "y", task: "regression", ignored: [], categorical: [], weight: null },
  params,
  make,
};
