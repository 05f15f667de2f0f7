// Activations and their derivatives, numbered as in src/compute/net-kernel.ts.
import { exp, expLanes } from "../assembly/exponential";

const LEAK: f32 = 0.1;

@inline
function tanhOf(x: f64): f64 {
  const small = exp(-2 * abs<f64>(x));
  const size = (1 - small) / (1 + small);
  return x < 0 ? -size : size;
}

@inline
function logisticOf(x: f64): f64 {
  return 1 / (1 + exp(-x));
}

@inline
function answerOf(kind: i32, h: f32): f32 {
  if (kind === 2) return <f32>tanhOf(<f64>h);
  if (kind === 3) return <f32>(<f64>h * logisticOf(<f64>h));
  return <f32>logisticOf(<f64>h);
}

@inline
function tanhLanes(x: v128): v128 {
  const one = f64x2.splat(1);
  const small = expLanes(f64x2.mul(f64x2.splat(-2), f64x2.abs(x)));
  const size = f64x2.div(f64x2.sub(one, small), f64x2.add(one, small));
  return v128.bitselect(f64x2.neg(size), size, f64x2.lt(x, f64x2.splat(0)));
}

@inline
function logisticLanes(x: v128): v128 {
  const one = f64x2.splat(1);
  return f64x2.div(one, f64x2.add(one, expLanes(f64x2.neg(x))));
}

@inline
function answerLanes(kind: i32, x: v128): v128 {
  if (kind === 2) return tanhLanes(x);
  if (kind === 3) return f64x2.mul(x, logisticLanes(x));
  return logisticLanes(x);
}

@inline
function smooth(kind: i32, h: usize, a: usize): void {
  const four = v128.load(h);
  if (!i32x4.all_true(f32x4.lt(f32x4.abs(four), f32x4.splat(80)))) {
    for (let k: usize = 0; k < 16; k += 4) store<f32>(a + k, answerOf(kind, load<f32>(h + k)));
    return;
  }
  const low = f32x4.demote_f64x2_zero(answerLanes(kind, f64x2.promote_low_f32x4(four)));
  const upper = v128.shuffle<i32>(four, four, 2, 3, 2, 3);
  const high = f32x4.demote_f64x2_zero(answerLanes(kind, f64x2.promote_low_f32x4(upper)));
  v128.store(a, v128.shuffle<i32>(low, high, 0, 1, 4, 5));
}

/** A multiple of 4 cells. */
export function activate(kind: i32, h: usize, a: usize, size: i32): void {
  const bytes = <usize>size << 2;
  if (kind >= 2) {
    for (let i: usize = 0; i < bytes; i += 16) smooth(kind, h + i, a + i);
  } else if (kind === 1) {
    const zero = f32x4.splat(0);
    for (let i: usize = 0; i < bytes; i += 16) v128.store(a + i, f32x4.max(v128.load(h + i), zero));
  } else {
    // The larger of both in one instruction: x where it is above 0, else what leaks.
    const leak = f32x4.splat(LEAK);
    for (let i: usize = 0; i < bytes; i += 16) {
      const x = v128.load(h + i);
      v128.store(a + i, f32x4.pmax(f32x4.mul(leak, x), x));
    }
  }
}

@inline
function siluSlope(h: f32): f32 {
  const s = logisticOf(<f64>h);
  return <f32>(s * (1 + <f64>h * (1 - s)));
}

@inline
function siluSlopes(h: usize): v128 {
  let slopes = f32x4.splat(siluSlope(load<f32>(h)));
  slopes = f32x4.replace_lane(slopes, 1, siluSlope(load<f32>(h, 4)));
  slopes = f32x4.replace_lane(slopes, 2, siluSlope(load<f32>(h, 8)));
  return f32x4.replace_lane(slopes, 3, siluSlope(load<f32>(h, 12)));
}

@inline
function slopeOf(kind: i32, h: usize, answer: v128): v128 {
  const one = f32x4.splat(1);
  if (kind === 2) return f32x4.sub(one, f32x4.mul(answer, answer));
  if (kind === 3) return siluSlopes(h);
  return f32x4.mul(answer, f32x4.sub(one, answer));
}

/** Of a (leaky) rectifier, whose answer is above 0 where its input is. */
@inline
function rectifierSlope(below: v128, answer: v128): v128 {
  return v128.bitselect(f32x4.splat(1), below, f32x4.gt(answer, f32x4.splat(0)));
}

/** `hasSlope` false: nothing of the answer is added. */
export function activateBack(
  kind: i32,
  h: usize,
  a: usize,
  dy: usize,
  rows: i32,
  stride: i32,
  slope: usize,
  hasSlope: bool,
): void {
  const step = <usize>stride << 2;
  const end = dy + <usize>rows * step;
  if (kind < 2) {
    const below = f32x4.splat(kind === 0 ? LEAK : 0);
    for (; dy < end; dy += step, a += step) {
      for (let j: usize = 0; j < step; j += 16) {
        const answer = v128.load(a + j);
        let wanted = v128.load(dy + j);
        if (hasSlope) wanted = f32x4.add(wanted, f32x4.mul(v128.load(slope + j), answer));
        v128.store(dy + j, f32x4.mul(wanted, rectifierSlope(below, answer)));
      }
    }
    return;
  }
  for (; dy < end; dy += step, a += step, h += step) {
    for (let j: usize = 0; j < step; j += 16) {
      const answer = v128.load(a + j);
      let wanted = v128.load(dy + j);
      if (hasSlope) wanted = f32x4.add(wanted, f32x4.mul(v128.load(slope + j), answer));
      v128.store(dy + j, f32x4.mul(wanted, slopeOf(kind, h + j, answer)));
    }
  }
}
