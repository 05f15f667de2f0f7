import { LabError } from "../../../../core/errors.ts";
import { adaBelief } from "./adabelief.ts";
import { adaBound, amsBound } from "./adabound.ts";
import { adafactor } from "./adafactor.ts";
import { adam, adamW } from "./adam.ts";
import { adaMod } from "./adamod.ts";
import { amsgrad } from "./amsgrad.ts";
import { came } from "./came.ts";
import { clipAdagrad } from "./clip-adagrad.ts";
import { criticalMomenta } from "./critical-momenta.ts";
import { lion } from "./lion.ts";
import { novoGrad } from "./novograd.ts";
import { optAmsgrad } from "./opt-amsgrad.ts";
import type { Optimiser } from "./optimiser.ts";
import { saniaAdagrad, saniaAdam } from "./sania.ts";
import { sgd } from "./sgd.ts";
import { subsetNorm } from "./subset-norm.ts";
import { swats } from "./swats.ts";

/** All optimisers, in the order in which menus show them. */
export const optimisers: readonly Optimiser[] = [
  sgd,
  adam,
  adamW,
  amsgrad,
  optAmsgrad,
  adaBelief,
  adaBound,
  amsBound,
  adaMod,
  lion,
  novoGrad,
  adafactor,
  came,
  swats,
  clipAdagrad,
  saniaAdam,
  saniaAdagrad,
  subsetNorm,
  criticalMomenta,
];

export function optimiserById(id: string): Optimiser {
  const found = optimisers.find((optimiser) => optimiser.id === id);
  if (found !== undefined) return found;
  const known = optimisers.map((optimiser) => optimiser.id).join(", ");
  throw new LabError("spec.unknown-id", `There is no optimiser "${id}". Known are: ${known}.`, {
    path: "optimizer",
    value: id,
  });
}
