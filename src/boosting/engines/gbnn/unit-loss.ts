import { exp } from "../../../core/deterministic-math.ts";
import type { SmoothFunction } from "../../../core/lbfgs.ts";
import { type LayerPlaces, type NetShape, netLayout } from "../../learners/net/net.ts";

/** Rows that units are fitted to. */
export interface UnitRows {
  readonly rowCount: number;
  /** Row-major; a multiple of 4, cells beyond the inputs are 0. */
  readonly stride: number;
  readonly inputs: Float32Array;
  /** rowCount x outputs. */
  readonly targets: Float64Array;
  /** Null = 1 each. */
  readonly weights: Float64Array | null;
}

/**
 * What scikit-learn's MLPRegressor minimises for one layer of logistic units: half the mean squared error plus
 * alpha / (2 n) times the squared weights, biases apart; `point` is laid out as a net's parameters. Rows weigh in the
 * mean. Errors of several outputs are added, as its gradient has it (its reported loss takes their mean). Float64, rows
 * in order.
 */
export function createUnitLoss(shape: NetShape, rows: UnitRows, alpha: number): SmoothFunction {
  const { inputs, outputs } = shape;
  const units = shape.hidden[0]!;
  const [first, second] = netLayout(shape).layers as readonly [LayerPlaces, LayerPlaces];
  const { rowCount, stride, inputs: x, targets, weights } = rows;
  const penalty = alpha / rowCount;
  const totalWeight = weights === null ? rowCount : sum(weights);
  /** Weights unit by unit, so that a unit's sum runs along a row; and their gradient. */
  const unitWeights = new Float64Array(units * stride);
  const unitGradient = new Float64Array(units * stride);
  const biasGradient = new Float64Array(units);
  const outWeights = new Float64Array(units * outputs);
  const outGradient = new Float64Array(units * outputs);
  const outBiasGradient = new Float64Array(outputs);
  const answers = new Float64Array(units);
  const errors = new Float64Array(outputs);

  function load(point: Float64Array): void {
    for (let i = 0; i < inputs; i++) {
      for (let j = 0; j < units; j++) unitWeights[j * stride + i] = point[first.weights + i * units + j]!;
    }
    for (let i = 0; i < units * outputs; i++) outWeights[i] = point[second.weights + i]!;
    unitGradient.fill(0);
    biasGradient.fill(0);
    outGradient.fill(0);
    outBiasGradient.fill(0);
  }

  /** Answers of the units and weighted errors of the outputs; returns the row's weighted squared error. */
  function forward(row: number, point: Float64Array): number {
    for (let j = 0; j < units; j++) {
      const z = point[first.bias + j]! + dotOfRow(unitWeights, j * stride, x, row * stride, stride);
      answers[j] = 1 / (1 + exp(-z));
    }
    const weight = weights === null ? 1 : weights[row]!;
    let squares = 0;
    for (let k = 0; k < outputs; k++) {
      let out = point[second.bias + k]!;
      for (let j = 0; j < units; j++) out += answers[j]! * outWeights[j * outputs + k]!;
      const error = out - targets[row * outputs + k]!;
      errors[k] = weight * error;
      squares += weight * error * error;
    }
    return squares;
  }

  function backward(row: number): void {
    for (let k = 0; k < outputs; k++) outBiasGradient[k]! += errors[k]!;
    for (let j = 0; j < units; j++) {
      const answer = answers[j]!;
      let back = 0;
      for (let k = 0, at = j * outputs; k < outputs; k++, at++) {
        outGradient[at]! += answer * errors[k]!;
        back += errors[k]! * outWeights[at]!;
      }
      const delta = back * answer * (1 - answer);
      biasGradient[j]! += delta;
      addRow(unitGradient, j * stride, delta, x, row * stride, stride);
    }
  }

  /** Means of the sums over rows, and the penalty's part; returns the squared weights. */
  function unload(point: Float64Array, gradient: Float64Array): number {
    let squares = 0;
    const place = (at: number, summed: number) => {
      gradient[at] = summed / totalWeight + penalty * point[at]!;
      squares += point[at]! * point[at]!;
    };
    for (let i = 0; i < inputs; i++) {
      for (let j = 0; j < units; j++) place(first.weights + i * units + j, unitGradient[j * stride + i]!);
    }
    for (let i = 0; i < units * outputs; i++) place(second.weights + i, outGradient[i]!);
    for (let j = 0; j < units; j++) gradient[first.bias + j] = biasGradient[j]! / totalWeight;
    for (let k = 0; k < outputs; k++) gradient[second.bias + k] = outBiasGradient[k]! / totalWeight;
    return squares;
  }

  return (point, gradient) => {
    load(point);
    let squares = 0;
    for (let row = 0; row < rowCount; row++) {
      squares += forward(row, point);
      backward(row);
    }
    return squares / (2 * totalWeight) + (penalty * unload(point, gradient)) / 2;
  };
}

/** Four sums side by side: one alone would wait for each of its additions. */
function dotOfRow(w: Float64Array, wAt: number, x: Float32Array, xAt: number, stride: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0; i < stride; i += 4) {
    a += w[wAt + i]! * x[xAt + i]!;
    b += w[wAt + i + 1]! * x[xAt + i + 1]!;
    c += w[wAt + i + 2]! * x[xAt + i + 2]!;
    d += w[wAt + i + 3]! * x[xAt + i + 3]!;
  }
  return a + b + (c + d);
}

function addRow(
  target: Float64Array,
  at: number,
  factor: number,
  x: Float32Array,
  xAt: number,
  stride: number,
): void {
  for (let i = 0; i < stride; i += 4) {
    target[at + i]! += factor * x[xAt + i]!;
    target[at + i + 1]! += factor * x[xAt + i + 1]!;
    target[at + i + 2]! += factor * x[xAt + i + 2]!;
    target[at + i + 3]! += factor * x[xAt + i + 3]!;
  }
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
