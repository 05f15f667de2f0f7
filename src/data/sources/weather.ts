import type { SampleSource } from "./source.ts";

export const weather: SampleSource = {
  kind: "sample",
  id: "weather",
  label: "Weather, two cities",
  path: "samples/weather.csv",
  card: {
    title: "Weather of Seattle and New York",
    description: "Rain, temperature and wind of 2,922 days in two cities, and what the weather was.",
    teaches:
      "Five classes of very different size, dates that become features, and a split by time against one at random.",
    licence: "Public domain",
    origin: "NOAA; from the package vega-datasets",
  },
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
