import type { ParamValues } from "../../../core/params.ts";
import type { Table, TableColumn } from "../../../core/table.ts";
import { fairnessToy } from "../fairness-toy.ts";
import { generatedColumn, generatorValues, normalDraw } from "../generator.ts";

export { fairnessToy as source };

const SHARE_A = 0.65;

/** truth = [skill + 0.3 E > 0.3] in both groups; in group B a positive becomes negative with probability bias. */
export function makeRows(given: ParamValues): Table {
  const { rowCount, noise, random, values } = generatorValues(fairnessToy, given);
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
