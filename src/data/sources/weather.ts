import type { SampleSource } from "./source.ts";

export const weather: SampleSource = {
  kind: "sample",
  id: "weather",
  label: "Weather, two cities",
  path: "samples/weather.csv",
  roles: {
    target: "weather",
    task: "multiclass",
    ignored: [],
    categorical: [],
    dates: [{ column: "date", order: "iso", parts: ["ordinal", "month"] }],
    weight: null,
  },
  split: { kind: "time", column: "date" },
  params: [],
};
