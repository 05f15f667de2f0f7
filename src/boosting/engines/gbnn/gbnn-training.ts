import { type NetKernel, padded } from "../../../compute/net-kernel.ts";
import type { Host } from "../../../core/host.ts";
import type { RandomSource } from "../../../core/random.ts";
import type { InputLayer } from "../../learners/net/input-layer.ts";
import type { Net, NetShape } from "../../learners/net/net.ts";
import { stateAfter } from "../../learners/net/net-states.ts";
import { createScoredSet, finish, finishBreathing, scoreChain } from "../../learners/net/scored-set.ts";
import type { BoundObjective, Objective } from "../../objectives/objective.ts";
import type { GradientPairs } from "../../raw-scores.ts";
import type { RoundRecord } from "../../round-record.ts";
import type { RoundReport, Training, TrainingJob, TrainingStart } from "../engine.ts";
import { drawRows } from "./draw-rows.ts";
import { fitUnits, startOfUnits } from "./fit-units.ts";
import type { GbnnValues } from "./gbnn-values.ts";
import { lineStep, scoreFactor } from "./line-step.ts";
import type { UnitRows } from "./unit-loss.ts";

export interface GbnnSetup {
  readonly job: TrainingJob;
  readonly host: Host;
  readonly kernel: NetKernel;
  readonly objective: Objective;
  readonly bound: BoundObjective;
  readonly layer: InputLayer;
  readonly values: GbnnValues;
  readonly random: RandomSource;
  readonly start: TrainingStart;
}

/**
 * GBNN (Emami and Martinez-Munoz, "Sequential Training of Neural Networks With Gradient Boosting", IEEE Access 11, 2023):
 * a round adds J units to one hidden layer, fitted to the residuals of a sample of the rows, and takes a Newton step
 * along them.
 */
export function createGbnnTraining(setup: GbnnSetup): Training {
  const { job, host, kernel, objective, bound, layer, values, random, start } = setup;
  const { rowCount } = job.train;
  const outputs = start.baseScores.length;
  const factor = scoreFactor(objective);
  const records: RoundRecord[] = [...(job.past ?? [])];
  const fitted: GradientPairs = {
    rowCount,
    outputCount: outputs,
    gradient: new Float32Array(rowCount * outputs),
    hessian: new Float32Array(rowCount * outputs),
  };
  const weights = bound.kernel?.weights ?? job.train.weights ?? null;
  const sets = [job.train, ...job.watch].map((data) =>
    createScoredSet(kernel, layer, data, start.baseScores),
  );
  const trainSet = sets[0]!;
  const past = stateAfter(records);
  for (const set of sets) finish(scoreChain(kernel, set, layer, past, set.scores));
  const scores = sets.map((set) => ({ rowCount: set.rowCount, outputCount: outputs, values: set.scores }));
  const shape: NetShape = {
    inputs: layer.columns.length,
    handedOn: 0,
    hidden: [values.units],
    outputs,
    activation: "logistic",
    batchNorm: false,
  };

  /** The rows of a round; targets are residuals in the unit of the outputs. */
  function rowsOf(drawn: Uint32Array): UnitRows {
    const stride = padded(shape.inputs);
    const memory = kernel.memory();
    const inputs = new Float32Array(drawn.length * stride);
    const targets = new Float64Array(drawn.length * outputs);
    drawn.forEach((row, i) => {
      const at = trainSet.inputs + row * stride;
      inputs.set(memory.subarray(at, at + stride), i * stride);
      const weight = weights === null ? 1 : weights[row]!;
      // Rows of weight 0 count nowhere.
      const unit = weight > 0 ? -factor / (weight * layer.outputScale) : 0;
      for (let k = 0; k < outputs; k++) {
        targets[i * outputs + k] = unit * fitted.gradient[k * rowCount + row]!;
      }
    });
    return {
      rowCount: drawn.length,
      stride,
      inputs,
      targets,
      weights: weights === null ? null : Float64Array.from(drawn, (row) => weights[row]!),
    };
  }

  function drawnRows(round: number): Uint32Array {
    const given = job.givenDraws?.[round - 1]?.rows?.[0];
    if (given !== undefined) return Uint32Array.from(given);
    return drawRows(rowCount, values.subsample, random.fork("rows"), round);
  }

  /** What the units' outputs count: a step that is found on all training rows. Null = stopped. */
  async function weightOf(net: Net): Promise<number | null> {
    if (objective.constantHessian && !values.searchesAlways) return values.learningRate;
    const along = new Float64Array(trainSet.scores.length);
    const chunks = scoreChain(kernel, trainSet, layer, { nets: [net], weights: [1] }, along);
    if ((await finishBreathing(chunks, host)) === null) return null;
    return values.learningRate * lineStep(objective, fitted, along) * factor;
  }

  /** Adds the units to all scores, or, where it is stopped, to none. */
  async function addToScores(net: Net, weight: number): Promise<boolean> {
    const next: Float64Array[] = [];
    for (const set of sets) {
      const sum = set.scores.slice();
      const chunks = scoreChain(kernel, set, layer, { nets: [net], weights: [weight] }, sum);
      if ((await finishBreathing(chunks, host)) === null) return false;
      next.push(sum);
    }
    sets.forEach((set, i) => {
      set.scores.set(next[i]!);
    });
    return true;
  }

  async function trainRound(round: number): Promise<RoundRecord | null> {
    bound.gradients(trainSet.scores, { round }, fitted);
    const drawn = drawnRows(round);
    const first = startOfUnits(shape, random.fork("start"), round);
    const net = await fitUnits(shape, rowsOf(drawn), first, values, host);
    if (net === null) return null;
    const weight = await weightOf(net);
    if (weight === null || !(await addToScores(net, weight))) return null;
    return {
      round,
      learners: [{ learner: { kind: "net", net }, output: "all", weight }],
      scale: 1,
      weightChanges: [],
      draws: { rowCount: drawn.length },
      quantisation: [],
    };
  }

  async function* rounds(): AsyncGenerator<RoundReport, void> {
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
    inspect: () => Promise.reject(new TypeError("Nets have no nodes to look into.")),
    dispose: () => kernel.dispose(),
  };
}
