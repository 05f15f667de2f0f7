import { createBatchLoss, emptyPairs } from "../../src/boosting/engines/grownet/batch-loss.ts";
import type { CorrectInput } from "../../src/boosting/engines/grownet/correct-nets.ts";
import type { FitInput } from "../../src/boosting/engines/grownet/fit-net.ts";
import { grownetValues } from "../../src/boosting/engines/grownet/grownet-values.ts";
import { grownetMeta } from "../../src/boosting/engines/grownet/meta.ts";
import { loadEmbeddings } from "../../src/boosting/learners/net/embeddings/index.ts";
import { initialNet } from "../../src/boosting/learners/net/initial-net.ts";
import type { EmbeddingShape, Net } from "../../src/boosting/learners/net/net.ts";
import { optimiserById } from "../../src/boosting/learners/net/optimisers/index.ts";
import { objectiveById } from "../../src/boosting/objectives/index.ts";
import { createJsNetKernel } from "../../src/compute/js/net-kernel.ts";
import { type NetKernel, padded } from "../../src/compute/net-kernel.ts";
import type { Dataset } from "../../src/core/dataset.ts";
import type { ParamValues } from "../../src/core/params.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { resolveValues } from "../../src/core/resolve-params.ts";

/** Stages of GrowNet over made rows: what both backends get. */
export interface StageCase {
  readonly objective: "reg:squarederror" | "binary:logistic" | "multi:softprob";
  readonly values: ParamValues;
  readonly weighted: boolean;
  readonly targets?: number;
  readonly rowCount?: number;
  readonly inputs?: number;
  /** Behind the inputs. */
  readonly embeddings?: readonly EmbeddingShape[];
  readonly kernel?: NetKernel;
}

const calm = { now: () => 0, pause: () => undefined, stopped: false };

/** A net that follows another, the stage that fits it, and the one that corrects three. */
export async function stagesOf(stage: StageCase) {
  const { targets = 1, rowCount = 300, inputs = 5, embeddings = [], kernel = createJsNetKernel() } = stage;
  if (embeddings.length > 0) await loadEmbeddings();
  const columns = inputs + embeddings.length;
  const random = createRandomSource(11, "stages");
  const objective = objectiveById(stage.objective);
  await objective.load?.();
  const classes = stage.objective === "multi:softprob" ? 3 : 2;
  const outputs = objective.scoreCount(classes, targets);
  const resolved = resolveValues(grownetMeta.params, { batch_size: 40, ...stage.values }, "values");
  const values = grownetValues(resolved);
  const at = kernel.allocate(rowCount * padded(columns));
  const x = (row: number, i: number) => 2 * random.uniform(1, row, i) - 1;
  for (let row = 0; row < rowCount; row++) {
    for (let i = 0; i < columns; i++) {
      const { entries } = embeddings[i - inputs] ?? { entries: 0 };
      const value = i < inputs ? x(row, i) : Math.floor(entries * random.uniform(4, row, i));
      kernel.memory()[at + row * padded(columns) + i] = value;
    }
  }
  const target = (row: number): number => {
    const value = x(row, 0) * x(row, 1) + 0.5 * x(row, 2) + 0.2 * random.uniform(2, row);
    if (classes === 3) return value > 0.3 ? 2 : value > 0 ? 1 : 0;
    return stage.objective === "binary:logistic" ? Number(value > 0.1) : 100 + 3 * value;
  };
  const weights = Float32Array.from({ length: rowCount }, (_, row) => 0.5 + random.uniform(3, row));
  const train = {
    rowCount,
    target: {
      outputCount: targets,
      values: Float64Array.from({ length: rowCount * targets }, (_, at) => {
        const k = at % targets;
        const row = (at - k) / targets;
        return target(row) - k * (0.3 * x(row, 1) + 20);
      }),
    },
    ...(stage.weighted && { weights }),
  } as unknown as Dataset;
  const bound = objective.bind({ ...train, scoreCount: outputs, values: {} });
  const baseScores = bound.initialScores();
  const scores = Float64Array.from({ length: rowCount * outputs }, (_, i) => baseScores[i % outputs]!);
  const pairs = emptyPairs(rowCount, outputs);
  bound.gradients(scores, { round: 1 }, pairs);
  const width = values.hidden.at(-1)!;
  const netOf = (round: number): Net =>
    initialNet(
      {
        inputs: embeddings.reduce((count, { size }) => count + size, inputs),
        ...(embeddings.length > 0 && { embeddings }),
        handedOn: round > 1 ? width : 0,
        hidden: values.hidden,
        outputs,
        activation: values.activation,
        batchNorm: values.batchNorm,
      },
      random.fork("start"),
      round,
    );
  const handed = new Float32Array(rowCount * padded(width));
  for (let row = 0; row < rowCount; row++) {
    for (let j = 0; j < width; j++) handed[row * padded(width) + j] = x(row, j % inputs) + 0.3 * x(row, 1);
  }
  const common = {
    kernel,
    optimiser: optimiserById(values.optimiser),
    host: calm,
    random,
    values,
    round: 2,
    batchSize: values.batchSize!,
    decay: 1,
    inputs: at,
    rowCount,
    outputScale: stage.objective === "reg:squarederror" ? 0.4 : 1,
    meanWeight: stage.weighted ? weights.reduce((sum, weight) => sum + weight, 0) / rowCount : 1,
  };
  const fit: FitInput = { ...common, before: handed, pairs, boostRate: 0.9 };
  const correct: CorrectInput = {
    ...common,
    baseScores,
    batching: null,
    batchLoss: createBatchLoss(objective, train, {}, { scoreCount: outputs, seed: 0 }),
  };
  const rate = values.boostRateMode === "learned" ? [0.8, 0.8, 0.8] : [0.8, 0.7, 0.9];
  return {
    net: netOf(2),
    fit,
    nets: [netOf(1), netOf(2), netOf(3)],
    rate,
    correct,
    lossKernel: bound.kernel,
  };
}
