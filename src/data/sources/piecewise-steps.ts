import type { Param } from "../../core/params.ts";
import { noiseParam, rowsParam, seedParam } from "./common-params.ts";
import type { GeneratedSource } from "./source.ts";

const params: readonly Param[] = [
  rowsParam(250),
  noiseParam(0.3, 2, "Standard deviation around the level."),
  seedParam,
];

export const piecewiseSteps: GeneratedSource = {
  kind: "generated",
  id: "piecewise-steps",
  label: "Steps",
  roles: { target: "y", task: "regression", ignored: [], categorical: [], weight: null },
  params,
};
