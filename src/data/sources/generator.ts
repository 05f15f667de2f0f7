import { normalQuantile } from "../../core/normal-distribution.ts";
import type { NumberParam, Param, ParamValues } from "../../core/params.ts";
import { createRandomSource, type RandomSource } from "../../core/random.ts";
import { resolveValues } from "../../core/resolve-params.ts";
import type { TableColumn } from "../../core/table.ts";
import type { SourceCard } from "./source.ts";

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

export function generatorValues(id: string, params: readonly Param[], given: ParamValues): GeneratorValues {
  const values = resolveValues(params, given, "data.source.values");
  return {
    rowCount: values.n as number,
    noise: values.noise as number,
    random: createRandomSource(values.seed as number, id),
    values,
  };
}

export function rowsParam(rowCount: number): NumberParam {
  return {
    kind: "integer",
    id: "n",
    label: "Rows",
    help: "How many rows are made.",
    symbol: "n",
    default: rowCount,
    min: 10,
    max: 1_000_000,
    softMin: 50,
    softMax: 5000,
    scale: "log",
  };
}

export function noiseParam(noise: number, softMax: number, help: string): NumberParam {
  return {
    kind: "number",
    id: "noise",
    label: "Noise",
    help,
    default: noise,
    min: 0,
    max: 100,
    softMin: 0,
    softMax,
  };
}

export const seedParam: NumberParam = {
  kind: "integer",
  id: "seed",
  label: "Seed of the data",
  help: "Another seed draws other rows of the same kind.",
  default: 1,
  min: 0,
  max: Number.MAX_SAFE_INTEGER,
  softMin: 0,
  softMax: 100,
};

export function generatedColumn(name: string, values: Float64Array): TableColumn {
  return { kind: "number", name, values, failing: [], failingCount: 0 };
}

export const GENERATED_TERMS: Pick<SourceCard, "licence" | "origin"> = {
  licence: "No rights: made by a formula",
  origin: "Made in the tab from a seed",
};
