import type { Param } from "../../core/params.ts";
import { noiseParam, rowsParam, seedParam } from "./common-params.ts";
import type { GeneratedSource } from "./source.ts";

const params: readonly Param[] = [
  rowsParam(500),
  noiseParam(1, 5, "Standard deviation of what no feature explains."),
  seedParam,
];

export const friedman1: GeneratedSource = {
  kind: "generated",
  id: "friedman-1",
  label: "Friedman 1",
  roles: { target: "y", task: "regression", ignored: [], categorical: [], weight: null },
  params,
};
