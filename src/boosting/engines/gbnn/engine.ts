import { createRandomSource } from "../../../core/random.ts";
import { baseScoresOf } from "../../base-score.ts";
import { type InputLayer, makeInputColumns } from "../../learners/net/input-layer.ts";
import { firstOf } from "../../learners/net/net-states.ts";
import { createScoredSet, finish, scoreChain } from "../../learners/net/scored-set.ts";
import { objectiveById } from "../../objectives/index.ts";
import type { Engine } from "../engine.ts";
import { createGbnnTraining } from "./gbnn-training.ts";
import { gbnnValues } from "./gbnn-values.ts";

/**
 * One hidden layer of logistic units, grown by boosting. Raw scores are float64 sums of float32 outputs. The first k
 * rounds are the net with all units but the first k J switched off: both prefixes mean the same, since no round changes
 * an earlier one.
 */
export const gbnnEngine: Engine = {
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
    const values = gbnnValues(job.values);
    const isPoint = objective.link === "identity";
    const began = host.now();
    const layer: InputLayer = {
      columns: makeInputColumns(train.features, values.scaling),
      clip: null,
      outputScale: isPoint ? spreadOf(train.target.values) : 1,
    };
    return createGbnnTraining({
      job,
      host,
      kernel: await backend.openNetKernel(),
      objective,
      bound,
      layer,
      values,
      random: createRandomSource(job.seed, "gbnn"),
      start: {
        outputs: {
          kind: isPoint ? "point" : "classes",
          task: job.task,
          scoreCount,
          link: objective.link,
          ...(train.target.classNames && { classNames: train.target.classNames }),
        },
        baseScores: baseScoresOf(job.values, objective, bound, scoreCount),
        inputs: layer,
        binMs: host.now() - began,
        notes: [],
      },
    });
  },

  rawScores(header, rounds, data, prefix, scoring) {
    const kernel = scoring.openScoringNets();
    const layer = header.inputs!;
    const set = createScoredSet(kernel, layer, data, Float64Array.from(header.baseScores));
    finish(scoreChain(kernel, set, layer, firstOf(rounds, prefix.rounds), set.scores));
    kernel.dispose();
    return { rowCount: data.rowCount, outputCount: header.baseScores.length, values: set.scores };
  },
};

/** Standard deviation, the unit in which nets answer; 1 where it is 0. */
function spreadOf(values: ArrayLike<number>): number {
  let mean = 0;
  for (let row = 0; row < values.length; row++) mean += (values[row]! - mean) / (row + 1);
  let squares = 0;
  for (let row = 0; row < values.length; row++) squares += (values[row]! - mean) * (values[row]! - mean);
  const spread = Math.sqrt(squares / values.length);
  return spread > 0 ? spread : 1;
}
