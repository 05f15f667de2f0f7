import type { Param } from "../../core/params.ts";
import { noiseParam, rowsParam, seedParam } from "./common-params.ts";
import type { GeneratedSource } from "./source.ts";

const params: readonly Param[] = [
  rowsParam(2000),
  noiseParam(0.6, 3, "Standard deviation of the proxy around the group: less tells more."),
  {
    kind: "number",
    id: "bias",
    label: "Bias",
    help: "Share of the deserved positives of group B that are labelled negative.",
    default: 0.3,
    min: 0,
    max: 1,
    softMin: 0,
    softMax: 1,
  },
  seedParam,
];

export const fairnessToy: GeneratedSource = {
  kind: "generated",
  id: "fairness-toy",
  label: "Fairness toy",
  roles: { target: "label", task: "binary", ignored: ["group", "truth"], categorical: [], weight: null },
  params,
};
