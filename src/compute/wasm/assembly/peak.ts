// The largest gain of a column without its roundings, for hosts with SIMD: two tests a step, no division, and no branch but
// the one that is rarely taken. Only columns whose peak comes near the largest one are scanned for the exact split.
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
import { hasMissingSums, slotGradient, slotHessian, SLOT_SHIFT } from "./slots";

// With S = H + 2 lambda, the gains of both children are (G^2 + D^2 / (A (S - A))) / S, where A = left hessian + lambda and
// D = S x left gradient - G x A; so a split is as good as its D^2 / (A (S - A)). All in units of the integers.
let gradientSum: f64 = 0;
let hessianSum: f64 = 0;
let lambdaUnits: f64 = 0;
let whole: f64 = 0;
/** Least hessian of a child. */
let leastUnits: f64 = 0;
/** The largest so far, and what comes near it. */
let peak: f64 = -1;
let near: f64 = -1;

/** Relative room for the roundings of two exact gains, many times what they need. */
const ROOM: f64 = 2e-6;
/** Below the largest float32: larger gains are none. */
const LARGEST_GAIN: f64 = 1e38;
/** Above it products would leave the range of doubles. */
const MOST_UNITS: f64 = 1.152921504606847e18;

/** Begins a node; false = a penalty bends its gains, or its sums are too large for this. */
function beginNode(node: usize): bool {
  if (load<f64>(ALPHA) !== 0 || load<f64>(MAX_DELTA_STEP) !== 0) return false;
  const step = load<f64>(HESSIAN_STEP);
  gradientSum = load<f64>(node);
  hessianSum = load<f64>(node, 8);
  lambdaUnits = load<f64>(LAMBDA) / step;
  whole = hessianSum + 2 * lambdaUnits;
  leastUnits = max<f64>(load<f64>(MIN_CHILD_WEIGHT) / step, 1);
  peak = -1;
  near = -1;
  return whole < MOST_UNITS;
}

/** Both children's gains at a distance, in units of the integers. */
@inline
function gainsAt(distance: f64): f64 {
  return (gradientSum * gradientSum + distance) / whole;
}

/** What the children's gains of the best split reach, with room for roundings. */
export function gainsNearPeak(): f64 {
  return gainsAt(near);
}

/** Whether a column of the group may hold the best split. */
export function comesNear(peaks: usize, column: usize): bool {
  return load<f64>(peaks + (column << 3)) >= max<f64>(near, 0);
}

/**
 * Writes the peaks of a group's columns, a double each; arguments as in scanGroup. False = every column has to be scanned.
 */
export function findPeaks(node: usize, group: usize, histogram: usize, mask: usize, peaks: usize): bool {
  if (!ASC_FEATURE_SIMD || !beginNode(node)) return false;
  const columns = word(group + 12);
  const count = word(group + 4);
  for (let i: usize = 0; i < count; i++) {
    const feature = word(columns + (i << 2));
    const entry = word(FEATURES) + feature * 12;
    const flags = load<i32>(entry, 8);
    let top: f64 = -1;
    if ((mask === 0 || load<u8>(mask + feature) !== 0) && (flags & IS_CATEGORICAL) === 0) {
      const first = histogram + (word(entry) << SLOT_SHIFT);
      const binCount = word(entry + 4);
      top = peakOf(first, binCount, 0, 0);
      if (hasMissingSums(first, binCount, flags)) {
        const missing = first + (binCount << SLOT_SHIFT);
        top = max<f64>(top, peakOf(first, binCount, slotGradient(missing), slotHessian(missing)));
      }
    }
    store<f64>(peaks + (i << 3), top);
  }
  const step = load<f64>(GRADIENT_STEP);
  return gainsAt(peak) * ((step * step) / load<f64>(HESSIAN_STEP)) < LARGEST_GAIN;
}

/** The better of two splits, given what is left of them, of those whose children are heavy enough; -1 = neither. */
function seeTwo(one: v128, next: v128): f64 {
  const hessian = v128.shuffle<f64>(one, next, 1, 3);
  const least = f64x2.splat(leastUnits);
  const other = f64x2.sub(f64x2.splat(hessianSum), hessian);
  const isValid = v128.and(f64x2.ge(hessian, least), f64x2.ge(other, least));
  if (!v128.any_true(isValid)) return -1;
  const share = f64x2.add(hessian, f64x2.splat(lambdaUnits));
  const gradient = f64x2.mul(f64x2.splat(whole), v128.shuffle<f64>(one, next, 0, 2));
  const distance = f64x2.sub(gradient, f64x2.mul(f64x2.splat(gradientSum), share));
  const shares = f64x2.mul(share, f64x2.sub(f64x2.splat(whole), share));
  const both = v128.bitselect(f64x2.div(f64x2.mul(distance, distance), shares), f64x2.splat(-1), isValid);
  const best = max<f64>(f64x2.extract_lane(both, 0), f64x2.extract_lane(both, 1));
  if (best > peak) {
    peak = best;
    near = best - ROOM * (best + 3 * gradientSum * gradientSum);
  }
  return best;
}

/**
 * The largest distance of a column's splits, or -1 where none comes near the largest so far. `gradient` and `hessian`:
 * sums that are left of all bins. They alone on the left are no split to look at: all others alone on the left are.
 */
function peakOf(first: usize, binCount: usize, gradient: f64, hessian: f64): f64 {
  const wholeLanes = f64x2.splat(whole);
  const gradientLanes = f64x2.splat(gradientSum);
  const lambdaLanes = f64x2.splat(lambdaUnits);
  const size: usize = <usize>1 << SLOT_SHIFT;
  const end = first + (binCount << SLOT_SHIFT);
  let goal = f64x2.splat(near);
  let top: f64 = -1;
  let passed = f64x2.replace_lane(f64x2.splat(gradient), 1, hessian);
  let slot = first;
  for (; slot + 4 * size <= end; slot += 4 * size) {
    // Sums of integers: in an order that leaves one addition to wait for from step to step.
    const one = v128.load(slot);
    const two = f64x2.add(one, v128.load(slot + size));
    const third = v128.load(slot + 2 * size);
    const a = f64x2.add(passed, one);
    const b = f64x2.add(passed, two);
    const c = f64x2.add(passed, f64x2.add(two, third));
    const d = f64x2.add(passed, f64x2.add(two, f64x2.add(third, v128.load(slot + 3 * size))));
    passed = d;
    const gradients = v128.shuffle<f64>(a, b, 0, 2);
    const share = f64x2.add(v128.shuffle<f64>(a, b, 1, 3), lambdaLanes);
    const distance = f64x2.sub(f64x2.mul(wholeLanes, gradients), f64x2.mul(gradientLanes, share));
    const least = f64x2.mul(goal, f64x2.mul(share, f64x2.sub(wholeLanes, share)));
    const gradients2 = v128.shuffle<f64>(c, d, 0, 2);
    const share2 = f64x2.add(v128.shuffle<f64>(c, d, 1, 3), lambdaLanes);
    const distance2 = f64x2.sub(f64x2.mul(wholeLanes, gradients2), f64x2.mul(gradientLanes, share2));
    const least2 = f64x2.mul(goal, f64x2.mul(share2, f64x2.sub(wholeLanes, share2)));
    const isNear = f64x2.gt(f64x2.mul(distance, distance), least);
    const isNear2 = f64x2.gt(f64x2.mul(distance2, distance2), least2);
    if (!v128.any_true(v128.or(isNear, isNear2))) continue;
    if (v128.any_true(isNear)) top = max<f64>(top, seeTwo(a, b));
    if (v128.any_true(isNear2)) top = max<f64>(top, seeTwo(c, d));
    goal = f64x2.splat(near);
  }
  for (; slot < end; slot += size) {
    passed = f64x2.add(passed, v128.load(slot));
    top = max<f64>(top, seeTwo(passed, passed));
  }
  return top;
}
