import type { Param, ParamValues } from "../../core/params.ts";
import type { Table, TableColumn } from "../../core/table.ts";
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

const ID = "fairness-toy";
const SHARE_A = 0.65;

const params: readonly Param[] = [
  rowsParam(2000),
  noiseParam(0.6, 3, "Standard deviation of the proxy around the group: less tells more."),
  {
    kind: "number",
    id: "bias",
    label: "Bias",
    help: "Share of the deserved positives of group B that are labelled negative.",
    default: 0.3,
    min: 0,
    max: 1,
    softMin: 0,
    softMax: 1,
  },
  seedParam,
];

/** truth = [skill + 0.3 E > 0.3] in both groups; in group B a positive becomes negative with probability bias. */
function make(given: ParamValues): Table {
  const { rowCount, noise, random, values } = generatorValues(ID, params, given);
  const bias = values.bias as number;
  const rows = Array.from({ length: rowCount }, (_, row) => {
    const isA = random.uniform(row, 0) < SHARE_A;
    const skill = normalDraw(random, row, 1);
    const isGood = skill + 0.3 * normalDraw(random, row, 3) > 0.3;
    const isHeldBack = !isA && random.uniform(row, 4) < bias;
    return {
      isA,
      skill: Math.fround(skill),
      proxy: Math.fround((isA ? 1 : 0) + noise * normalDraw(random, row, 2)),
      truth: isGood ? 1 : 0,
      label: isGood && !isHeldBack ? 1 : 0,
    };
  });
  const of = (name: string, value: (row: (typeof rows)[number]) => number) =>
    generatedColumn(name, Float64Array.from(rows, value));
  const group: TableColumn = {
    kind: "text",
    name: "group",
    codes: Int32Array.from(rows, ({ isA }) => (isA ? 0 : 1)),
    dictionary: ["A", "B"],
  };
  const columns = [
    of("skill", ({ skill }) => skill),
    of("proxy", ({ proxy }) => proxy),
    group,
    of("truth", ({ truth }) => truth),
    of("label", ({ label }) => label),
  ];
  return { rowCount, columns };
}

export const fairnessToy: GeneratedSource = {
  kind: "generated",
  id: ID,
  label: "Fairness toy",
  card: {
    title: "Fairness toy",
    description:
      "Two groups of equal skill, a feature that gives the group away, and labels that were held against one group.",
    teaches:
      "Leaving the group out does not help, because the proxy carries it. The unbiased truth is known, unlike in real data; truth and group are left out as features.",
    ...GENERATED_TERMS,
  },
  roles: { target: "label", task: "binary", ignored: ["group", "truth"], categorical: [], weight: null },
  params,
  make,
};
