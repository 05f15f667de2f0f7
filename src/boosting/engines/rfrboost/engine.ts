import { padded } from "../../../compute/net-kernel.ts";
import { LabError } from "../../../core/errors.ts";
import { createRandomSource } from "../../../core/random.ts";
import { type InputLayer, makeInputColumns, placeInputs } from "../../learners/net/input-layer.ts";
import { targetSpread } from "../../learners/net/target-spread.ts";
import { scoreBlocks } from "../../learners/random-features/block-pass.ts";
import { fillBaseScores } from "../../learners/tree/ensemble-scores.ts";
import { objectiveStart } from "../../objective-start.ts";
import type { Engine } from "../engine.ts";
import { blocksOf } from "./blocks-of.ts";
import { createRfrboostTraining } from "./rfrboost-training.ts";
import { rfrboostValues } from "./rfrboost-values.ts";

/**
 * RFRBoost (Zozoulenko, Cass and Salvi, "Random Feature Representation Boosting", 2025): a residual network of random
 * features without back-propagation. Raw scores are those of the last block's top model.
 */
export const rfrboostEngine: Engine = {
  async open(job, backend, host) {
    const { train } = job;
    const { bound, outputs, baseScores } = await objectiveStart(job);
    const values = rfrboostValues(job.values);
    const isPoint = outputs.kind === "point";
    if (!isPoint && values.variant !== "gradient") {
      throw new LabError(
        "spec.invalid",
        "Greedy blocks are a closed form for squared error. For classes, block has to be gradient.",
        { path: "block", value: values.variant, fix: "gradient" },
      );
    }
    const began = host.now();
    const layer: InputLayer = {
      columns: makeInputColumns(train.features, "standard"),
      clip: values.clip,
      outputScale: isPoint && values.scalesTarget ? targetSpread(train) : 1,
    };
    return createRfrboostTraining({
      job,
      host,
      kernel: await backend.openNetKernel(),
      bound,
      layer,
      values,
      isPoint,
      random: createRandomSource(job.seed, "rfrboost"),
      start: {
        outputs,
        baseScores,
        inputs: layer,
        binMs: host.now() - began,
        notes: [],
      },
    });
  },

  rawScores(header, rounds, data, prefix, scoring) {
    const kernel = scoring.openScoringNets();
    const layer = header.inputs!;
    const baseScores = Float64Array.from(header.baseScores);
    const scores = new Float64Array(data.rowCount * baseScores.length);
    fillBaseScores(scores, baseScores);
    // Both meanings of a prefix are one: no round changes an earlier one, and the last top model alone speaks.
    scoreBlocks(kernel, blocksOf(rounds.slice(0, prefix.rounds)), {
      inputs: { at: placeInputs(kernel, layer, data), stride: padded(layer.columns.length) },
      rowCount: data.rowCount,
      baseScores,
      outputScale: layer.outputScale,
      scores,
    });
    kernel.dispose();
    return { rowCount: data.rowCount, outputCount: baseScores.length, values: scores };
  },
};
