import { addRoundScores, type EnsembleRows, fillBaseScores } from "../../learners/tree/ensemble-scores.ts";
import type { RoundRecord } from "../../round-record.ts";

const weightsOf = (record: RoundRecord) => record.learners.map((learner) => learner.weight);

function constantParameters(rowCount: number, baseScores: ArrayLike<number>): Float64Array {
  const theta = new Float64Array(rowCount * baseScores.length);
  fillBaseScores(theta, baseScores);
  return theta;
}

/** theta -= learning rate x rho x output of the round's trees. Training and prediction share it, so their bits agree. */
export function addStep(
  record: RoundRecord,
  rows: EnsembleRows,
  theta: Float64Array,
  learningRate: number,
): void {
  addRoundScores(
    record,
    rows,
    { scores: theta, stride: record.learners.length },
    { weights: weightsOf(record), factor: -(learningRate * record.scale) },
  );
}

/** Parameters of rows after the given rounds, row-major. */
export function replay(
  records: readonly RoundRecord[],
  rows: EnsembleRows,
  baseScores: ArrayLike<number>,
  learningRate: number,
): Float64Array {
  const theta = constantParameters(rows.rowCount, baseScores);
  for (const record of records) addStep(record, rows, theta, learningRate);
  return theta;
}

/** The outputs of a round's trees, row-major. */
export function stepOf(record: RoundRecord, rows: EnsembleRows, parameterCount: number): Float32Array {
  const step = new Float32Array(rows.rowCount * parameterCount);
  addRoundScores(
    record,
    rows,
    { scores: step, stride: parameterCount },
    { weights: weightsOf(record), factor: 1 },
  );
  return step;
}
