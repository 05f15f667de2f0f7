import type { SampleSource } from "./source.ts";

export const penguins: SampleSource = {
  kind: "sample",
  id: "penguins",
  label: "Penguins",
  path: "samples/penguins.csv",
  card: {
    title: "Penguins of the Palmer Archipelago",
    description: "Beak, flipper, body mass, sex and island of 344 penguins of three species.",
    teaches:
      "First steps with classes: one tree a class and round, a few missing values, few rounds to over-fitting.",
    licence: "CC0 1.0",
    origin:
      "Kristen Gorman, Palmer Station Antarctica LTER, and Allison Horst; from the package vega-datasets",
  },
  roles: { target: "Species", task: "multiclass", ignored: [], categorical: [], weight: null },
  params: [],
};
