// Split scan of numeric columns: the js specification, both children side by side in two lanes.

/** Set once a call of scanColumns; see the SplitRule of the contract. */
let lambda: f64 = 0;
let alpha: f64 = 0;
let minChildWeight: f64 = 0;
let maxDeltaStep: f64 = 0;

export function setRule(newLambda: f64, newAlpha: f64, newMinChildWeight: f64, newMaxDeltaStep: f64): void {
  lambda = newLambda;
  alpha = newAlpha;
  minChildWeight = newMinChildWeight;
  maxDeltaStep = newMaxDeltaStep;
}

let gradientSum: f64 = 0;
let hessianSum: f64 = 0;
let gradientScale: f64 = 0;
let hessianScale: f64 = 0;
let parentGain: f64 = 0;

export function setNode(gradient: f64, hessian: f64, gradientStep: f64, hessianStep: f64, gain: f64): void {
  gradientSum = gradient;
  hessianSum = hessian;
  gradientScale = gradientStep;
  hessianScale = hessianStep;
  parentGain = gain;
}

let bestFeature: i32 = -1;
let bestGain: f64 = -Infinity;
let bestBin: i32 = -1;
let bestDefaultLeft: i32 = 0;
let bestGradient: f64 = 0;
let bestHessian: f64 = 0;

export function resetBest(gain: f64): void {
  bestFeature = -1;
  bestGain = gain;
}

/** [feature, bin, defaultLeft] as i32, then [gain, leftGradient, leftHessian] as f64 at 16. */
export function writeBest(out: usize): void {
  store<i32>(out, bestFeature);
  store<i32>(out, bestBin, 4);
  store<i32>(out, bestDefaultLeft, 8);
  store<f64>(out, bestGain, 16);
  store<f64>(out, bestGradient, 24);
  store<f64>(out, bestHessian, 32);
}

/** Rounds both lanes to float32. */
@inline
function toSingle(lanes: v128): v128 {
  return f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(lanes));
}

@inline
function soften(gradient: v128): v128 {
  const limit = f64x2.splat(alpha);
  const up = v128.and(f64x2.gt(gradient, limit), f64x2.sub(gradient, limit));
  const down = v128.and(f64x2.lt(gradient, f64x2.neg(limit)), f64x2.add(gradient, limit));
  return v128.or(up, down);
}

@inline
function weights(gradient: v128, hessian: v128): v128 {
  const weight = f64x2.neg(f64x2.div(soften(gradient), f64x2.add(hessian, f64x2.splat(lambda))));
  if (maxDeltaStep === 0) return toSingle(weight);
  const limit = f64x2.splat(maxDeltaStep);
  const signed = v128.bitselect(limit, f64x2.neg(limit), f64x2.gt(weight, f64x2.splat(0)));
  return toSingle(v128.bitselect(signed, weight, f64x2.gt(f64x2.abs(weight), limit)));
}

/** Both children's float32 gains, added; -Infinity where a child is too light. */
@inline
function childrenGainLanes(leftGradient: f64, leftHessian: f64): f64 {
  const hessian = f64x2.mul(
    f64x2.replace_lane(f64x2.splat(leftHessian), 1, hessianSum - leftHessian),
    f64x2.splat(hessianScale),
  );
  const heavy = v128.and(
    f64x2.gt(hessian, f64x2.splat(0)),
    f64x2.ge(hessian, f64x2.splat(minChildWeight)),
  );
  if (!i64x2.all_true(heavy)) return -Infinity;
  const gradient = f64x2.mul(
    f64x2.replace_lane(f64x2.splat(leftGradient), 1, gradientSum - leftGradient),
    f64x2.splat(gradientScale),
  );
  const weight = weights(gradient, hessian);
  const square = toSingle(f64x2.mul(weight, weight));
  const linear = f64x2.mul(f64x2.mul(f64x2.splat(2), gradient), weight);
  const quadratic = f64x2.mul(f64x2.add(hessian, f64x2.splat(lambda)), square);
  const absolute = f64x2.mul(f64x2.splat(2 * alpha), f64x2.abs(weight));
  const gains = toSingle(f64x2.neg(f64x2.add(f64x2.add(linear, quadratic), absolute)));
  return <f64>(<f32>(f64x2.extract_lane(gains, 0) + f64x2.extract_lane(gains, 1)));
}

@inline
function nodeGain(gradient: f64, hessian: f64): f64 {
  const soft: f64 = gradient > alpha ? gradient - alpha : gradient < -alpha ? gradient + alpha : 0;
  let weight = -soft / (hessian + lambda);
  if (maxDeltaStep !== 0 && abs<f64>(weight) > maxDeltaStep) weight = weight > 0 ? maxDeltaStep : -maxDeltaStep;
  weight = <f64>(<f32>weight);
  const square = <f64>(<f32>(weight * weight));
  return <f64>(<f32>(-(2 * gradient * weight + (hessian + lambda) * square + 2 * alpha * abs<f64>(weight))));
}

/** The same one child after the other, for hosts without SIMD. */
@inline
function childrenGain(leftGradient: f64, leftHessian: f64): f64 {
  const hessian = leftHessian * hessianScale;
  const otherHessian = (hessianSum - leftHessian) * hessianScale;
  if (hessian <= 0 || otherHessian <= 0) return -Infinity;
  if (hessian < minChildWeight || otherHessian < minChildWeight) return -Infinity;
  const gain = nodeGain(leftGradient * gradientScale, hessian);
  const otherGain = nodeGain((gradientSum - leftGradient) * gradientScale, otherHessian);
  return <f64>(<f32>(gain + otherGain));
}

/** float32 loss change of a split with these integer sums on the left; -Infinity where a child is too light. */
@inline
function gainOfLeft(leftGradient: f64, leftHessian: f64): f64 {
  const children = ASC_FEATURE_SIMD
    ? childrenGainLanes(leftGradient, leftHessian)
    : childrenGain(leftGradient, leftHessian);
  const gain = <f64>(<f32>(children - parentGain));
  return gain < Infinity ? gain : -Infinity;
}

@inline
function keep(feature: i32, gain: f64, bin: i32, defaultLeft: i32, gradient: f64, hessian: f64): void {
  bestFeature = feature;
  bestGain = gain;
  bestBin = bin;
  bestDefaultLeft = defaultLeft;
  bestGradient = gradient;
  bestHessian = hessian;
}

/** Relative room for the roundings of the exact gain, many times what they need. */
const ROOM: f64 = 1e-6;

/**
 * May this split beat the best? The children's gains without rounding, compared free of division:
 * G_L^2 / (H_L + l) + G_R^2 / (H_R + l) against best + parent. Only without L1 penalty and step limit.
 */
@inline
function mayWin(leftGradient: f64, leftHessian: f64, target: f64): bool {
  const gradient = leftGradient * gradientScale;
  const otherGradient = (gradientSum - leftGradient) * gradientScale;
  const hessian = leftHessian * hessianScale + lambda;
  const otherHessian = (hessianSum - leftHessian) * hessianScale + lambda;
  return (
    gradient * gradient * otherHessian + otherGradient * otherGradient * hessian >=
    target * (hessian * otherHessian)
  );
}

/** What the children's gains must reach, or minus infinity where every split is tried. */
@inline
function targetGain(): f64 {
  if (alpha !== 0 || maxDeltaStep !== 0 || bestGain === -Infinity) return -Infinity;
  const target = bestGain + parentGain;
  return target - abs<f64>(target) * ROOM - abs<f64>(parentGain) * ROOM;
}

@inline
function tryLeft(feature: i32, gradient: f64, hessian: f64, bin: i32, defaultLeft: i32): void {
  const target = targetGain();
  if (target !== -Infinity && !mayWin(gradient, hessian, target)) return;
  const gain = gainOfLeft(gradient, hessian);
  if (gain > bestGain) keep(feature, gain, bin, defaultLeft, gradient, hessian);
}

/** Sums of a packed word: the upper half has borrowed one where the gradient is negative. */
@inline
function wordGradient(word: i64): f64 {
  return <f64>(<i32>word);
}

@inline
function wordHessian(word: i64): f64 {
  return <f64>(<i32>((word - <i64>(<i32>word)) >> 32));
}

function scanPackedColumn(feature: i32, first: usize, binCount: i32, hasMissing: i32): void {
  let sums: i64 = 0;
  for (let bin = 0; bin < binCount; bin++) {
    const word = load<i64>(first + (<usize>bin << 3));
    if (word === 0) continue;
    sums += word;
    tryLeft(feature, wordGradient(sums), wordHessian(sums), bin, 0);
  }
  if (!hasMissing) return;
  const missing = load<i64>(first + (<usize>binCount << 3));
  if (missing === 0) return;
  sums += missing;
  for (let bin = binCount - 1; bin >= 0; bin--) {
    const word = load<i64>(first + (<usize>bin << 3));
    if (word === 0) continue;
    sums -= word;
    tryLeft(feature, wordGradient(sums), wordHessian(sums), bin - 1, 1);
  }
}

function scanWideColumn(feature: i32, first: usize, binCount: i32, hasMissing: i32): void {
  let gradient: f64 = 0;
  let hessian: f64 = 0;
  for (let bin = 0; bin < binCount; bin++) {
    const slot = first + (<usize>bin << 4);
    const g = load<f64>(slot);
    const h = load<f64>(slot, 8);
    if (g === 0 && h === 0) continue;
    gradient += g;
    hessian += h;
    tryLeft(feature, gradient, hessian, bin, 0);
  }
  const missing = first + (<usize>binCount << 4);
  if (!hasMissing || (load<f64>(missing) === 0 && load<f64>(missing, 8) === 0)) return;
  gradient = gradientSum;
  hessian = hessianSum;
  for (let bin = binCount - 1; bin >= 0; bin--) {
    const slot = first + (<usize>bin << 4);
    const g = load<f64>(slot);
    const h = load<f64>(slot, 8);
    if (g === 0 && h === 0) continue;
    gradient -= g;
    hessian -= h;
    tryLeft(feature, gradient, hessian, bin - 1, 1);
  }
}

/** Scans features list[from .. to - 1]; `layout` holds per feature [first slot, bin count, has missing] as i32. */
export function scanPacked(histogram: usize, layout: usize, list: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const feature = load<i32>(list + ((<usize>i) << 2));
    const entry = layout + <usize>feature * 12;
    const first = histogram + ((<usize>load<i32>(entry)) << 3);
    scanPackedColumn(feature, first, load<i32>(entry, 4), load<i32>(entry, 8));
  }
}

export function scanWide(histogram: usize, layout: usize, list: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const feature = load<i32>(list + ((<usize>i) << 2));
    const entry = layout + <usize>feature * 12;
    const first = histogram + ((<usize>load<i32>(entry)) << 4);
    scanWideColumn(feature, first, load<i32>(entry, 4), load<i32>(entry, 8));
  }
}
