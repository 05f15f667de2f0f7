import type { Param } from "../../core/params.ts";
import { noiseParam, rowsParam, seedParam } from "./common-params.ts";
import type { GeneratedSource } from "./source.ts";

const params: readonly Param[] = [
  rowsParam(600),
  noiseParam(0.15, 0.4, "Share of the labels that are flipped."),
  {
    kind: "number",
    id: "distance",
    label: "Distance",
    help: "Between the centres of the two clouds, in standard deviations.",
    default: 3,
    min: 0,
    max: 20,
    softMin: 0,
    softMax: 6,
  },
  seedParam,
];

export const noisyLabels: GeneratedSource = {
  kind: "generated",
  id: "noisy-labels",
  label: "Noisy labels",
  roles: { target: "class", task: "binary", ignored: ["flipped"], categorical: [], weight: null },
  params,
};
