import type { BinnedMatrix, ScoreKernel, TreeGrowth } from "../../../compute/backend.ts";
import type { Quantisation } from "../../../compute/quantisation.ts";
import type { Host } from "../../../core/host.ts";
import type { RandomSource } from "../../../core/random.ts";
import type { RowScores } from "../../distributions/row-scores.ts";
import { treeOf, type WeightedLearner } from "../../learners/learner.ts";
import type { InputLayer } from "../../learners/net/input-layer.ts";
import { createColumnSampler } from "../../learners/tree/column-sampler.ts";
import { sampleRows } from "../../learners/tree/row-sampler.ts";
import type { GradientPairs } from "../../raw-scores.ts";
import type { RoundRecord } from "../../round-record.ts";
import type { RoundReport, Training, TrainingJob, TrainingStart } from "../engine.ts";
import { type FittedLearners, fitTreeLearner } from "./fit-learners.ts";
import { type FitInput, inspectFittedNode } from "./fit-tree.ts";
import { lineSearch, meanStepLength, searchedRows, searchRoom } from "./line-search.ts";
import { createRoundGradient, nonFinite } from "./natural-gradient.ts";
import { learnerOf, type NgboostValues } from "./ngboost-values.ts";
import { addOutputs, addStep, parameterRows, replay, stepFactor, stepsOf } from "./parameter-steps.ts";
import type { createRidgeLearners } from "./ridge-learners.ts";

/** What trees are grown with. */
export interface TreeGrower {
  readonly matrix: BinnedMatrix;
  readonly growth: TreeGrowth;
  /** A second growth, so that looking at a node never disturbs a tree under way. */
  readonly openGrowth: () => Promise<TreeGrowth>;
}

export interface NgboostSetup {
  readonly job: TrainingJob;
  readonly host: Host;
  /** Null where no parameter has trees. */
  readonly grower: TreeGrower | null;
  /** Null where no parameter has linear models. */
  readonly ridgeLearners: typeof createRidgeLearners | null;
  readonly rowScores: RowScores;
  /** Gradients, search and step in turns, where the rule has a kernel and the backend too. */
  readonly kernel: ScoreKernel | null;
  readonly values: NgboostValues;
  readonly random: RandomSource;
  readonly start: TrainingStart;
}

/** A line search that goes on from the last one starts at no shorter step. */
const SHORTEST_START = 1 / 256;

/** One batch of rows and columns a round, shared by the learners of all parameters. */
interface Batch {
  readonly sampled: Uint8Array | null;
  readonly columns: FitInput["columns"];
}

/** NGBoost, algorithm 1 of Duan et al. (2020): a learner a parameter on the natural gradient, one line search a round. */
export function createNgboostTraining(setup: NgboostSetup): Training {
  const { job, host, grower, rowScores, kernel, values, random, start } = setup;
  const { rowCount, weights } = job.train;
  const parameterCount = start.baseScores.length;
  const layer: InputLayer | undefined = start.inputs;
  const sets = [job.train, ...job.watch].map((set) => parameterRows(set, layer));
  const trainRows = sets[0]!;
  const fitRidge = layer && setup.ridgeLearners?.(trainRows, layer, values.ridgePenalty);
  const records: RoundRecord[] = [...(job.past ?? [])];
  const parameters = sets.map((set) => replay(records, set, start.baseScores, values.learningRate));
  const theta = parameters[0]!;
  const roundGradient = createRoundGradient(rowScores, parameterCount, values.gradient);
  const rowWeights = weights ?? new Float32Array(rowCount).fill(1);
  const steps = Array.from({ length: parameterCount }, () => new Float32Array(rowCount));
  const allSearched = searchedRows(rowCount, null, values.searchedRows);
  const room = searchRoom(allSearched.length, parameterCount);
  /** Of the round that was trained last. */
  let stepLength = Number.POSITIVE_INFINITY;
  const fitted = emptyPairs();
  const scaled = new Float32Array(rowCount);
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

  function fitInput(output: number, batch: Batch, from: GradientPairs): Omit<FitInput, "growth"> {
    const wanted = from.gradient.subarray(output * rowCount, (output + 1) * rowCount);
    return {
      wanted,
      pairs: scaled,
      weights: weightsOf(output, from),
      isWeighted: weights !== undefined || values.gradient === "newton",
      ...batch,
      features: job.train.features,
      values: values.tree,
      host,
    };
  }

  /** Newton steps weigh a row by its curvature too. */
  function weightsOf(output: number, from: GradientPairs): Float32Array {
    if (values.gradient !== "newton") return rowWeights;
    const curvature = from.hessian.subarray(output * rowCount, (output + 1) * rowCount);
    return weights === undefined ? curvature : curvature.map((one, row) => one * weights[row]!);
  }

  /** Fits a learner a parameter and leaves their outputs in `steps`; null = the host was stopped. */
  async function fitLearners(batch: Batch): Promise<FittedLearners | null> {
    const learners: WeightedLearner[] = [];
    const quantisation: Quantisation[] = [];
    for (let output = 0; output < parameterCount; output++) {
      const input = fitInput(output, batch, fitted);
      const step = steps[output]!;
      if (fitRidge !== undefined && learnerOf(values, output) === "ridge") {
        const learner = await fitRidge({ ...input, output, step }, host);
        if (learner === null) return null;
        learners.push(learner);
      } else if (grower !== null) {
        const grown = await fitTreeLearner({ ...input, growth: grower.growth }, output, step);
        learners.push(grown.learner);
        quantisation.push(grown.quantisation);
      }
    }
    return { learners, quantisation };
  }

  /** Returns how many rows had a singular metric. */
  function fillGradient(round: number): number {
    if (kernel === null) return roundGradient.fill(theta, rowCount, round, fitted);
    if (!kernel.gradients(theta, fitted.gradient)) throw nonFinite(round);
    return 0;
  }

  async function trainRound(round: number): Promise<RoundRecord | null> {
    const ridges = fillGradient(round);
    const batch = batchOf(round);
    const { sampled, columns } = batch;
    const found = await fitLearners(batch);
    if (found === null) return null;
    const { learners, quantisation } = found;
    const rows = sampled === null ? allSearched : searchedRows(rowCount, sampled, values.searchedRows);
    stepLength = meanStepLength(steps, rows);
    const scale = await lineSearch({
      rowScores,
      parameterCount,
      theta,
      steps,
      weights,
      rows,
      stepLength,
      tolerance: values.tolerance,
      room,
      kernel,
      start: values.searchesOn ? lengthBefore() : 1,
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
      ...(ridges > 0 && { ridges }),
    };
  }

  function lengthBefore(): number {
    return Math.max(SHORTEST_START, Math.min(records.at(-1)?.scale ?? 1, 1 / SHORTEST_START));
  }

  function lengthOf(record: RoundRecord): number {
    const rows = searchedRows(rowCount, batchOf(record.round).sampled, values.searchedRows);
    return meanStepLength(stepsOf(record, trainRows), rows);
  }

  /** The training rows' step is at hand; other rows walk through the round's learners. */
  function move(record: RoundRecord): void {
    const factor = stepFactor(record, values.learningRate);
    if (kernel === null) addOutputs(theta, steps, factor);
    else kernel.move(factor, theta);
    for (let set = 1; set < sets.length; set++) {
      addStep(record, sets[set]!, parameters[set]!, values.learningRate);
    }
  }

  async function* rounds(): AsyncGenerator<RoundReport, void> {
    const past = records.at(-1);
    // the learners have nothing more to say: that round was the last
    if (past !== undefined && lengthOf(past) < values.tolerance) return;
    for (let round = records.length + 1; round <= job.rounds && !host.stopped; round++) {
      const record = await trainRound(round);
      if (record === null) return;
      move(record);
      records.push(record);
      yield { record, scores, fitted };
      if (stepLength < values.tolerance) return;
    }
  }

  return {
    start,
    scores,
    rounds,
    async inspect(logged, round, learner, node) {
      const before = replay(logged.slice(0, round - 1), trainRows, start.baseScores, values.learningRate);
      const again = emptyPairs();
      roundGradient.fill(before, rowCount, round, again);
      const tree = treeOf(logged[round - 1]!.learners[learner]!);
      const apart = await grower!.openGrowth();
      const pairs = new Float32Array(rowCount);
      const input = { ...fitInput(learner, batchOf(round), again), pairs, growth: apart };
      const inspection = await inspectFittedNode(input, grower!.matrix, tree, node);
      apart.dispose();
      return inspection;
    },
    dispose() {
      grower?.growth.dispose();
      kernel?.dispose();
    },
  };
}
