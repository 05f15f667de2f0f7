import type { SampleSource } from "./source.ts";

export const bank: SampleSource = {
  kind: "sample",
  id: "bank",
  label: "Bank marketing",
  path: "samples/bank.csv",
  roles: { target: "y", task: "binary", ignored: ["duration"], categorical: [], weight: null },
  params: [],
};
