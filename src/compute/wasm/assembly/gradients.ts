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
  const end = <usize>min<i32>(first + CHUNK, load<i32>(ROW_COUNT));
  const powers = word(SCRATCH) + <usize>thread * word(SCRATCH_BYTES);
  let i = <usize>first;
  if (ASC_FEATURE_SIMD) {
    for (; i + 4 <= end; i += 4) {
      if (softmaxFour(i, powers)) continue;
      for (let k: usize = 0; k < 4; k++) softmaxRow(i + k, powers);
    }
  }
  for (; i < end; i++) softmaxRow(i, powers);
}

/** The largest score of a row, or 0 where that keeps the powers in range: then the sum needs no other unit. */
@inline
function pivotOf(most: f64): f64 {
  return most < 0 && most > LEAST_EXPONENT ? 0 : most;
}

function softmaxRow(i: usize, powers: usize): void {
  const k4 = word(CLASSES) << 2;
  const column = word(ROW_COUNT) << 2;
  const own = word(SCORES) + i * k4;
  const weights = word(WEIGHTS);
  let most = <f64>load<f32>(own);
  for (let k: usize = 4; k < k4; k += 4) most = max<f64>(most, <f64>load<f32>(own + k));
  most = pivotOf(most);
  let sum: f64 = 0;
  for (let k: usize = 0; k < k4; k += 4) {
    const power = <f32>exp(<f64>(<f32>(<f64>load<f32>(own + k) - most)));
    store<f32>(powers + k, power);
    sum += <f64>power;
  }
  const total = <f32>sum;
  const label = <usize>load<f32>(word(LABELS) + (i << 2)) << 2;
  const weight: f32 = weights === 0 ? 1 : load<f32>(weights + (i << 2));
  let at = i << 2;
  for (let k: usize = 0; k < k4; k += 4, at += column) {
    const probability = load<f32>(powers + k) / total;
    store<f32>(word(GRADIENT) + at, (k === label ? probability - <f32>1 : probability) * weight);
    const bound = <f32>2 * probability * (<f32>1 - probability) * weight;
    store<f32>(word(HESSIAN) + at, max<f32>(bound, LEAST_HESSIAN));
  }
}

/** Scores of one class of four rows. */
@inline
function loadClass(scores: usize, k: usize, k4: usize): v128 {
  let four = v128.load32_zero(scores + k);
  four = v128.load_lane<f32>(scores + k4 + k, four, 1);
  four = v128.load_lane<f32>(scores + 2 * k4 + k, four, 2);
  return v128.load_lane<f32>(scores + 3 * k4 + k, four, 3);
}

@inline
function highHalf(four: v128): v128 {
  return v128.shuffle<i32>(four, four, 2, 3, 2, 3);
}

/** Four rows side by side, each class by class as `softmaxRow`. False = a score is too far off for the lanes. */
function softmaxFour(i: usize, powers: usize): bool {
  const k4 = word(CLASSES) << 2;
  const scores = word(SCORES) + i * k4;
  let most = loadClass(scores, 0, k4);
  let least = most;
  for (let k: usize = 4; k < k4; k += 4) {
    const four = loadClass(scores, k, k4);
    most = f32x4.max(most, four);
    least = f32x4.min(least, four);
  }
  const isMild = v128.and(f32x4.lt(most, f32x4.splat(0)), f32x4.gt(most, f32x4.splat(<f32>LEAST_EXPONENT)));
  const pivot = v128.andnot(most, isMild);
  if (!i32x4.all_true(f32x4.gt(f32x4.sub(least, pivot), f32x4.splat(-700)))) return false;
  let lowSum = f64x2.splat(0);
  let highSum = f64x2.splat(0);
  for (let k: usize = 0; k < k4; k += 4) {
    const exponent = f32x4.sub(loadClass(scores, k, k4), pivot);
    const low = f32x4.demote_f64x2_zero(expLanes(f64x2.promote_low_f32x4(exponent)));
    const high = f32x4.demote_f64x2_zero(expLanes(f64x2.promote_low_f32x4(highHalf(exponent))));
    v128.store(powers + (k << 2), v128.shuffle<i32>(low, high, 0, 1, 4, 5));
    lowSum = f64x2.add(lowSum, f64x2.promote_low_f32x4(low));
    highSum = f64x2.add(highSum, f64x2.promote_low_f32x4(high));
  }
  const total = v128.shuffle<i32>(f32x4.demote_f64x2_zero(lowSum), f32x4.demote_f64x2_zero(highSum), 0, 1, 4, 5);
  storeFour(i, powers, total);
  return true;
}

@inline
function storeFour(i: usize, powers: usize, total: v128): void {
  const k4 = word(CLASSES) << 2;
  const column = word(ROW_COUNT) << 2;
  const weights = word(WEIGHTS);
  const one = f32x4.splat(1);
  const labels = v128.load(word(LABELS) + (i << 2));
  const weight = weights === 0 ? one : v128.load(weights + (i << 2));
  let gradient = word(GRADIENT) + (i << 2);
  let hessian = word(HESSIAN) + (i << 2);
  let label: f32 = 0;
  for (let k: usize = 0; k < k4; k += 4, label += 1) {
    const probability = f32x4.div(v128.load(powers + (k << 2)), total);
    const isLabel = v128.and(f32x4.eq(labels, f32x4.splat(label)), one);
    v128.store(gradient, f32x4.mul(f32x4.sub(probability, isLabel), weight));
    const bound = f32x4.mul(f32x4.mul(f32x4.add(probability, probability), f32x4.sub(one, probability)), weight);
    v128.store(hessian, f32x4.max(bound, f32x4.splat(LEAST_HESSIAN)));
    gradient += column;
    hessian += column;
  }
}
