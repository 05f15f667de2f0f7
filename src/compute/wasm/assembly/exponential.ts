// e^x with the steps of src/core/elementary-functions.ts, so with its bits.

const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
const LOG2_E: f64 = 1.4426950408889634;

@inline
function power2(exponent: i64): f64 {
  return reinterpret<f64>((exponent + 1023) << 52);
}

function scaleByPower2(value: f64, exponent: i64): f64 {
  if (exponent >= -1021 && exponent <= 1023) return value * power2(exponent);
  if (exponent > 1023) return value * power2(exponent - 1) * 2;
  return value * power2(exponent + 1000) * power2(-1000);
}

/** One value; NaN gives NaN. */
export function exp(x: f64): f64 {
  if (x > 709.8) return Infinity;
  if (x < -745.2) return 0;
  const k = floor<f64>(LOG2_E * x + 0.5);
  const high = x - k * LN2_HIGH;
  const rest = k * LN2_LOW;
  const r = high - rest;
  const t = r * r;
  const polynomial =
    0.16666666666666602 +
    t *
      (-0.0027777777777015593 +
        t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8)));
  const c = r - t * polynomial;
  const result = 1 - (rest - (r * c) / (2 - c) - high);
  return x !== x ? x : scaleByPower2(result, <i64>k);
}

/** Two values with |x| below 700. */
@inline
export function expLanes(x: v128): v128 {
  const k = f64x2.floor(f64x2.add(f64x2.mul(f64x2.splat(LOG2_E), x), f64x2.splat(0.5)));
  const high = f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HIGH)));
  const rest = f64x2.mul(k, f64x2.splat(LN2_LOW));
  const r = f64x2.sub(high, rest);
  const t = f64x2.mul(r, r);
  let p = f64x2.add(
    f64x2.splat(-1.6533902205465252e-6),
    f64x2.mul(t, f64x2.splat(4.1381367970572385e-8)),
  );
  p = f64x2.add(f64x2.splat(6.613756321437934e-5), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(-0.0027777777777015593), f64x2.mul(t, p));
  p = f64x2.add(f64x2.splat(0.16666666666666602), f64x2.mul(t, p));
  const c = f64x2.sub(r, f64x2.mul(t, p));
  const quotient = f64x2.div(f64x2.mul(r, c), f64x2.sub(f64x2.splat(2), c));
  const result = f64x2.sub(f64x2.splat(1), f64x2.sub(f64x2.sub(rest, quotient), high));
  // Beside 1.5 x 2^52 the last bits of a double are an integer: those of k + 1023.
  const power = i64x2.shl(f64x2.add(k, f64x2.splat(6755399441055744 + 1023)), 52);
  return f64x2.mul(result, power);
}
