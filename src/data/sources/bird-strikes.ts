import type { SampleSource } from "./source.ts";

export const birdStrikes: SampleSource = {
  kind: "sample",
  id: "bird-strikes",
  label: "Bird strikes",
  path: "samples/bird-strikes.csv",
  card: {
    title: "Bird strikes on aircraft",
    description: "10,000 reports of animals that hit aircraft, and whether there was any damage.",
    teaches:
      "Mostly categories, some with hundreds of values; one row in ten is damaged. The cost columns are known only after the damage and are left out: use them to see a leak.",
    licence: "Public domain",
    origin: "FAA wildlife strike database; from the package vega-datasets",
  },
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
