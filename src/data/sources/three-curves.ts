import type { Param } from "../../core/params.ts";
import { noiseParam, rowsParam, seedParam } from "./common-params.ts";
import type { GeneratedSource } from "./source.ts";

const params: readonly Param[] = [
  rowsParam(300),
  noiseParam(
    0.15,
    1,
    "Standard deviation of each target around its curve, in parts of the curve's own spread.",
  ),
  seedParam,
];

export const threeCurves: GeneratedSource = {
  kind: "generated",
  id: "three-curves",
  label: "Three curves",
  roles: {
    target: "wave",
    targets: ["tide", "steps"],
    task: "multioutput",
    ignored: [],
    categorical: [],
    weight: null,
  },
  params,
};
