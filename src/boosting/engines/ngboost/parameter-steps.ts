import type { WalkTrees } from "../../../compute/backend.ts";
import type { Dataset } from "../../../core/dataset.ts";
import { type LinearInputs, linearInputs, linearOutputs } from "../../learners/linear/linear-scores.ts";
import type { InputLayer } from "../../learners/net/input-layer.ts";
import { fillBaseScores } from "../../learners/tree/ensemble-scores.ts";
import { addTrees, type EnsembleRows, type WeightedTree } from "../../learners/tree/tree-scores.ts";
import type { RoundRecord } from "../../round-record.ts";

/** Rows as trees see them, and as linear models do. */
export interface ParameterRows extends EnsembleRows {
  /** Null where the model has trees alone. */
  readonly linear: LinearInputs | null;
}

export function parameterRows(
  data: Pick<Dataset, "features" | "rowCount">,
  layer: InputLayer | undefined,
): ParameterRows {
  const { features, rowCount } = data;
  return { features, rowCount, linear: layer === undefined ? null : linearInputs(layer, data) };
}

/** How much of the learners' output a round adds. */
export const stepFactor = (record: RoundRecord, learningRate: number) => -(learningRate * record.scale);

function treesOf({ learners }: RoundRecord, factor: number): WeightedTree[] {
  return learners.flatMap(({ learner, output, weight }) =>
    learner.kind === "tree" && output !== "all"
      ? [{ tree: learner.tree, output, weight: weight * factor }]
      : [],
  );
}

/** Adds the outputs of a round's linear models to row-major parameters. */
function addLinear(
  { learners }: RoundRecord,
  { linear, rowCount }: ParameterRows,
  { theta, stride, factor }: { theta: Float64Array | Float32Array; stride: number; factor: number },
): void {
  if (linear === null) return;
  const outputs = new Float32Array(rowCount);
  const sums = new Float64Array(rowCount);
  for (const { learner, output, weight } of learners) {
    if (learner.kind !== "linear" || output === "all") continue;
    linearOutputs(learner.model, linear, outputs, sums);
    const times = weight * factor;
    for (let row = 0, at = output; row < rowCount; row++, at += stride) {
      theta[at] = theta[at]! + times * outputs[row]!;
    }
  }
}

/** theta -= learning rate x rho x output of the round's learners. Training and prediction share it, so their bits agree. */
export function addStep(
  record: RoundRecord,
  rows: ParameterRows,
  theta: Float64Array,
  learningRate: number,
): void {
  const stride = record.learners.length;
  const factor = stepFactor(record, learningRate);
  addTrees(treesOf(record, factor), rows, { scores: theta, stride });
  addLinear(record, rows, { theta, stride, factor });
}

/** The same of rows whose outputs are at hand, a list for each parameter. */
export function addOutputs(theta: Float64Array, steps: readonly Float32Array[], factor: number): void {
  const stride = steps.length;
  steps.forEach((step, k) => {
    for (let row = 0, at = k; row < step.length; row++, at += stride) {
      theta[at] = theta[at]! + factor * step[row]!;
    }
  });
}

/** Parameters of rows after the given rounds, row-major. */
export function replay(
  records: readonly RoundRecord[],
  rows: ParameterRows,
  baseScores: ArrayLike<number>,
  learningRate: number,
  walk?: WalkTrees,
): Float64Array {
  const stride = baseScores.length;
  const theta = new Float64Array(rows.rowCount * stride);
  fillBaseScores(theta, baseScores);
  const trees = records.flatMap((record) => treesOf(record, stepFactor(record, learningRate)));
  addTrees(trees, rows, { scores: theta, stride }, walk);
  // each parameter has one kind of learner: the order of what is added to it is that of the rounds
  for (const record of records) {
    addLinear(record, rows, { theta, stride, factor: stepFactor(record, learningRate) });
  }
  return theta;
}

/** The outputs of a round's learners: a list of all rows for each parameter. */
export function stepsOf(record: RoundRecord, rows: ParameterRows): Float32Array[] {
  return record.learners.map((one) => {
    const step = new Float32Array(rows.rowCount);
    const alone = { ...record, learners: [{ ...one, output: 0 }] };
    addTrees(treesOf(alone, 1), rows, { scores: step, stride: 1 });
    addLinear(alone, rows, { theta: step, stride: 1, factor: 1 });
    return step;
  });
}
