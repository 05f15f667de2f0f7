import type { Param } from "../../core/params.ts";
import { noiseParam, rowsParam, seedParam } from "./common-params.ts";
import type { GeneratedSource } from "./source.ts";

const params: readonly Param[] = [
  rowsParam(300),
  noiseParam(0.2, 0.6, "Standard deviation by which points leave their moon."),
  seedParam,
];

export const twoMoons: GeneratedSource = {
  kind: "generated",
  id: "two-moons",
  label: "Two moons",
  roles: { target: "class", task: "binary", ignored: [], categorical: [], weight: null },
  params,
};
