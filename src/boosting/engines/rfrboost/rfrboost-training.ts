import type { NetKernel } from "../../../compute/net-kernel.ts";
import type { Host } from "../../../core/host.ts";
import type { RandomSource } from "../../../core/random.ts";
import type { InputLayer } from "../../learners/net/input-layer.ts";
import { createAdvance, createUpscale } from "../../learners/random-features/block-pass.ts";
import { createFeaturePass } from "../../learners/random-features/feature-pass.ts";
import {
  type RandomFeatures,
  type ResidualBlock,
  representationWidth,
  type TopModel,
} from "../../learners/random-features/residual-block.ts";
import type { BoundObjective } from "../../objectives/objective.ts";
import type { GradientPairs } from "../../raw-scores.ts";
import type { RoundRecord } from "../../round-record.ts";
import type { RoundReport, Training, TrainingJob, TrainingStart } from "../engine.ts";
import { blocksOf } from "./blocks-of.ts";
import { type DrawInput, drawBlock, drawFeatures } from "./draw-block.ts";
import { measureFeatures } from "./measure-features.ts";
import { advanceSet, answersOf, createRepresentationSet, writeScores } from "./representation-set.ts";
import type { RfrboostValues } from "./rfrboost-values.ts";
import { classLoss, squaredLoss, type TrainLoss } from "./train-loss.ts";

export interface RfrboostSetup {
  readonly job: TrainingJob;
  readonly host: Host;
  readonly kernel: NetKernel;
  readonly bound: BoundObjective;
  readonly layer: InputLayer;
  readonly values: RfrboostValues;
  /** A numeric target and squared error; else classes and cross-entropy. */
  readonly isPoint: boolean;
  readonly random: RandomSource;
  readonly start: TrainingStart;
}

/** Algorithm 1 of the paper: random features, a step fitted below the top model, the top model fitted again. */
export async function createRfrboostTraining(setup: RfrboostSetup): Promise<Training> {
  const { job, host, kernel, bound, layer, values, isPoint, random, start } = setup;
  const { train } = job;
  const { baseScores } = start;
  const outputs = baseScores.length;
  const columns = layer.columns.length;
  const records: RoundRecord[] = [...(job.past ?? [])];
  const past = blocksOf(records);
  const weights = rowWeights(bound);
  const loss = lossOf(setup, weights);
  const width = past[0]
    ? representationWidth(past[0])
    : values.upscale === "identity"
      ? columns
      : values.hiddenUnits;
  const sets = [train, ...job.watch].map((data) =>
    createRepresentationSet(kernel, layer, data, width, baseScores),
  );
  const trainSet = sets[0]!;
  const inputs = { ...trainSet.inputs, columns };
  const representation = { ...trainSet.representation, columns: width };
  const fitted = emptyPairs(train.rowCount, outputs);
  const scores = sets.map((set) => ({ rowCount: set.rowCount, outputCount: outputs, values: set.scores }));
  const upscale = past[0]?.upscale ?? (past.length > 0 ? null : await drawUpscale());
  let top: TopModel | null = past.at(-1)?.top ?? null;
  const isReady = await restore();

  function drawInput(): DrawInput {
    const { values: labels } = train.target;
    return {
      memory: kernel.memory(),
      rowCount: train.rowCount,
      labelDistance: isPoint
        ? (left, right) => Math.abs(labels[right]! - labels[left]!)
        : (left, right) => Number(labels[left] !== labels[right]),
      values,
      host,
    };
  }

  async function drawUpscale(): Promise<RandomFeatures | null> {
    if (values.upscale === "identity") return null;
    return drawFeatures(drawInput(), values.upscale, inputs, values.hiddenUnits, random.fork("upscale"));
  }

  /** Brings all rows behind the rounds so far. False = stopped. */
  async function restore(): Promise<boolean> {
    if (host.stopped) return false;
    const { mark } = kernel;
    for (const set of sets) {
      const chain = [
        createUpscale(kernel, upscale),
        ...past.map((block) => createAdvance(kernel, createFeaturePass(kernel, block), block)),
      ];
      for (const advance of chain) if (!(await advanceSet(host, set, advance))) return false;
      if (top !== null) writeScores(set, answersOf(kernel, set, top), baseScores, layer.outputScale);
      kernel.release(mark);
    }
    return true;
  }

  function fitTop(before: TopModel | null): Promise<TopModel | null> {
    const rows = {
      memory: kernel.memory(),
      width,
      rowCount: train.rowCount,
      weights,
      ...trainSet.representation,
    };
    return loss.fitTop(rows, before, host);
  }

  /** The next block without its top model, and all rows behind it. Null = stopped. */
  async function fitBlock(round: number, below: TopModel): Promise<Omit<ResidualBlock, "top"> | null> {
    const features = await drawBlock(drawInput(), representation, inputs, random.fork(`block ${round}`));
    if (features === null) return null;
    const pass = createFeaturePass(kernel, features);
    const answers = answersOf(kernel, trainSet, below);
    const residuals = loss.residuals(answers);
    const moments = await measureFeatures(kernel, host, pass, trainSet, residuals);
    if (moments === null) return null;
    const common = { kernel, host, values, pass, set: trainSet, top: below, moments, residuals, answers };
    const fit = await loss.fitStep(common);
    if (fit === null) return null;
    const taken = (entry: number) => values.boostRate * entry;
    const step = Float32Array.from(fit.step, taken);
    const shift = Float32Array.from(fit.shift, taken);
    const advance = createAdvance(kernel, pass, { step, shift });
    for (const set of sets) if (!(await advanceSet(host, set, advance))) return null;
    return { upscale: round === 1 ? upscale : null, ...features, step, shift };
  }

  async function trainRound(round: number): Promise<RoundRecord | null> {
    bound.gradients(trainSet.scores, { round }, fitted);
    const below = top ?? (await fitTop(null));
    if (below === null) return null;
    const { mark } = kernel;
    const block = await fitBlock(round, below);
    kernel.release(mark);
    if (block === null) return null;
    const isFrozen = values.freezeTop !== null && round > values.freezeTop;
    const next = isFrozen ? below : await fitTop(below);
    if (next === null) return null;
    top = next;
    for (const set of sets) writeScores(set, answersOf(kernel, set, top), baseScores, layer.outputScale);
    return {
      round,
      learners: [{ learner: { kind: "residual-block", block: { ...block, top } }, output: "all", weight: 1 }],
      scale: 1,
      weightChanges: [],
      draws: { rowCount: train.rowCount },
      quantisation: [],
    };
  }

  async function* rounds(): AsyncGenerator<RoundReport, void> {
    if (!isReady) return;
    for (let round = records.length + 1; round <= job.rounds && !host.stopped; round++) {
      const record = await trainRound(round);
      // Stopped in the middle of a round: scores are still those of the last one.
      if (record === null) return;
      records.push(record);
      yield { record, scores, fitted };
    }
  }

  return {
    start,
    scores,
    rounds,
    inspect: () => Promise.reject(new TypeError("Random features have no nodes to look into.")),
    dispose: () => kernel.dispose(),
  };
}

function emptyPairs(rowCount: number, outputCount: number): GradientPairs {
  const size = rowCount * outputCount;
  return { rowCount, outputCount, gradient: new Float32Array(size), hessian: new Float32Array(size) };
}

/** The objective's weights with a mean of 1; null = all rows count the same. */
function rowWeights({ kernel }: BoundObjective): Float64Array | null {
  const weights = kernel?.weights ?? null;
  if (weights === null) return null;
  let sum = 0;
  for (const weight of weights) sum += weight;
  return sum > 0 ? Float64Array.from(weights, (weight) => (weight * weights.length) / sum) : null;
}

function lossOf(
  { job, layer, values, isPoint, start }: RfrboostSetup,
  weights: Float64Array | null,
): TrainLoss {
  const { values: labels } = job.train.target;
  const { baseScores } = start;
  if (!isPoint)
    return classLoss({ labels, weights, outputs: baseScores.length }, baseScores, values.topRidge);
  const target = labels.map((label) => (label - baseScores[0]!) / layer.outputScale);
  return squaredLoss(target, weights, values.topRidge);
}
