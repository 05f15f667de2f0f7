import { createRandomSource } from "../../../core/random.ts";
import { baseScoresOf } from "../../base-score.ts";
import { type InputLayer, makeInputColumns } from "../../learners/net/input-layer.ts";
import { firstOf, stateAfter } from "../../learners/net/net-states.ts";
import { loadOptimiser } from "../../learners/net/optimisers/load-optimiser.ts";
import { createScoredSet, finish, scoreChain } from "../../learners/net/scored-set.ts";
import { objectiveById } from "../../objectives/index.ts";
import type { Engine, TrainingJob } from "../engine.ts";
import type { ChosenStages, StageChoice } from "./choose-stages.ts";
import { createGrownetTraining } from "./grownet-training.ts";
import { type GrownetValues, grownetValues } from "./grownet-values.ts";
import { ownStages } from "./own-stages.ts";

/** Boosted shallow nets, after GrowNet (Badirli et al. 2020). Raw scores are float64 sums of float32 outputs. */
export const grownetEngine: Engine = {
  async open(job, backend, host) {
    const { train } = job;
    const objective = objectiveById(job.objective!);
    const scoreCount = objective.scoreCount(train.target.classNames?.length ?? 0);
    const bound = objective.bind({
      target: train.target,
      ...(train.weights && { weights: train.weights }),
      scoreCount,
      values: job.values,
    });
    const values = grownetValues(job.values);
    const began = host.now();
    const layer: InputLayer = {
      columns: makeInputColumns(train.features, values.scaling),
      clip: null,
      outputScale: outputScaleOf(job, values, objective.link === "identity"),
    };
    const { stages, notes } = await stagesFor({ backend, host, values, lossKernel: bound.kernel });
    return createGrownetTraining({
      job,
      host,
      kernel: await backend.openNetKernel(),
      openKernel: async () => backend.openNetKernel(),
      stages,
      objective,
      bound,
      layer,
      values,
      optimiser: await loadOptimiser(values.optimiser),
      random: createRandomSource(job.seed, "grownet"),
      start: {
        outputs: {
          kind: objective.link === "identity" ? "point" : "classes",
          task: job.task,
          scoreCount,
          link: objective.link,
          ...(train.target.classNames && { classNames: train.target.classNames }),
        },
        baseScores: baseScoresOf(job.values, objective, bound, scoreCount),
        inputs: layer,
        binMs: host.now() - began,
        notes,
      },
    });
  },

  rawScores(header, rounds, data, prefix, scoring) {
    const kernel = scoring.openScoringNets();
    const state =
      prefix.kind === "stateAfter"
        ? stateAfter(rounds.slice(0, prefix.rounds))
        : firstOf(rounds, prefix.rounds);
    const layer = header.inputs!;
    const set = createScoredSet(kernel, layer, data, Float64Array.from(header.baseScores));
    finish(scoreChain(kernel, set, layer, state, set.scores));
    kernel.dispose();
    return { rowCount: data.rowCount, outputCount: header.baseScores.length, values: set.scores };
  },
};

async function stagesFor(choice: StageChoice): Promise<ChosenStages> {
  if (choice.values.netBackend === "own") return { stages: ownStages, notes: [] };
  return (await import("./choose-stages.ts")).chooseStages(choice);
}

/** Nets that speak in whole standard deviations take steps that are too coarse: measured in docs/grownet.md. */
const UNITS_A_SPREAD = 5;

/** The unit of what nets say of a numeric target; 1 where it is not scaled or constant. */
function outputScaleOf({ train }: TrainingJob, { scalesTarget }: GrownetValues, isPoint: boolean): number {
  if (!scalesTarget || !isPoint) return 1;
  const { values } = train.target;
  let mean = 0;
  values.forEach((value, row) => {
    mean += (value - mean) / (row + 1);
  });
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  const spread = Math.sqrt(squares / values.length);
  return spread > 0 ? spread / UNITS_A_SPREAD : 1;
}
