import { baseScoresOf } from "./base-score.ts";
import type { TrainingJob } from "./engines/engine.ts";
import { objectiveById } from "./objectives/index.ts";
import type { BoundObjective, Objective } from "./objectives/objective.ts";
import type { ModelOutputs } from "./outputs.ts";

/** What engines that are trained by an objective begin with. */
export interface ObjectiveStart {
  readonly objective: Objective;
  /** Over all training rows. */
  readonly bound: BoundObjective;
  readonly outputs: ModelOutputs;
  /** Raw scores of round 0. */
  readonly baseScores: Float64Array;
}

/** Throws data.target-invalid, and spec.out-of-range for a base score that the objective's link refuses. */
export async function objectiveStart({
  objective: id,
  task,
  train,
  values,
  seed,
}: TrainingJob): Promise<ObjectiveStart> {
  const objective = objectiveById(id!);
  await objective.load?.();
  const { target, weights, groups } = train;
  const { classNames, outputNames } = target;
  const scoreCount = objective.scoreCount(classNames?.length ?? 0, target.outputCount);
  const bound = objective.bind({
    target,
    ...(weights && { weights }),
    ...(groups && { groups }),
    scoreCount,
    values,
    seed,
  });
  return {
    objective,
    bound,
    outputs: {
      kind: objective.link === "identity" ? "point" : "classes",
      task,
      scoreCount,
      link: objective.link,
      ...(classNames && { classNames }),
      ...(outputNames && { outputNames }),
    },
    baseScores: baseScoresOf(values, objective, bound, scoreCount),
  };
}
