import type { NumberParam, Param } from "../../core/params.ts";
import type { GeneratedSource } from "./source.ts";

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

/** Knobs that every made-up table has: columns of noise, and cells that go missing. */
export const knobs: readonly Param[] = [
  {
    kind: "integer",
    id: "noise_columns",
    label: "Columns of noise",
    help: "So many features are added that have nothing to do with the target.",
    default: 0,
    min: 0,
    max: 200,
    softMin: 0,
    softMax: 20,
  },
  {
    kind: "number",
    id: "missing",
    label: "Missing cells",
    help: "Share of the features' cells that lose their value.",
    default: 0,
    min: 0,
    max: 0.9,
    softMin: 0,
    softMax: 0.5,
  },
  {
    kind: "choice",
    id: "missing_how",
    label: "Which go missing",
    help: "Any cell alike, or large values more often: then a missing value says something.",
    default: "at-random",
    choices: [
      { id: "at-random", label: "any alike" },
      { id: "by-value", label: "large ones more often" },
    ],
    appliesWhen: ({ missing }) => typeof missing === "number" && missing > 0,
  },
];

/** The data set with these knobs beside its own; its maker follows them by `withKnobs`. */
export function withKnobParams(source: GeneratedSource): GeneratedSource {
  return { ...source, params: [...source.params, ...knobs] };
}
