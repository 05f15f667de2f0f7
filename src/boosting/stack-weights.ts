import { nonNegativeSquares } from "../core/non-negative-squares.ts";

/** One number a row and model, model by model: point predictions, or the probability of the row's true class. */
export type ByModel = readonly Float64Array[];

const LEAST_PROBABILITY = 1e-15;
const EM_STEPS = 2000;
/** EM ends where no weight moves by more. */
const EM_TOLERANCE = 1e-12;

/** What weights are fitted with beside the predictions. */
export interface WeightFit {
  /** One a row; absent = all count the same. */
  readonly rowWeights?: Float32Array | undefined;
  /** Where EM begins: a sum of 1, nothing at 0. Absent = equal shares. */
  readonly from?: Float64Array | undefined;
  /** The most steps of EM. */
  readonly steps?: number;
}

/**
 * Weights of point predictions: those >= 0 with the least (weighted) squared error, which need not add up to 1 (Breiman, "Stacked
 * regressions", Machine Learning 24, 1996: that they are not negative is what makes stacking safe).
 */
export function squaredErrorWeights(
  predictions: ByModel,
  target: Float64Array,
  { rowWeights }: WeightFit = {},
): Float64Array {
  const size = predictions.length;
  const gram = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let a = 0; a < size; a++) {
    right[a] = dot(predictions[a]!, target, rowWeights);
    for (let b = 0; b <= a; b++) {
      gram[a * size + b] = dot(predictions[a]!, predictions[b]!, rowWeights);
      gram[b * size + a] = gram[a * size + b]!;
    }
  }
  return nonNegativeSquares(gram, right);
}

/**
 * Weights of class probabilities: those >= 0 with sum 1 and the least log loss, by EM for the shares of a mixture (Dempster, Laird
 * and Rubin 1977). Each step lowers the loss, which is convex in the weights, so there is one least value. `ofTruth`: the probability
 * that each model gave the class that came true.
 */
export function logLossWeights(
  ofTruth: ByModel,
  { rowWeights, from, steps = EM_STEPS }: WeightFit = {},
): Float64Array {
  const size = ofTruth.length;
  const rows = ofTruth[0]?.length ?? 0;
  let weights = from?.slice() ?? new Float64Array(size).fill(1 / size);
  const total = rowWeights?.reduce((sum, weight) => sum + weight, 0) ?? rows;
  if (total === 0) return weights;
  const sure = ofTruth.map((column) => column.map((p) => Math.max(LEAST_PROBABILITY, p)));
  for (let step = 0; step < steps; step++) {
    const shares = new Float64Array(size);
    for (let row = 0; row < rows; row++) {
      let mixed = 0;
      for (let k = 0; k < size; k++) mixed += weights[k]! * sure[k]![row]!;
      const counts = rowWeights?.[row] ?? 1;
      for (let k = 0; k < size; k++) shares[k]! += (counts * weights[k]! * sure[k]![row]!) / mixed;
    }
    const next = shares.map((share) => share / total);
    const moved = next.reduce((most, weight, k) => Math.max(most, Math.abs(weight - weights[k]!)), 0);
    weights = next;
    if (moved < EM_TOLERANCE) break;
  }
  return weights;
}

function dot(a: Float64Array, b: Float64Array, rowWeights: Float32Array | undefined): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (rowWeights?.[i] ?? 1) * a[i]! * b[i]!;
  return sum;
}
