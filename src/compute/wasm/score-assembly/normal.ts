// Log score of the normal distribution in (mu, ln sigma): src/boosting/distributions/normal-scores.ts, step by step in its
// double precision.
import { exp, expLanes } from "../assembly/exponential";

const HALF_LN_2PI: f64 = 0.9189385332046728;
/** Below this magnitude the lanes' exponential is that of one value. */
const MOST_EXPONENT: f64 = 700;
const BLOCK: i32 = 1024;

/** Lanes of which the lanes' exponential is the one of a value. */
@inline
function mildLanes(lnSigma: v128): v128 {
  return f64x2.lt(f64x2.abs(lnSigma), f64x2.splat(MOST_EXPONENT));
}

/** What comes out as nothing but 0 where a value is finite, and as NaN where it is not. */
@inline
function strayOf(value: v128): v128 {
  return f32x4.sub(value, value);
}

/** Of two rows, of which mu and sigma are given. */
@inline
function inMu(z: v128, sigma: v128): v128 {
  const one = f64x2.splat(1);
  return f64x2.div(f64x2.div(f64x2.neg(z), sigma), f64x2.div(one, f64x2.mul(sigma, sigma)));
}

@inline
function inScale(z: v128): v128 {
  return f64x2.mul(f64x2.sub(f64x2.splat(1), f64x2.mul(z, z)), f64x2.splat(0.5));
}

/** Two pairs as four float32. */
@inline
function four(low: v128, high: v128): v128 {
  return v128.shuffle<i32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}

/**
 * Natural gradients of `count` rows: theta row-major, targets as doubles; out: float32, the gradients of mu, then those of
 * ln sigma. Returns 0, or NaN where one is not finite.
 */
export function normalGradients(theta: usize, targets: usize, count: usize, out: usize): f32 {
  let strays = f32x4.splat(0);
  let mild = f64x2.eq(strays, strays);
  const second = out + (count << 2);
  const whole = count & ~3;
  for (let row: usize = 0; row < whole; row += 4) {
    const at = theta + (row << 4);
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const low = v128.shuffle<f64>(a, b, 1, 3);
    const high = v128.shuffle<f64>(c, d, 1, 3);
    mild = v128.and(mild, v128.and(mildLanes(low), mildLanes(high)));
    const sigma = expLanes(low);
    const sigma2 = expLanes(high);
    const y = targets + (row << 3);
    const z = f64x2.div(f64x2.sub(v128.load(y), v128.shuffle<f64>(a, b, 0, 2)), sigma);
    const z2 = f64x2.div(f64x2.sub(v128.load(y, 16), v128.shuffle<f64>(c, d, 0, 2)), sigma2);
    const first = four(inMu(z, sigma), inMu(z2, sigma2));
    const last = four(inScale(z), inScale(z2));
    strays = f32x4.add(strays, f32x4.add(strayOf(first), strayOf(last)));
    v128.store(out + (row << 2), first);
    v128.store(second + (row << 2), last);
  }
  const isMild = i64x2.all_true(mild);
  if (!isMild) strays = f32x4.splat(0);
  for (let row = isMild ? whole : 0; row < count; row++) {
    strays = f32x4.add(strays, oneRow(theta + (row << 4), targets + (row << 3), out + (row << 2), second + (row << 2)));
  }
  return (
    f32x4.extract_lane(strays, 0) +
    f32x4.extract_lane(strays, 1) +
    f32x4.extract_lane(strays, 2) +
    f32x4.extract_lane(strays, 3)
  );
}

/** Returns 0, or NaN where a gradient is not finite. */
function oneRow(theta: usize, target: usize, first: usize, second: usize): v128 {
  const sigma = f64x2.splat(exp(load<f64>(theta, 8)));
  const z = f64x2.div(f64x2.splat(load<f64>(target) - load<f64>(theta)), sigma);
  const mu = f32x4.demote_f64x2_zero(inMu(z, sigma));
  const scale = f32x4.demote_f64x2_zero(inScale(z));
  v128.store32_lane(first, mu, 0);
  v128.store32_lane(second, scale, 0);
  return f32x4.add(strayOf(mu), strayOf(scale));
}

/**
 * Sum of weight x score of `count` rows at from - rho x by, block by block as core/block-sum.ts has it. `from` and `by` are
 * row-major doubles, all lists with room for three rows more; rows of weight 0 add nothing.
 */
export function normalScores(
  from: usize,
  by: usize,
  targets: usize,
  weights: usize,
  count: i32,
  rho: f64,
): f64 {
  let mild = f64x2.eq(f64x2.splat(0), f64x2.splat(0));
  let total: f64 = 0;
  for (let start = 0; start < count; start += BLOCK) {
    const end = min<i32>(start + BLOCK, count);
    let sum: f64 = 0;
    for (let i = start; i < end; i += 4) {
      const at = <usize>i << 4;
      const a = moved(from + at, by + at, rho);
      const b = moved(from + at + 16, by + at + 16, rho);
      const c = moved(from + at + 32, by + at + 32, rho);
      const d = moved(from + at + 48, by + at + 48, rho);
      const low = v128.shuffle<f64>(a, b, 1, 3);
      const high = v128.shuffle<f64>(c, d, 1, 3);
      mild = v128.and(mild, mildLanes(low));
      if (i + 2 < end) mild = v128.and(mild, mildLanes(high));
      const row = <usize>i << 3;
      const one = termOf(v128.shuffle<f64>(a, b, 0, 2), low, expLanes(low), targets + row, weights + row);
      const two = termOf(v128.shuffle<f64>(c, d, 0, 2), high, expLanes(high), targets + row + 16, weights + row + 16);
      sum += f64x2.extract_lane(one, 0);
      if (i + 1 < end) sum += f64x2.extract_lane(one, 1);
      if (i + 2 < end) sum += f64x2.extract_lane(two, 0);
      if (i + 3 < end) sum += f64x2.extract_lane(two, 1);
    }
    total += sum;
  }
  return i64x2.all_true(mild) ? total : anyScores(from, by, targets, weights, count, rho);
}

/** The same at any size of ln sigma. */
function anyScores(from: usize, by: usize, targets: usize, weights: usize, count: i32, rho: f64): f64 {
  let total: f64 = 0;
  for (let start = 0; start < count; start += BLOCK) {
    const end = min<i32>(start + BLOCK, count);
    let sum: f64 = 0;
    for (let i = start; i < end; i++) {
      const at = <usize>i << 4;
      const own = moved(from + at, by + at, rho);
      const mu = v128.shuffle<f64>(own, own, 0, 0);
      const lnSigma = v128.shuffle<f64>(own, own, 1, 1);
      const sigma = f64x2.splat(exp(f64x2.extract_lane(own, 1)));
      const row = <usize>i << 3;
      sum += f64x2.extract_lane(termOf(mu, lnSigma, sigma, targets + row, weights + row), 0);
    }
    total += sum;
  }
  return total;
}

/** Weight x score of two rows, 0 where the weight is 0. */
@inline
function termOf(mu: v128, lnSigma: v128, sigma: v128, targets: usize, weights: usize): v128 {
  const z = f64x2.div(f64x2.sub(v128.load(targets), mu), sigma);
  const score = f64x2.add(
    f64x2.add(f64x2.splat(HALF_LN_2PI), lnSigma),
    f64x2.mul(f64x2.mul(f64x2.splat(0.5), z), z),
  );
  const weight = v128.load(weights);
  return v128.andnot(f64x2.mul(weight, score), f64x2.eq(weight, f64x2.splat(0)));
}

@inline
function moved(from: usize, by: usize, rho: f64): v128 {
  return f64x2.sub(v128.load(from), f64x2.mul(f64x2.splat(rho), v128.load(by)));
}
