import type { BinnedMatrix, GradientKernel, TreeGrowth, WalkTrees } from "../../../compute/backend.ts";
import type { Quantisation } from "../../../compute/quantisation.ts";
import type { Host } from "../../../core/host.ts";
import type { RandomSource } from "../../../core/random.ts";
import { treeOf, type WeightedLearner } from "../../learners/learner.ts";
import { createColumnSampler, givenColumns } from "../../learners/tree/column-sampler.ts";
import { growTree } from "../../learners/tree/grow-tree.ts";
import { givenRows, sampleRows } from "../../learners/tree/row-sampler.ts";
import type { TreeValues } from "../../learners/tree/tree-params.ts";
import type { BoundObjective } from "../../objectives/objective.ts";
import type { GradientPairs } from "../../raw-scores.ts";
import type { RoundRecord } from "../../round-record.ts";
import type { RoundReport, Training, TrainingJob, TrainingStart } from "../engine.ts";
import type { Dropout } from "./dropout.ts";
import { createScoreKeeper } from "./score-keeper.ts";

export interface GbdtSetup {
  readonly job: TrainingJob;
  readonly host: Host;
  readonly matrix: BinnedMatrix;
  readonly walk: WalkTrees;
  readonly growth: TreeGrowth;
  /** A second growth, so that looking at a node never disturbs a tree under way. */
  readonly openGrowth: () => Promise<TreeGrowth>;
  readonly objective: BoundObjective;
  readonly gradientKernel: GradientKernel | null;
  readonly values: TreeValues;
  /** Trees a round and output, each with its share of the rate (a boosted random forest). */
  readonly parallelTrees: number;
  readonly dropout: Dropout | null;
  readonly random: RandomSource;
  readonly start: TrainingStart;
}

export function createGbdtTraining(setup: GbdtSetup): Training {
  const { job, host, growth, objective, values, dropout, random, start } = setup;
  const { rowCount } = job.train;
  const outputCount = start.baseScores.length;
  const keeper = createScoreKeeper([job.train, ...job.watch], start.baseScores, setup.walk);
  const scores = keeper.scores[0]!.values as Float32Array;
  const records: RoundRecord[] = [...(job.past ?? [])];
  if (records.length > 0) keeper.recompute(records);
  const { parallelTrees } = setup;
  const learnerCount = outputCount * parallelTrees;
  const treeValues = {
    ...values,
    learningRate: Math.fround(Math.fround(values.learningRate) / parallelTrees),
  };
  const pairs: GradientPairs = {
    rowCount,
    outputCount,
    gradient: new Float32Array(rowCount * outputCount),
    hessian: new Float32Array(rowCount * outputCount),
  };

  function computeGradients(from: Float32Array, round: number, into: GradientPairs): void {
    if (setup.gradientKernel !== null) setup.gradientKernel.run(from, into);
    else objective.gradients(from, { round }, into);
  }

  /** What learner `at` of a round drew and what it is fitted to; the same whenever it is asked for. */
  function learnerInput(round: number, at: number, from: GradientPairs) {
    const output = Math.floor(at / parallelTrees);
    const learner = (round - 1) * learnerCount + at;
    const given = job.givenDraws?.[round - 1];
    const rows = given?.rows?.[at];
    const features = given?.features?.[at];
    return {
      growth,
      gradient: from.gradient.subarray(output * rowCount, (output + 1) * rowCount),
      hessian: from.hessian.subarray(output * rowCount, (output + 1) * rowCount),
      sampled: rows
        ? givenRows(rowCount, rows)
        : sampleRows(rowCount, values.subsample, random.fork("rows"), learner),
      columns: features
        ? givenColumns(features)
        : createColumnSampler(job.train.features.length, values, random, learner),
      values: treeValues,
      output,
    };
  }

  async function fitLearners(round: number, weight: number, addTo: Float32Array | null) {
    const learners: WeightedLearner[] = [];
    const quantisation: Quantisation[] = [];
    const features: number[][] = [];
    let sampledRows = 0;
    for (let at = 0; at < learnerCount; at++) {
      const { output, ...input } = learnerInput(round, at, pairs);
      const grown = await growTree({ ...input, rowCount, host });
      if (addTo !== null) await growth.addLeafValues(grown.tree.value, addTo, outputCount, output);
      learners.push({ learner: { kind: "tree", tree: grown.tree }, output, weight });
      quantisation.push(grown.quantisation);
      if (input.columns.tree !== null) features.push(Array.from(input.columns.tree));
      sampledRows += input.sampled === null ? rowCount : input.sampled.reduce((sum, bit) => sum + bit, 0);
    }
    return {
      learners,
      quantisation,
      draws: { rowCount: sampledRows, ...(features.length > 0 && { features }) },
    };
  }

  async function plainRound(round: number): Promise<RoundRecord> {
    computeGradients(scores, round, pairs);
    const fitted = await fitLearners(round, 1, scores);
    return { round, scale: 1, weightChanges: [], ...fitted };
  }

  /** DART: fit to the gradient without the dropped rounds, then share the dropped weight with the new learners. */
  async function dropoutRound(round: number, drop: Dropout): Promise<RoundRecord> {
    const weights = currentWeights(records);
    const dropped =
      job.givenDraws?.[round - 1]?.droppedRounds ?? drop.choose(weights, random.fork("dropout"), round);
    if (dropped.length === 0) return { ...(await plainRound(round)) };
    const partial = new Float32Array(scores.length);
    keeper.withoutRounds(records, new Set(dropped), partial);
    computeGradients(partial, round, pairs);
    const { added, factor } = drop.normalise(dropped.length, values.learningRate);
    const fitted = await fitLearners(round, added, null);
    return {
      round,
      scale: 1,
      weightChanges: dropped.map((from) => ({
        round: from,
        weight: Math.fround(weights[from - 1]! * factor),
      })),
      ...fitted,
      draws: { ...fitted.draws, droppedRounds: dropped },
    };
  }

  async function* rounds(): AsyncGenerator<RoundReport, void> {
    for (let round = records.length + 1; round <= job.rounds && !host.stopped; round++) {
      const record = dropout === null ? await plainRound(round) : await dropoutRound(round, dropout);
      records.push(record);
      if (record.weightChanges.length > 0) keeper.recompute(records);
      else keeper.addToWatched(record);
      yield { record, scores: keeper.scores, fitted: pairs };
    }
  }

  return {
    start,
    scores: keeper.scores,
    rounds,
    async inspect(logged, round, learner, node) {
      const record = logged[round - 1]!;
      const before = logged.slice(0, round - 1);
      const partial = new Float32Array(scores.length);
      keeper.withoutRounds(before, new Set(record.draws.droppedRounds ?? []), partial);
      const again: GradientPairs = {
        rowCount,
        outputCount,
        gradient: new Float32Array(rowCount * outputCount),
        hessian: new Float32Array(rowCount * outputCount),
      };
      computeGradients(partial, round, again);
      const tree = treeOf(record.learners[learner]!);
      const apart = await setup.openGrowth();
      const input = { ...learnerInput(round, learner, again), growth: apart };
      const { inspectNode } = await import("../../learners/tree/inspect-node.ts");
      const inspection = await inspectNode({ ...input, matrix: setup.matrix, tree, node });
      apart.dispose();
      return inspection;
    },
    dispose() {
      growth.dispose();
      setup.gradientKernel?.dispose();
    },
  };
}

/** Weight of each round's learners now (all learners of a round share one). */
function currentWeights(records: readonly RoundRecord[]): number[] {
  const weights = records.map((record) => record.learners[0]?.weight ?? 1);
  for (const record of records) {
    for (const change of record.weightChanges) weights[change.round - 1] = change.weight;
  }
  return weights;
}
