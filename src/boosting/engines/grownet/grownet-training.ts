import type { NetKernel } from "../../../compute/net-kernel.ts";
import type { Host } from "../../../core/host.ts";
import type { RandomSource } from "../../../core/random.ts";
import { embeddingShapes } from "../../learners/net/embeddings/index.ts";
import { initialNet } from "../../learners/net/initial-net.ts";
import { type InputLayer, inputCount } from "../../learners/net/input-layer.ts";
import { type Net, penultimateWidth } from "../../learners/net/net.ts";
import { stateAfter } from "../../learners/net/net-states.ts";
import type { Optimiser } from "../../learners/net/optimisers/optimiser.ts";
import { createScoredSet, finish, finishBreathing, scoreChain } from "../../learners/net/scored-set.ts";
import { fillBaseScores } from "../../learners/tree/ensemble-scores.ts";
import type { BoundObjective, Objective } from "../../objectives/objective.ts";
import type { RoundRecord } from "../../round-record.ts";
import type { RoundReport, Training, TrainingJob, TrainingStart } from "../engine.ts";
import { createBatchLoss, emptyPairs } from "./batch-loss.ts";
import { rateInFit, rateOfNet } from "./boost-rate.ts";
import type { Corrected } from "./correct-nets.ts";
import { decayAt, type GrownetValues } from "./grownet-values.ts";
import type { Batching } from "./minibatches.ts";
import type { StageTrainer } from "./stage-trainer.ts";

export interface GrownetSetup {
  readonly job: TrainingJob;
  readonly host: Host;
  readonly kernel: NetKernel;
  /** Another one, for what is asked beside the training. */
  readonly openKernel: () => Promise<NetKernel>;
  readonly stages: StageTrainer;
  readonly objective: Objective;
  readonly bound: BoundObjective;
  readonly layer: InputLayer;
  readonly values: GrownetValues;
  readonly optimiser: Optimiser;
  readonly batchSize: number;
  readonly batching: Batching | null;
  readonly random: RandomSource;
  readonly start: TrainingStart;
}

/** GrowNet (Badirli et al. 2020, algorithm 1): a net a round on the Newton step, then all nets together on the loss. */
export function createGrownetTraining(setup: GrownetSetup): Training {
  const { job, host, kernel, stages, bound, layer, values, random, start, batchSize, batching } = setup;
  const { train } = job;
  const outputs = start.baseScores.length;
  const meanWeight = meanOf(train.weights);
  const batchLoss = createBatchLoss(setup.objective, train, job.values, {
    scoreCount: outputs,
    seed: job.seed,
  });
  const fitted = emptyPairs(train.rowCount, outputs);
  const records: RoundRecord[] = [...(job.past ?? [])];
  const sets = [train, ...job.watch].map((data) => createScoredSet(kernel, layer, data, start.baseScores));
  const trainSet = sets[0]!;
  const embeddings = embeddingShapes(layer.columns);
  let { nets, weights } = stateAfter(records);
  for (const set of sets) set.handed = finish(scoreChain(kernel, set, layer, { nets, weights }, set.scores));
  const scores = sets.map((set) => ({ rowCount: set.rowCount, outputCount: outputs, values: set.scores }));

  function shapeAfter(earlier: readonly Net[]) {
    const before = earlier.at(-1);
    return {
      inputs: inputCount(layer.columns),
      ...(embeddings && { embeddings }),
      handedOn: before !== undefined && values.handsOn ? penultimateWidth(before) : 0,
      hidden: values.hidden,
      outputs,
      activation: values.activation,
      batchNorm: values.batchNorm,
    };
  }

  function common(round: number) {
    return {
      kernel,
      host,
      random,
      values,
      optimiser: setup.optimiser,
      round,
      batchSize,
      decay: decayAt(values, round),
      inputs: trainSet.inputs,
      rowCount: train.rowCount,
      outputScale: layer.outputScale,
      meanWeight,
    };
  }

  /** The round's net, fitted, and what it is worth. Null = stopped. */
  async function fitNext(round: number): Promise<{ readonly net: Net; readonly weight: number } | null> {
    bound.gradients(trainSet.scores, { round }, fitted);
    const shape = shapeAfter(nets);
    const boostRate = rateInFit(values, weights);
    const net = await stages.fit(initialNet(shape, random.fork("start"), round), {
      ...common(round),
      before: shape.handedOn > 0 ? trainSet.handed : null,
      pairs: fitted,
      boostRate,
    });
    if (net === null) return null;
    const outcome = new Float64Array(trainSet.scores.length);
    if (values.boostRateMode === "line_search") {
      const chunks = scoreChain(kernel, trainSet, layer, { nets: [net], weights: [1] }, outcome);
      if ((await finishBreathing(chunks, host)) === null) return null;
    }
    return { net, weight: rateOfNet(values, boostRate, fitted, outcome) };
  }

  async function correct(round: number, chain: Corrected): Promise<Corrected | null> {
    if (!isCorrected(values, round)) return chain;
    return stages.correct(chain.nets, chain.weights, {
      ...common(round),
      baseScores: start.baseScores,
      batchLoss,
      batching,
    });
  }

  /** The loss of the training rows with the new net, before anything is corrected. */
  async function lossWith(net: Net, weight: number): Promise<number | null> {
    if (bound.loss === null) return null;
    const tried = trainSet.scores.slice();
    const chunks = scoreChain(kernel, trainSet, layer, { nets: [net], weights: [weight] }, tried);
    return (await finishBreathing(chunks, host)) === null ? null : bound.loss(tried);
  }

  /** Scores all sets anew with the nets of a round; false = stopped, and nothing has changed. */
  async function scoreSets(chain: Corrected, isWhole: boolean): Promise<boolean> {
    const scored = [];
    for (const set of sets) {
      const next = set.scores.slice();
      if (isWhole) fillBaseScores(next, start.baseScores);
      const part = isWhole ? chain : { nets: chain.nets.slice(-1), weights: chain.weights.slice(-1) };
      const handed = await finishBreathing(scoreChain(kernel, set, layer, part, next), host);
      if (handed === null) return false;
      scored.push({ set, next, handed });
    }
    for (const { set, next, handed } of scored) {
      set.scores.set(next);
      set.handed = handed;
    }
    return true;
  }

  async function trainRound(round: number): Promise<RoundRecord | null> {
    const grown = await fitNext(round);
    if (grown === null) return null;
    const { net, weight } = grown;
    const hasCorrection = isCorrected(values, round);
    const lossBefore = hasCorrection ? await lossWith(net, weight) : null;
    const next = await correct(round, { nets: [...nets, net], weights: [...weights, weight] });
    if (next === null) return null;
    const changes = next.weights.flatMap((value, m) =>
      m < weights.length && value !== weights[m] ? [{ round: m + 1, weight: value }] : [],
    );
    if (!(await scoreSets(next, hasCorrection))) return null;
    ({ nets, weights } = next);
    return {
      round,
      learners: [{ learner: { kind: "net", net }, output: "all", weight: weights.at(-1)! }],
      scale: 1,
      weightChanges: changes,
      draws: { rowCount: train.rowCount },
      quantisation: [],
      ...(hasCorrection && {
        correction: {
          lossBefore,
          lossAfter: bound.loss?.(trainSet.scores) ?? null,
          nets: nets.map(({ parameters, statistics }) => ({ parameters, statistics })),
        },
      }),
    };
  }

  async function* rounds(): AsyncGenerator<RoundReport, void> {
    try {
      for (let round = records.length + 1; round <= job.rounds && !host.stopped; round++) {
        const record = await trainRound(round);
        // Stopped in the middle of a round: scores are still those of the last one.
        if (record === null) return;
        records.push(record);
        yield { record, scores, fitted };
      }
    } finally {
      stages.dispose();
    }
  }

  async function race(logged: readonly RoundRecord[], round: number, optimizers: readonly string[]) {
    const { raceOfRound } = await import("./race-optimisers.ts");
    const past = stateAfter(logged.slice(0, round - 1));
    return raceOfRound({ setup, past, shape: shapeAfter(past.nets), common: common(round) }, optimizers);
  }

  return {
    start,
    scores,
    rounds,
    race,
    inspect: () => Promise.reject(new TypeError("Nets have no nodes to look into.")),
    dispose: () => kernel.dispose(),
  };
}

/** The first net has nothing to be corrected with. */
function isCorrected({ corrective, correctiveEvery }: GrownetValues, round: number): boolean {
  return corrective !== "off" && round > 1 && round % correctiveEvery === 0;
}

function meanOf(weights: Float32Array | undefined): number {
  if (weights === undefined) return 1;
  let sum = 0;
  for (const weight of weights) sum += weight;
  return sum / weights.length;
}
