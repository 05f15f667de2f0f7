import type { Backend, Scoring } from "../../../compute/backend.ts";
import type { Dataset } from "../../../core/dataset.ts";
import type { Host } from "../../../core/host.ts";
import { createRandomSource } from "../../../core/random.ts";
import { embeddingFormulas, loadEmbeddings } from "../../learners/net/embeddings/index.ts";
import { type InputColumn, type InputLayer, makeInputColumns } from "../../learners/net/input-layer.ts";
import { firstOf, stateAfter } from "../../learners/net/net-states.ts";
import { loadOptimiser } from "../../learners/net/optimisers/load-optimiser.ts";
import { createScoredSet, finish, scoreChain } from "../../learners/net/scored-set.ts";
import { targetSpread } from "../../learners/net/target-spread.ts";
import type { ModelHeader } from "../../model-file.ts";
import { netEngine } from "../../net-engine.ts";
import { objectiveStart } from "../../objective-start.ts";
import type { RawScores } from "../../raw-scores.ts";
import type { RoundRecord } from "../../round-record.ts";
import type { Prefix, Training, TrainingJob } from "../engine.ts";
import type { ChosenStages, StageChoice } from "./choose-stages.ts";
import { createGrownetTraining } from "./grownet-training.ts";
import { type GrownetValues, grownetValues } from "./grownet-values.ts";
import { type Batching, batchRows } from "./minibatches.ts";
import { ownStages } from "./own-stages.ts";

/** Nets that speak in whole standard deviations take steps that are too coarse: measured in docs/grownet.md. */
const UNITS_A_SPREAD = 5;

/** Boosted shallow nets, after GrowNet (Badirli et al. 2020). Raw scores are float64 sums of float32 outputs. */
export const grownetEngine = netEngine({ open: openOwn, scores: ownScores });

async function openOwn(job: TrainingJob, backend: Backend, host: Host): Promise<Training> {
  const { train } = job;
  const { objective, bound, outputs, baseScores } = await objectiveStart(job);
  const values = grownetValues(job.values);
  const began = host.now();
  const layer: InputLayer = {
    columns: await inputColumns(train, values),
    clip: null,
    outputScale: values.scalesTarget && outputs.kind === "point" ? targetSpread(train) / UNITS_A_SPREAD : 1,
  };
  const batchSize = batchRows(train.rowCount, values.batchSize);
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
    batchSize,
    batching: await batchingOf(train, batchSize),
    random: createRandomSource(job.seed, "grownet"),
    start: {
      outputs,
      baseScores,
      inputs: layer,
      binMs: host.now() - began,
      notes,
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
  const state =
    prefix.kind === "stateAfter"
      ? stateAfter(rounds.slice(0, prefix.rounds))
      : firstOf(rounds, prefix.rounds);
  const layer = header.inputs!;
  const set = createScoredSet(kernel, layer, data, Float64Array.from(header.baseScores));
  finish(scoreChain(kernel, set, layer, state, set.scores));
  kernel.dispose();
  return { rowCount: data.rowCount, outputCount: header.baseScores.length, values: set.scores };
}

/** Null = each row stands alone. */
async function batchingOf({ rowCount, groups }: Dataset, size: number): Promise<Batching | null> {
  if (groups === undefined) return null;
  return (await import("./query-batches.ts")).queryBatching(rowCount, groups, size);
}

async function inputColumns(
  { features }: Dataset,
  { scaling, isEmbedded, embeddingSize }: GrownetValues,
): Promise<readonly InputColumn[]> {
  if (!isEmbedded) return makeInputColumns(features, scaling);
  await loadEmbeddings();
  return embeddingFormulas().embeddedColumns(features, scaling, embeddingSize);
}

async function stagesFor(choice: StageChoice): Promise<ChosenStages> {
  if (choice.values.netBackend === "own") return { stages: ownStages, notes: [] };
  return (await import("./choose-stages.ts")).chooseStages(choice);
}
