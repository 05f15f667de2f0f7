import type { Param, ParamValues } from "../core/params.ts";
import type { BoundObjective, Objective } from "./objectives/objective.ts";

/** The start of engines that are trained by an objective. */
export const baseScoreParam: Param = {
  kind: "number",
  id: "base_score",
  label: "Start",
  default: null,
  min: -1e30,
  max: 1e30,
};

export const baseScoreHelp =
  "Prediction of round 0, on the scale of the target. Empty: the constant with the least loss.";

/** Raw scores of round 0: the user's base_score through the link, else the objective's constant; float32. */
export function baseScoresOf(
  values: ParamValues,
  objective: Objective,
  bound: BoundObjective,
  scoreCount: number,
): Float64Array {
  const given = values.base_score;
  if (typeof given !== "number") return bound.initialScores().map(Math.fround);
  return new Float64Array(scoreCount).fill(Math.fround(objective.baseScoreToMargin(given)));
}
