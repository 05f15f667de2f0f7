import type { SampleSource } from "./source.ts";

export const birdStrikes: SampleSource = {
  kind: "sample",
  id: "bird-strikes",
  label: "Bird strikes",
  path: "samples/bird-strikes.csv",
  roles: {
    target: "damage",
    task: "binary",
    ignored: ["Cost Other", "Cost Repair", "Cost Total $"],
    categorical: [],
    dates: [{ column: "Flight Date", order: "iso", parts: ["ordinal", "month"] }],
    weight: null,
  },
  params: [],
};
