import type { SampleSource } from "./source.ts";

export const penguins: SampleSource = {
  kind: "sample",
  id: "penguins",
  label: "Penguins",
  path: "samples/penguins.csv",
  roles: { target: "Species", task: "multiclass", ignored: [], categorical: [], weight: null },
  params: [],
};
