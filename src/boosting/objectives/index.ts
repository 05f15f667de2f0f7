import { LabError } from "../../core/errors.ts";
import { shownInput } from "../../core/shown-input.ts";
import { logistic } from "./logistic.ts";
import type { Objective } from "./objective.ts";
import { rankListnet } from "./rank-listnet.ts";
import { rankMap } from "./rank-map.ts";
import { rankNdcg } from "./rank-ndcg.ts";
import { rankPairwise } from "./rank-pairwise.ts";
import { softmax } from "./softmax.ts";
import { squaredError } from "./squared-error.ts";

/** All objectives; the first that fits a task is its default. */
export const objectives: readonly Objective[] = [
  rankNdcg,
  rankPairwise,
  rankMap,
  rankListnet,
  squaredError,
  logistic,
  softmax,
];

export function objectiveById(id: string): Objective {
  const found = objectives.find((objective) => objective.id === id);
  if (found !== undefined) return found;
  const known = objectives.map((objective) => objective.id).join(", ");
  throw new LabError("spec.unknown-id", `There is no objective "${shownInput(id)}". Known are: ${known}.`, {
    path: "objective",
    value: shownInput(id),
  });
}
