import type { Host } from "../../../core/host.ts";
import { lbfgs } from "../../../core/lbfgs.ts";
import { solvePositive } from "../../../core/positive-system.ts";
import { breathe } from "../../learners/random-features/breathe.ts";
import type { PlacedRows } from "../../learners/random-features/feature-pass.ts";
import type { TopModel } from "../../learners/random-features/residual-block.ts";
import { type ClassRows, labelOf, rowLoss } from "./cross-entropy.ts";

/** The representation of the training rows. */
export interface TopRows extends PlacedRows {
  readonly memory: Float32Array;
  readonly width: number;
  readonly rowCount: number;
  /** Mean 1; null = 1 each. */
  readonly weights: Float64Array | null;
}

const ROWS_A_BREATH = 1024;

/** Ridge with an intercept: (Xc'Xc + l2 N I) w = Xc'yc, in float64. Null = stopped. */
export async function fitRidgeTop(
  rows: TopRows,
  target: Float64Array,
  ridge: number,
  host: Host,
): Promise<TopModel | null> {
  const { memory, at, stride, width, rowCount, weights } = rows;
  const { means, targetMean } = meansOf(rows, target);
  const gram = new Float64Array(width * width);
  const right = new Float64Array(width);
  const centred = new Float64Array(width);
  for (let row = 0; row < rowCount; row++) {
    for (let d = 0; d < width; d++) centred[d] = memory[at + row * stride + d]! - means[d]!;
    const weight = weights === null ? 1 : weights[row]!;
    const y = weight * (target[row]! - targetMean);
    for (let i = 0; i < width; i++) {
      const x = weight * centred[i]!;
      right[i]! += y * centred[i]!;
      for (let j = i; j < width; j++) gram[i * width + j]! += x * centred[j]!;
    }
    if (row % ROWS_A_BREATH === 0 && (await breathe(host))) return null;
  }
  for (let i = 0; i < width; i++) gram[i * width + i]! += ridge * rowCount;
  if ((await solvePositive(gram, width, right, 1, host)) === null) return null;
  const kept = Float32Array.from(right);
  let bias = targetMean;
  kept.forEach((w, d) => {
    bias -= means[d]! * w;
  });
  return { weights: kept, biases: Float32Array.of(bias) };
}

function meansOf({ memory, at, stride, width, rowCount, weights }: TopRows, target: Float64Array) {
  const means = new Float64Array(width);
  let targetMean = 0;
  for (let row = 0; row < rowCount; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    targetMean += weight * target[row]!;
    for (let d = 0; d < width; d++) means[d]! += weight * memory[at + row * stride + d]!;
  }
  return { means: means.map((sum) => sum / rowCount), targetMean: targetMean / rowCount };
}

/** Limits of the original's L-BFGS. */
const MOST_ITERATIONS = 300;
const GRADIENT_TOLERANCE = 1e-7;
const VALUE_TOLERANCE = 1e-9;

/**
 * Multinomial (one logit: binary) logistic regression on the representation, from the last top model on: mean
 * cross-entropy + l2 |W|^2, biases free. `baseLogits` are added to every row's. Null = stopped.
 */
export async function fitLogisticTop(
  rows: TopRows,
  classes: ClassRows,
  baseLogits: Float64Array,
  ridge: number,
  before: TopModel | null,
  host: Host,
): Promise<TopModel | null> {
  const { width } = rows;
  const { outputs } = classes;
  const size = width * outputs;
  const start = new Float64Array(size + outputs);
  if (before !== null) {
    start.set(before.weights);
    start.set(before.biases, size);
  }
  const evaluate = logisticLoss(rows, classes, baseLogits, ridge, () => host.stopped);
  const { point, why } = await lbfgs(evaluate, start, {
    maxIterations: MOST_ITERATIONS,
    gradientTolerance: GRADIENT_TOLERANCE,
    valueTolerance: VALUE_TOLERANCE,
    host,
  });
  if (why === "stopped" || host.stopped) return null;
  return {
    weights: Float32Array.from(point.subarray(0, size)),
    biases: Float32Array.from(point.subarray(size)),
  };
}

/** The regularised loss of weights (width x outputs) and biases, and its gradient; NaN where it is stopped. */
export function logisticLoss(
  { memory, at, stride, width, rowCount }: TopRows,
  { labels, weights, outputs }: ClassRows,
  baseLogits: Float64Array,
  ridge: number,
  isStopped: () => boolean = () => false,
) {
  const size = width * outputs;
  const logits = new Float64Array(outputs);
  const off = new Float64Array(outputs);
  return (point: Float64Array, gradient: Float64Array): number => {
    gradient.fill(0);
    let loss = 0;
    for (let row = 0; row < rowCount; row++) {
      if (row % ROWS_A_BREATH === 0 && isStopped()) return Number.NaN;
      const x = at + row * stride;
      for (let k = 0; k < outputs; k++) logits[k] = baseLogits[k]! + point[size + k]!;
      for (let d = 0; d < width; d++) {
        const value = memory[x + d]!;
        for (let k = 0; k < outputs; k++) logits[k]! += value * point[d * outputs + k]!;
      }
      const weight = (weights === null ? 1 : weights[row]!) / rowCount;
      loss += weight * rowLoss(logits, labels[row]!, off);
      for (let k = 0; k < outputs; k++) {
        off[k] = weight * (off[k]! - labelOf(labels[row]!, outputs, k));
        gradient[size + k]! += off[k]!;
      }
      for (let d = 0; d < width; d++) {
        const value = memory[x + d]!;
        for (let k = 0; k < outputs; k++) gradient[d * outputs + k]! += value * off[k]!;
      }
    }
    for (let i = 0; i < size; i++) {
      loss += ridge * point[i]! * point[i]!;
      gradient[i]! += 2 * ridge * point[i]!;
    }
    return loss;
  };
}
