import type { Param } from "../../core/params.ts";
import { noiseParam, rowsParam, seedParam } from "./common-params.ts";
import type { GeneratedSource } from "./source.ts";

const params: readonly Param[] = [
  {
    kind: "choice",
    id: "number",
    label: "Function",
    help: "Which of the three made-up functions is to be learnt.",
    default: "1",
    choices: [
      { id: "1", label: "1: ten features" },
      { id: "2", label: "2: impedance" },
      { id: "3", label: "3: phase" },
    ],
  },
  noiseParam(1, 5, "Multiplies the usual noise: 1, 125 or 0.1 for the three functions."),
  rowsParam(500),
  seedParam,
];

export const friedman: GeneratedSource = {
  kind: "generated",
  id: "friedman",
  label: "Friedman 1, 2, 3",
  roles: { target: "y", task: "regression", ignored: [], categorical: [], weight: null },
  params,
};
