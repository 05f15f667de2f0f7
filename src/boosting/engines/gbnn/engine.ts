import type { Backend, Scoring } from "../../../compute/backend.ts";
import type { Dataset } from "../../../core/dataset.ts";
import type { Host } from "../../../core/host.ts";
import { createRandomSource } from "../../../core/random.ts";
import { type InputLayer, makeInputColumns } from "../../learners/net/input-layer.ts";
import { firstOf } from "../../learners/net/net-states.ts";
import { createScoredSet, finish, scoreChain } from "../../learners/net/scored-set.ts";
import { targetSpread } from "../../learners/net/target-spread.ts";
import type { ModelHeader } from "../../model-file.ts";
import { netEngine } from "../../net-engine.ts";
import { objectiveStart } from "../../objective-start.ts";
import type { RawScores } from "../../raw-scores.ts";
import type { RoundRecord } from "../../round-record.ts";
import type { Prefix, Training, TrainingJob } from "../engine.ts";
import { createGbnnTraining } from "./gbnn-training.ts";
import { gbnnValues } from "./gbnn-values.ts";

/**
 * One hidden layer of logistic units, grown by boosting. Raw scores are float64 sums of float32 outputs. The first k
 * rounds are the net with all units but the first k J switched off: both prefixes mean the same, since no round changes
 * an earlier one.
 */
export const gbnnEngine = netEngine({ open: openOwn, scores: ownScores });

async function openOwn(job: TrainingJob, backend: Backend, host: Host): Promise<Training> {
  const { train } = job;
  const { objective, bound, outputs, baseScores } = await objectiveStart(job);
  const values = gbnnValues(job.values);
  const isPoint = outputs.kind === "point";
  const began = host.now();
  const layer: InputLayer = {
    columns: makeInputColumns(train.features, values.scaling),
    clip: null,
    outputScale: isPoint ? targetSpread(train) : 1,
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
      outputs,
      baseScores,
      inputs: layer,
      binMs: host.now() - began,
      notes: [],
    },
  });
}

function ownScores(
  header: ModelHeader,
  rounds: readonly RoundRecord[],
  data: Dataset,
  prefix: Prefix,
  scoring: Scoring,
): RawScores {
  const kernel = scoring.openScoringNets();
  const layer = header.inputs!;
  const set = createScoredSet(kernel, layer, data, Float64Array.from(header.baseScores));
  finish(scoreChain(kernel, set, layer, firstOf(rounds, prefix.rounds), set.scores));
  kernel.dispose();
  return { rowCount: data.rowCount, outputCount: header.baseScores.length, values: set.scores };
}
