import { normalQuantile } from "../../core/normal-distribution.ts";
import type { ParamValues } from "../../core/params.ts";
import { createRandomSource, type RandomSource } from "../../core/random.ts";
import { resolveValues } from "../../core/resolve-params.ts";
import type { TableColumn } from "../../core/table.ts";
import type { GeneratedSource } from "./source.ts";

/** Half the step of a uniform draw: stands for a draw of exactly 0. */
const LEAST_UNIFORM = 5.551115123125783e-17;

/** Standard normal, by inversion. */
export function normalDraw(random: RandomSource, row: number, draw: number): number {
  return normalQuantile(Math.max(random.uniform(row, draw), LEAST_UNIFORM));
}

/** The values that every generator has: rows, noise and seed. */
export interface GeneratorValues {
  readonly rowCount: number;
  readonly noise: number;
  readonly random: RandomSource;
  readonly values: ParamValues;
}

/** Values of a data set's own parameters, with its source of random numbers. */
export function generatorValues({ id, params }: GeneratedSource, given: ParamValues): GeneratorValues {
  const values = resolveValues(params, given, "data.source.values");
  return {
    rowCount: values.n as number,
    noise: values.noise as number,
    random: createRandomSource(values.seed as number, id),
    values,
  };
}

export function generatedColumn(name: string, values: Float64Array): TableColumn {
  return { kind: "number", name, values, failing: [], failingCount: 0 };
}
