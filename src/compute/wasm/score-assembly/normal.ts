// Log score of the normal distribution in (mu, ln sigma): src/boosting/distributions/normal-scores.ts, step by step in its
// double precision.
import { exp, expLanes } from "../assembly/exponential";

const HALF_LN_2PI: f64 = 0.9189385332046728;
/** Below this magnitude the lanes' exponential is that of one value. */
const MOST_EXPONENT: f64 = 700;
const BLOCK: i32 = 1024;

@inline
function isMild(lnSigma: v128): bool {
  return i64x2.all_true(f64x2.lt(f64x2.abs(lnSigma), f64x2.splat(MOST_EXPONENT)));
}

/** e^x of both lanes, at any size. */
function expAny(x: v128): v128 {
  const low = exp(f64x2.extract_lane(x, 0));
  const high = exp(f64x2.extract_lane(x, 1));
  return f64x2.replace_lane(f64x2.splat(low), 1, high);
}

@inline
function expOf(lnSigma: v128): v128 {
  return isMild(lnSigma) ? expLanes(lnSigma) : expAny(lnSigma);
}

/** What comes out as nothing but 0 where a value is finite, and as NaN where it is not. */
@inline
function strayOf(value: v128): v128 {
  return f32x4.sub(value, value);
}

/**
 * Natural gradients of `count` rows: theta row-major, targets as doubles; out: float32, the gradients of mu, then those of
 * ln sigma. Returns 0, or NaN where one is not finite. With an odd number the last row is done twice.
 */
export function normalGradients(theta: usize, targets: usize, count: usize, out: usize): f32 {
  let strays = f32x4.splat(0);
  const second = out + (count << 2);
  for (let row: usize = 0; row < count; row += 2) {
    const other = row + 1 < count ? row + 1 : row;
    const left = v128.load(theta + (row << 4));
    const right = v128.load(theta + (other << 4));
    const mu = v128.shuffle<f64>(left, right, 0, 2);
    const sigma = expOf(v128.shuffle<f64>(left, right, 1, 3));
    const y = v128.load64_lane(targets + (other << 3), v128.load64_splat(targets + (row << 3)), 1);
    const z = f64x2.div(f64x2.sub(y, mu), sigma);
    const one = f64x2.splat(1);
    const inMu = f64x2.div(f64x2.div(f64x2.neg(z), sigma), f64x2.div(one, f64x2.mul(sigma, sigma)));
    const inScale = f64x2.mul(f64x2.sub(one, f64x2.mul(z, z)), f64x2.splat(0.5));
    const first = f32x4.demote_f64x2_zero(inMu);
    const last = f32x4.demote_f64x2_zero(inScale);
    strays = f32x4.add(strays, f32x4.add(strayOf(first), strayOf(last)));
    v128.store32_lane(out + (row << 2), first, 0);
    v128.store32_lane(out + (other << 2), first, 1);
    v128.store32_lane(second + (row << 2), last, 0);
    v128.store32_lane(second + (other << 2), last, 1);
  }
  return f32x4.extract_lane(strays, 0) + f32x4.extract_lane(strays, 1);
}

/**
 * Sum of weight x score of `count` rows at from - rho x by, block by block as core/block-sum.ts has it. `from` and `by` are
 * row-major doubles with room for one row more; rows of weight 0 add nothing.
 */
export function normalScores(
  from: usize,
  by: usize,
  targets: usize,
  weights: usize,
  count: i32,
  rho: f64,
): f64 {
  let total: f64 = 0;
  for (let start = 0; start < count; start += BLOCK) {
    const end = min<i32>(start + BLOCK, count);
    let sum: f64 = 0;
    for (let i = start; i < end; i += 2) {
      const row = <usize>i;
      const left = moved(from + (row << 4), by + (row << 4), rho);
      const right = moved(from + (row << 4) + 16, by + (row << 4) + 16, rho);
      const lnSigma = v128.shuffle<f64>(left, right, 1, 3);
      const z = f64x2.div(
        f64x2.sub(v128.load(targets + (row << 3)), v128.shuffle<f64>(left, right, 0, 2)),
        expOf(lnSigma),
      );
      const score = f64x2.add(
        f64x2.add(f64x2.splat(HALF_LN_2PI), lnSigma),
        f64x2.mul(f64x2.mul(f64x2.splat(0.5), z), z),
      );
      const weight = v128.load(weights + (row << 3));
      const isNone = f64x2.eq(weight, f64x2.splat(0));
      const term = v128.andnot(f64x2.mul(weight, score), isNone);
      sum += f64x2.extract_lane(term, 0);
      if (i + 1 < end) sum += f64x2.extract_lane(term, 1);
    }
    total += sum;
  }
  return total;
}

@inline
function moved(from: usize, by: usize, rho: f64): v128 {
  return f64x2.sub(v128.load(from), f64x2.mul(f64x2.splat(rho), v128.load(by)));
}
