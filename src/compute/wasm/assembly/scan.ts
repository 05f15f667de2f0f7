// Split scan of numeric columns: the js specification, looked at two bins at a time.
import {
  ALPHA,
  FEATURES,
  GRADIENT_STEP,
  HESSIAN_STEP,
  IS_CATEGORICAL,
  LAMBDA,
  MAX_DELTA_STEP,
  MIN_CHILD_WEIGHT,
  word,
} from "./layout";
import { nodeGain } from "./gain";
import { comesNear, findPeaks, gainsNearPeak } from "./peak";
import { hasMissingSums, slotGradient, slotHessian, SLOT_SHIFT } from "./slots";

// Of the node at hand; every thread has its own.
let lambda: f64 = 0;
let alpha: f64 = 0;
let minChildWeight: f64 = 0;
let maxDeltaStep: f64 = 0;
let gradientSum: f64 = 0;
let hessianSum: f64 = 0;
let gradientScale: f64 = 0;
let hessianScale: f64 = 0;
let parentGain: f64 = 0;
/** Lambda in units of the integer hessians. */
let lambdaUnits: f64 = 0;

let bestFeature: i32 = -1;
let bestGain: f64 = -Infinity;
let bestBin: i32 = -1;
let bestDefaultLeft: i32 = 0;
let bestGradient: f64 = 0;
let bestHessian: f64 = 0;
/** What the children's gains must reach, in units of the integers; minus infinity = every split is tried. */
let target: f64 = -Infinity;

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

/** Relative room for the roundings of the exact gain, many times what they need. */
const ROOM: f64 = 1e-6;

/**
 * May a split beat the best? The children's gains without rounding, compared free of division:
 * G_L^2 (H_R + l) + G_R^2 (H_L + l) against (best + parent) (H_L + l) (H_R + l). Only without L1 penalty and step limit.
 */
function setTarget(): void {
  target = -Infinity;
  if (alpha !== 0 || maxDeltaStep !== 0 || bestGain === -Infinity) return;
  const gain = bestGain + parentGain;
  const least = gain - abs<f64>(gain) * ROOM - abs<f64>(parentGain) * ROOM;
  target = (least * hessianScale) / (gradientScale * gradientScale);
}

function tryLeft(feature: i32, gradient: f64, hessian: f64, bin: i32, defaultLeft: i32): void {
  const gain = gainOfLeft(gradient, hessian);
  if (!(gain > bestGain)) return;
  bestFeature = feature;
  bestGain = gain;
  bestBin = bin;
  bestDefaultLeft = defaultLeft;
  bestGradient = gradient;
  bestHessian = hessian;
  setTarget();
}

@inline
function mayWin(gradient: f64, hessian: f64): bool {
  const otherGradient = gradientSum - gradient;
  const heavy = hessian + lambdaUnits;
  const otherHeavy = hessianSum - hessian + lambdaUnits;
  return (
    gradient * gradient * otherHeavy + otherGradient * otherGradient * heavy >= target * (heavy * otherHeavy)
  );
}

/** One bin after `gradient` and `hessian`; `down`: present values from `bin` on are right, missing ones left. */
@inline
function tryOne(feature: i32, gradient: f64, hessian: f64, bin: i32, down: i32): void {
  const left = down ? gradientSum - gradient : gradient;
  const leftHessian = down ? hessianSum - hessian : hessian;
  if (mayWin(left, leftHessian)) tryLeft(feature, left, leftHessian, bin - down, down);
}

/** Scans all bins of a column, two at a time, in the order of `down`; the sums passed are right of a split then, else left. */
function passLanes(feature: i32, first: usize, binCount: i32, down: i32): void {
  const none = f64x2.splat(0);
  const wholeG = f64x2.splat(gradientSum);
  const wholeH = f64x2.splat(hessianSum);
  const units = f64x2.splat(lambdaUnits);
  let goal = f64x2.splat(target);
  let passedG = none;
  let passedH = none;
  const pairs = binCount >> 1;
  let bin = down ? binCount - 1 : 0;
  for (let pair = 0; pair < pairs; pair++, bin += down ? -2 : 2) {
    const low = first + ((<usize>(bin - down)) << SLOT_SHIFT);
    const one = v128.load(low);
    const next = v128.load(low, 16);
    if (!v128.any_true(v128.or(one, next))) continue;
    const gradient = down ? v128.shuffle<f64>(next, one, 0, 2) : v128.shuffle<f64>(one, next, 0, 2);
    const hessian = down ? v128.shuffle<f64>(next, one, 1, 3) : v128.shuffle<f64>(one, next, 1, 3);
    const nowG = f64x2.add(passedG, f64x2.add(gradient, v128.shuffle<f64>(none, gradient, 0, 2)));
    const nowH = f64x2.add(passedH, f64x2.add(hessian, v128.shuffle<f64>(none, hessian, 0, 2)));
    passedG = v128.shuffle<f64>(nowG, nowG, 1, 1);
    passedH = v128.shuffle<f64>(nowH, nowH, 1, 1);
    const otherG = f64x2.sub(wholeG, nowG);
    const otherH = f64x2.sub(wholeH, nowH);
    const heavy = f64x2.add(nowH, units);
    const otherHeavy = f64x2.add(otherH, units);
    const gains = f64x2.add(
      f64x2.mul(f64x2.mul(nowG, nowG), otherHeavy),
      f64x2.mul(f64x2.mul(otherG, otherG), heavy),
    );
    if (!v128.any_true(f64x2.ge(gains, f64x2.mul(goal, f64x2.mul(heavy, otherHeavy))))) continue;
    tryTwo(feature, down ? otherG : nowG, down ? otherH : nowH, bin, down);
    goal = f64x2.splat(target);
  }
  if (binCount & 1) {
    const slot = first + ((<usize>bin) << SLOT_SHIFT);
    const gradient = f64x2.extract_lane(passedG, 0) + slotGradient(slot);
    tryOne(feature, gradient, f64x2.extract_lane(passedH, 0) + slotHessian(slot), bin, down);
  }
}

function tryTwo(feature: i32, gradient: v128, hessian: v128, bin: i32, down: i32): void {
  tryLeft(feature, f64x2.extract_lane(gradient, 0), f64x2.extract_lane(hessian, 0), bin - down, down);
  const second = down ? bin - 2 : bin + 1;
  tryLeft(feature, f64x2.extract_lane(gradient, 1), f64x2.extract_lane(hessian, 1), second, down);
}

/** The same one by one, for hosts without SIMD. */
function passBins(feature: i32, first: usize, binCount: i32, down: i32): void {
  let gradient: f64 = 0;
  let hessian: f64 = 0;
  for (let i = 0; i < binCount; i++) {
    const bin = down ? binCount - 1 - i : i;
    const slot = first + ((<usize>bin) << SLOT_SHIFT);
    const ownGradient = slotGradient(slot);
    const ownHessian = slotHessian(slot);
    if (ownGradient === 0 && ownHessian === 0) continue;
    gradient += ownGradient;
    hessian += ownHessian;
    tryOne(feature, gradient, hessian, bin, down);
  }
}

@inline
function scanColumn(feature: i32, first: usize, binCount: i32, flags: i32): void {
  if (ASC_FEATURE_SIMD) passLanes(feature, first, binCount, 0);
  else passBins(feature, first, binCount, 0);
  if (!hasMissingSums(first, <usize>binCount, flags)) return;
  if (ASC_FEATURE_SIMD) passLanes(feature, first, binCount, 1);
  else passBins(feature, first, binCount, 1);
}

/**
 * The best split of a node over a group's numeric columns: [feature, bin, defaultLeft] as i32, then
 * [gain, leftGradient, leftHessian] as f64 at 16. `node` = [gradient, hessian, gain] as f64; `mask` 0 = all columns;
 * `peaks`: room for a double a column.
 */
export function scanGroup(
  node: usize,
  group: usize,
  histogram: usize,
  mask: usize,
  result: usize,
  peaks: usize,
): void {
  lambda = load<f64>(LAMBDA);
  alpha = load<f64>(ALPHA);
  minChildWeight = load<f64>(MIN_CHILD_WEIGHT);
  maxDeltaStep = load<f64>(MAX_DELTA_STEP);
  gradientScale = load<f64>(GRADIENT_STEP);
  hessianScale = load<f64>(HESSIAN_STEP);
  lambdaUnits = lambda / hessianScale;
  gradientSum = load<f64>(node);
  hessianSum = load<f64>(node, 8);
  parentGain = load<f64>(node, 16);
  bestFeature = -1;
  bestGain = -Infinity;
  target = -Infinity;
  const columns = word(group + 12);
  const count = word(group + 4);
  const isSifted = findPeaks(node, group, histogram, mask, peaks);
  if (isSifted) target = gainsNearPeak();
  for (let i: usize = 0; i < count; i++) {
    if (isSifted && !comesNear(peaks, i)) continue;
    const feature = word(columns + (i << 2));
    if (mask !== 0 && load<u8>(mask + feature) === 0) continue;
    const entry = word(FEATURES) + feature * 12;
    const flags = load<i32>(entry, 8);
    if (flags & IS_CATEGORICAL) continue;
    const first = histogram + (word(entry) << SLOT_SHIFT);
    scanColumn(<i32>feature, first, load<i32>(entry, 4), flags);
  }
  store<i32>(result, bestFeature);
  store<i32>(result, bestBin, 4);
  store<i32>(result, bestDefaultLeft, 8);
  store<f64>(result, bestGain, 16);
  store<f64>(result, bestGradient, 24);
  store<f64>(result, bestHessian, 32);
}
