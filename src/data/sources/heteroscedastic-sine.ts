import type { Param } from "../../core/params.ts";
import { noiseParam, rowsParam, seedParam } from "./common-params.ts";
import type { GeneratedSource } from "./source.ts";

const params: readonly Param[] = [
  rowsParam(220),
  noiseParam(1, 3, "Multiplies the spread of y around its mean."),
  seedParam,
  {
    kind: "boolean",
    id: "gap",
    label: "Gap in x",
    help: "Leaves out x from 1 to 1.8, so that models meet what they have not seen.",
    default: false,
  },
];

export const heteroscedasticSine: GeneratedSource = {
  kind: "generated",
  id: "heteroscedastic-sine",
  label: "Noisy sine",
  roles: { target: "y", task: "regression", ignored: [], categorical: [], weight: null },
  params,
};
