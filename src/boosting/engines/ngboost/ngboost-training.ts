import type { BinnedMatrix, TreeGrowth } from "../../../compute/backend.ts";
import type { Quantisation } from "../../../compute/quantisation.ts";
import type { Host } from "../../../core/host.ts";
import type { RandomSource } from "../../../core/random.ts";
import type { ScoringRule } from "../../distributions/distribution.ts";
import type { WeightedLearner } from "../../learners/learner.ts";
import { createColumnSampler } from "../../learners/tree/column-sampler.ts";
import { sampleRows } from "../../learners/tree/row-sampler.ts";
import type { GradientPairs } from "../../raw-scores.ts";
import type { RoundRecord } from "../../round-record.ts";
import type { RoundReport, Training, TrainingJob, TrainingStart } from "../engine.ts";
import { type FitInput, fitTree, inspectFittedNode } from "./fit-tree.ts";
import { lineSearch, meanStepLength } from "./line-search.ts";
import { createNaturalGradient } from "./natural-gradient.ts";
import type { NgboostValues } from "./ngboost-values.ts";
import { addStep, replay, stepOf } from "./parameter-steps.ts";

export interface NgboostSetup {
  readonly job: TrainingJob;
  readonly host: Host;
  readonly matrix: BinnedMatrix;
  readonly growth: TreeGrowth;
  /** A second growth, so that looking at a node never disturbs a tree under way. */
  readonly openGrowth: () => Promise<TreeGrowth>;
  readonly rule: ScoringRule;
  readonly values: NgboostValues;
  readonly random: RandomSource;
  readonly start: TrainingStart;
}

/** One batch of rows and columns a round, shared by the trees of all parameters. */
interface Batch {
  readonly sampled: Uint8Array | null;
  readonly columns: FitInput["columns"];
}

/** NGBoost, algorithm 1 of Duan et al. (2020): a tree a parameter on the natural gradient, one line search a round. */
export function createNgboostTraining(setup: NgboostSetup): Training {
  const { job, host, growth, rule, values, random, start } = setup;
  const { rowCount, weights } = job.train;
  const target = job.train.target.values;
  const parameterCount = start.baseScores.length;
  const sets = [job.train, ...job.watch];
  const records: RoundRecord[] = [...(job.past ?? [])];
  const parameters = sets.map((set) => replay(records, set, start.baseScores, values.learningRate));
  const theta = parameters[0]!;
  const naturalGradient = createNaturalGradient(rule, parameterCount, values.naturalGradient);
  const step = new Float32Array(rowCount * parameterCount);
  const fitted = emptyPairs();
  const scores = sets.map((set, i) => ({
    rowCount: set.rowCount,
    outputCount: parameterCount,
    values: parameters[i]!,
  }));

  function emptyPairs(): GradientPairs {
    const length = rowCount * parameterCount;
    return {
      rowCount,
      outputCount: parameterCount,
      gradient: new Float32Array(length),
      hessian: new Float32Array(length).fill(1),
    };
  }

  function batchOf(round: number): Batch {
    return {
      sampled: sampleRows(rowCount, values.tree.subsample, random.fork("rows"), round),
      columns: createColumnSampler(job.train.features.length, values.tree, random, round),
    };
  }

  function fitInput(output: number, batch: Batch, from: GradientPairs, on: TreeGrowth): FitInput {
    const wanted = from.gradient.subarray(output * rowCount, (output + 1) * rowCount);
    return { growth: on, wanted, weights, ...batch, values: values.tree, host };
  }

  /** Grows a tree a parameter and leaves their outputs in `step`. */
  async function fitLearners(batch: Batch) {
    const learners: WeightedLearner[] = [];
    const quantisation: Quantisation[] = [];
    step.fill(0);
    for (let output = 0; output < parameterCount; output++) {
      const grown = await fitTree(fitInput(output, batch, fitted, growth));
      await growth.addLeafValues(grown.tree.value, step, parameterCount, output);
      learners.push({ learner: { kind: "tree", tree: grown.tree }, output, weight: 1 });
      quantisation.push(grown.quantisation);
    }
    return { learners, quantisation };
  }

  async function trainRound(round: number): Promise<RoundRecord> {
    naturalGradient.fill(theta, target, round, fitted.gradient);
    const batch = batchOf(round);
    const { sampled, columns } = batch;
    const { learners, quantisation } = await fitLearners(batch);
    const scale = await lineSearch({
      rule,
      parameterCount,
      theta,
      step,
      target,
      weights,
      sampled,
      tolerance: values.tolerance,
      host,
    });
    const drawn = columns.tree;
    return {
      round,
      learners,
      scale,
      weightChanges: [],
      draws: {
        rowCount: sampled === null ? rowCount : sampled.reduce((sum, bit) => sum + bit, 0),
        ...(drawn !== null && { features: learners.map(() => Array.from(drawn)) }),
      },
      quantisation,
    };
  }

  /** The trees have nothing more to say: that round was the last. */
  function isLast(record: RoundRecord | undefined, stepOfRecord: Float32Array): boolean {
    if (record === undefined) return false;
    const { sampled } = batchOf(record.round);
    return meanStepLength(stepOfRecord, parameterCount, sampled) < values.tolerance;
  }

  async function* rounds(): AsyncGenerator<RoundReport, void> {
    const past = records.at(-1);
    if (past !== undefined && isLast(past, stepOf(past, job.train, parameterCount))) return;
    for (let round = records.length + 1; round <= job.rounds && !host.stopped; round++) {
      const record = await trainRound(round);
      sets.forEach((set, i) => {
        addStep(record, set, parameters[i]!, values.learningRate);
      });
      records.push(record);
      yield { record, scores, fitted };
      if (isLast(record, step)) return;
    }
  }

  return {
    start,
    scores,
    rounds,
    async inspect(logged, round, learner, node) {
      const before = replay(logged.slice(0, round - 1), job.train, start.baseScores, values.learningRate);
      const again = emptyPairs();
      naturalGradient.fill(before, target, round, again.gradient);
      const { tree } = logged[round - 1]!.learners[learner]!.learner;
      const apart = await setup.openGrowth();
      const input = fitInput(learner, batchOf(round), again, apart);
      const inspection = await inspectFittedNode(input, setup.matrix, tree, node);
      apart.dispose();
      return inspection;
    },
    dispose: () => growth.dispose(),
  };
}
