import { createRandomSource } from "../../../core/random.ts";
import { distributionById } from "../../distributions/index.ts";
import { quantileCuts } from "../../learners/tree/quantile-cuts.ts";
import type { Engine } from "../engine.ts";
import { createNgboostTraining } from "./ngboost-training.ts";
import { ngboostValues } from "./ngboost-values.ts";
import { replay } from "./parameter-steps.ts";

/** Natural gradient boosting of a whole distribution a row (Duan et al. 2020). Raw scores are its parameters, float64. */
export const ngboostEngine: Engine = {
  async open(job, backend, host) {
    await backend.checkRoom({ rowCount: job.train.rowCount, featureCount: job.train.features.length });
    const { train } = job;
    const distribution = distributionById(job.distribution!);
    const rule = distribution.scores.find((score) => score.id === job.score)!;
    distribution.checkTarget(train.target.values);
    const values = ngboostValues(job.values);
    const baseScores = distribution.fit(train.target.values, train.weights, job.values);
    const began = host.now();
    const { cuts, notes } = await quantileCuts({
      backend,
      features: train.features,
      weights: train.weights,
      maxBin: values.tree.maxBin,
      placement: "midpoint",
      method: values.tree.cutMethod,
      seed: job.seed,
      ...(job.givenCuts && { given: job.givenCuts }),
    });
    const matrix = await backend.bin(train.features, train.rowCount, cuts);
    const growth = await backend.openTreeGrowth(matrix);
    return createNgboostTraining({
      job,
      host,
      matrix,
      growth,
      openGrowth: async () => backend.openTreeGrowth(matrix),
      rule,
      values,
      random: createRandomSource(job.seed, "ngboost"),
      start: {
        outputs: {
          kind: "distribution",
          task: job.task,
          scoreCount: baseScores.length,
          link: "distribution",
          distribution: distribution.id,
        },
        baseScores,
        binMs: host.now() - began,
        notes,
      },
    });
  },

  rawScores(header, rounds, data, prefix, walk) {
    const learningRate = header.values.learning_rate as number;
    return {
      rowCount: data.rowCount,
      outputCount: header.baseScores.length,
      values: replay(rounds.slice(0, prefix.rounds), data, header.baseScores, learningRate, walk),
    };
  },
};
