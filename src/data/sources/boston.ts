import type { SampleSource } from "./source.ts";

export const boston: SampleSource = {
  kind: "sample",
  id: "boston",
  label: "Boston house values",
  path: "samples/boston.csv",
  roles: { target: "cmedv", task: "regression", ignored: ["b", "medv"], categorical: [], weight: null },
  params: [],
};
