import type { SampleSource } from "./source.ts";

export const wages: SampleSource = {
  kind: "sample",
  id: "wages",
  label: "Wages 1985",
  path: "samples/wages.csv",
  roles: { target: "wage", task: "regression", ignored: [], categorical: [], weight: null },
  params: [],
};
