import type { Param } from "../../core/params.ts";
import { noiseParam, rowsParam, seedParam } from "./common-params.ts";
import type { GeneratedSource } from "./source.ts";

const params: readonly Param[] = [
  rowsParam(2000),
  noiseParam(0, 5, "Standard deviation of what is added to the sum of squares."),
  seedParam,
];

export const hastie: GeneratedSource = {
  kind: "generated",
  id: "hastie-10-2",
  label: "Hastie 10.2",
  roles: { target: "class", task: "binary", ignored: [], categorical: [], weight: null },
  params,
};
