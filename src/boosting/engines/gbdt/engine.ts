import { createRandomSource } from "../../../core/random.ts";
import { fillBaseScores, learnerWeights, roundTrees } from "../../learners/tree/ensemble-scores.ts";
import { binnedColumns } from "../../learners/tree/shared-bins.ts";
import { treeValues } from "../../learners/tree/tree-params.ts";
import { addTrees } from "../../learners/tree/tree-scores.ts";
import { objectiveStart } from "../../objective-start.ts";
import type { Engine } from "../engine.ts";
import { createGbdtTraining } from "./gbdt-training.ts";

/** Gradient boosted decision trees by histograms, after XGBoost (Chen and Guestrin 2016), with DART as a booster. */
export const gbdtEngine: Engine = {
  async open(job, backend, host) {
    await backend.checkRoom({ rowCount: job.train.rowCount, featureCount: job.train.features.length });
    const { train } = job;
    const { bound, outputs, baseScores } = await objectiveStart(job);
    const values = treeValues(job.values);
    const began = host.now();
    const { matrix, notes } = await binnedColumns(train, backend, {
      maxBin: values.maxBin,
      placement: "value",
      method: values.cutMethod,
      seed: job.seed,
      ...(job.givenCuts && { given: job.givenCuts }),
    });
    const growth = await backend.openTreeGrowth(matrix);
    return createGbdtTraining({
      job,
      host,
      matrix,
      walk: backend.walk,
      growth,
      openGrowth: async () => backend.openTreeGrowth(matrix),
      objective: bound,
      gradientKernel:
        bound.kernel === null
          ? null
          : await backend.openGradients({ ...bound.kernel, scoreCount: outputs.scoreCount }),
      values,
      parallelTrees: job.values.num_parallel_tree as number,
      dropout: job.values.booster === "dart" ? (await import("./dropout.ts")).dropoutOf(job.values) : null,
      random: createRandomSource(job.seed, "gbdt"),
      start: {
        outputs,
        baseScores,
        binMs: host.now() - began,
        notes,
      },
    });
  },

  rawScores(header, rounds, data, prefix, { walk }) {
    const stride = header.baseScores.length;
    const scores = new Float32Array(data.rowCount * stride);
    fillBaseScores(scores, header.baseScores);
    const upTo = prefix.kind === "stateAfter" ? prefix.rounds : rounds.length;
    const weights = learnerWeights(rounds, upTo);
    const trees = rounds
      .slice(0, prefix.rounds)
      .flatMap((record, i) => roundTrees(record, { weights: weights[i]!, factor: 1 }));
    addTrees(trees, data, { scores, stride }, walk);
    return { rowCount: data.rowCount, outputCount: stride, values: scores };
  },
};
