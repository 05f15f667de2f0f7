// Gradients and hessians of the objectives that name a kernel; every step in float32 as in src/boosting/objectives.
import { exp, expLanes } from "./exponential";
import { CHUNK, CLASSES, GRADIENT, HESSIAN, LABELS, ROW_COUNT, SCORES, SCRATCH, SCRATCH_BYTES, WEIGHTS, word } from "./layout";

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

/** A chunk of rows; weights 0 = all 1. With SIMD four rows at a time while their scores are moderate. */
export function logisticItem(item: i32): void {
  const first = item * CHUNK;
  const size = (<usize>min<i32>(first + CHUNK, load<i32>(ROW_COUNT))) << 2;
  const scores = word(SCORES);
  const labels = word(LABELS);
  const weights = word(WEIGHTS);
  const gradient = word(GRADIENT);
  const hessian = word(HESSIAN);
  let i = (<usize>first) << 2;
  if (ASC_FEATURE_SIMD) {
    const one = f32x4.splat(1);
    for (; i + 16 <= size; i += 16) {
      const four = v128.load(scores + i);
      if (!i32x4.all_true(f32x4.lt(f32x4.abs(four), f32x4.splat(80)))) {
        for (let k: usize = 0; k < 16; k += 4) {
          storeRow(i + k, sigmoid(load<f32>(scores + i + k)), labels, weights, gradient, hessian);
        }
        continue;
      }
      const less = f32x4.neg(four);
      const low = f32x4.demote_f64x2_zero(expLanes(f64x2.promote_low_f32x4(less)));
      const upper = v128.shuffle<i32>(less, less, 2, 3, 2, 3);
      const high = f32x4.demote_f64x2_zero(expLanes(f64x2.promote_low_f32x4(upper)));
      const power = v128.shuffle<i32>(low, high, 0, 1, 4, 5);
      const probability = f32x4.div(one, f32x4.add(one, power));
      const weight = weights === 0 ? one : v128.load(weights + i);
      v128.store(gradient + i, f32x4.mul(f32x4.sub(probability, v128.load(labels + i)), weight));
      const curve = f32x4.mul(probability, f32x4.sub(one, probability));
      v128.store(hessian + i, f32x4.mul(f32x4.max(curve, f32x4.splat(LEAST_HESSIAN)), weight));
    }
  }
  for (; i < size; i += 4) {
    storeRow(i, sigmoid(load<f32>(scores + i)), labels, weights, gradient, hessian);
  }
}

/** A chunk of rows: gradient (score - label) x weight, hessian the weight. */
export function squaredItem(item: i32): void {
  const first = item * CHUNK;
  const size = (<usize>min<i32>(first + CHUNK, load<i32>(ROW_COUNT))) << 2;
  const scores = word(SCORES);
  const labels = word(LABELS);
  const weights = word(WEIGHTS);
  const gradient = word(GRADIENT);
  const hessian = word(HESSIAN);
  for (let i = (<usize>first) << 2; i < size; i += 4) {
    const weight: f32 = weights === 0 ? 1 : load<f32>(weights + i);
    store<f32>(gradient + i, (load<f32>(scores + i) - load<f32>(labels + i)) * weight);
    store<f32>(hessian + i, weight);
  }
}

/** A chunk of rows: row-major scores in, output-major pairs out; labels are class numbers as float32. */
export function softmaxItem(item: i32, thread: i32): void {
  const first = item * CHUNK;
  const rowCount = load<i32>(ROW_COUNT);
  const end = <usize>min<i32>(first + CHUNK, rowCount);
  const k4 = word(CLASSES) << 2;
  const column = (<usize>rowCount) << 2;
  const scores = word(SCORES);
  const labels = word(LABELS);
  const weights = word(WEIGHTS);
  const gradient = word(GRADIENT);
  const hessian = word(HESSIAN);
  const row = word(SCRATCH) + <usize>thread * word(SCRATCH_BYTES);
  for (let i = <usize>first; i < end; i++) {
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
