// Gradients and hessians of the objectives that name a kernel; every step in float32 as in src/boosting/objectives.
import { exp, expLanes } from "./exponential";

const LARGEST_EXPONENT: f32 = 88.7;
const LEAST_HESSIAN: f32 = 1e-16;
const LEAST_EXPONENT: f64 = -80;

@inline
function storePair(probability: f32, label: f32, weight: f32, gradient: usize, hessian: usize): void {
  store<f32>(gradient, (probability - label) * weight);
  store<f32>(hessian, max<f32>(probability * (<f32>1 - probability), LEAST_HESSIAN) * weight);
}

@inline
function sigmoid(score: f32): f32 {
  const power = <f32>exp(<f64>min<f32>(-score, LARGEST_EXPONENT));
  return <f32>1 / (<f32>1 + power);
}

@inline
function storeRow(
  i: usize,
  probability: f32,
  labels: usize,
  weights: usize,
  gradient: usize,
  hessian: usize,
): void {
  const weight: f32 = weights === 0 ? 1 : load<f32>(weights + i);
  storePair(probability, load<f32>(labels + i), weight, gradient + i, hessian + i);
}

/** `weights` 0 = all 1. With SIMD two rows at a time while both scores are moderate. */
export function logisticGradients(
  scores: usize,
  labels: usize,
  weights: usize,
  count: i32,
  gradient: usize,
  hessian: usize,
): void {
  const size = <usize>count << 2;
  let i: usize = 0;
  if (ASC_FEATURE_SIMD) {
    for (; i + 8 <= size; i += 8) {
      const first = load<f32>(scores + i);
      const second = load<f32>(scores + i, 4);
      let low = f32.NaN;
      let high = f32.NaN;
      if (abs<f32>(first) < 80 && abs<f32>(second) < 80) {
        const lanes = f64x2.neg(f64x2.replace_lane(f64x2.splat(<f64>first), 1, <f64>second));
        const power = f32x4.demote_f64x2_zero(expLanes(lanes));
        const probability = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), power));
        low = f32x4.extract_lane(probability, 0);
        high = f32x4.extract_lane(probability, 1);
      } else {
        low = sigmoid(first);
        high = sigmoid(second);
      }
      storeRow(i, low, labels, weights, gradient, hessian);
      storeRow(i + 4, high, labels, weights, gradient, hessian);
    }
  }
  for (; i < size; i += 4) {
    storeRow(i, sigmoid(load<f32>(scores + i)), labels, weights, gradient, hessian);
  }
}

/** Row-major scores in, output-major pairs out; `labels` are class numbers as float32. `row` = room for K floats. */
export function softmaxGradients(
  scores: usize,
  labels: usize,
  weights: usize,
  count: i32,
  classes: i32,
  gradient: usize,
  hessian: usize,
  row: usize,
): void {
  const k4 = <usize>classes << 2;
  const column = <usize>count << 2;
  for (let i: usize = 0; i < <usize>count; i++) {
    const own = scores + i * k4;
    let most = <f64>load<f32>(own);
    for (let k: usize = 4; k < k4; k += 4) most = max<f64>(most, <f64>load<f32>(own + k));
    if (most < 0 && most > LEAST_EXPONENT) most = 0;
    let sum: f64 = 0;
    for (let k: usize = 0; k < k4; k += 4) {
      const power = <f32>exp(<f64><f32>(<f64>load<f32>(own + k) - most));
      store<f32>(row + k, power);
      sum += <f64>power;
    }
    const total = <f32>sum;
    const label = <usize>load<f32>(labels + (i << 2)) << 2;
    const weight: f32 = weights === 0 ? 1 : load<f32>(weights + (i << 2));
    let at = i << 2;
    for (let k: usize = 0; k < k4; k += 4, at += column) {
      const probability = load<f32>(row + k) / total;
      store<f32>(gradient + at, (k === label ? probability - <f32>1 : probability) * weight);
      const bound = <f32>2 * probability * (<f32>1 - probability) * weight;
      store<f32>(hessian + at, max<f32>(bound, LEAST_HESSIAN));
    }
  }
}
