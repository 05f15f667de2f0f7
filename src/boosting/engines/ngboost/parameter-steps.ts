import type { WalkTrees } from "../../../compute/backend.ts";
import { fillBaseScores, roundTrees } from "../../learners/tree/ensemble-scores.ts";
import { addTrees, type EnsembleRows, type WeightedTree } from "../../learners/tree/tree-scores.ts";
import type { RoundRecord } from "../../round-record.ts";

const weightsOf = (record: RoundRecord) => record.learners.map((learner) => learner.weight);

function constantParameters(rowCount: number, baseScores: ArrayLike<number>): Float64Array {
  const theta = new Float64Array(rowCount * baseScores.length);
  fillBaseScores(theta, baseScores);
  return theta;
}

/** How much of the trees' output a round adds. */
export const stepFactor = (record: RoundRecord, learningRate: number) => -(learningRate * record.scale);

const stepTrees = (record: RoundRecord, learningRate: number): WeightedTree[] =>
  roundTrees(record, { weights: weightsOf(record), factor: stepFactor(record, learningRate) });

/** theta -= learning rate x rho x output of the round's trees. Training and prediction share it, so their bits agree. */
export function addStep(
  record: RoundRecord,
  rows: EnsembleRows,
  theta: Float64Array,
  learningRate: number,
): void {
  addTrees(stepTrees(record, learningRate), rows, { scores: theta, stride: record.learners.length });
}

/** Parameters of rows after the given rounds, row-major. */
export function replay(
  records: readonly RoundRecord[],
  rows: EnsembleRows,
  baseScores: ArrayLike<number>,
  learningRate: number,
  walk?: WalkTrees,
): Float64Array {
  const theta = constantParameters(rows.rowCount, baseScores);
  const trees = records.flatMap((record) => stepTrees(record, learningRate));
  addTrees(trees, rows, { scores: theta, stride: baseScores.length }, walk);
  return theta;
}

/** The outputs of a round's trees: a list of all rows for each parameter. */
export function stepsOf(record: RoundRecord, rows: EnsembleRows): Float32Array[] {
  return roundTrees(record, { weights: weightsOf(record), factor: 1 }).map((tree) => {
    const step = new Float32Array(rows.rowCount);
    addTrees([{ ...tree, output: 0 }], rows, { scores: step, stride: 1 });
    return step;
  });
}
