/**
 * Sine, cosine and arc tangent with the same bits everywhere; polynomials of fdlibm 5.3 on [-pi/4, pi/4] after a
 * reduction by pi/2 in three parts of 33 bits.
 */
const TWO_OVER_PI = 0.6366197723675814;
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487111665e-21;
const HALF_PI_REST = 8.4784276603689e-32;
const TWO_PI = 6.283185307179586;
/** Up to here quadrant x part is exact. Beyond, x is first taken modulo the double 2 pi, and digits are lost. */
const EXACT_REDUCTION = 1647099;

/** x = quadrant x pi/2 + high + low, |high| <= pi/4. */
let quadrant = 0;
let high = 0;
let low = 0;

let differenceError = 0;

/** a - b rounded; what the rounding lost is left in differenceError (Knuth's two-sum). */
function difference(a: number, b: number): number {
  const result = a - b;
  const back = result - a;
  differenceError = a - (result - back) - (b + back);
  return result;
}

function reduce(given: number): void {
  const x = Math.abs(given) > EXACT_REDUCTION ? given % TWO_PI : given;
  const count = Math.floor(x * TWO_OVER_PI + 0.5);
  const first = x - count * HALF_PI_1;
  const second = difference(first, count * HALF_PI_2);
  const lost = differenceError;
  const third = difference(second, count * HALF_PI_3);
  const rest = lost + differenceError - count * HALF_PI_REST;
  high = third + rest;
  low = third - high + rest;
  quadrant = ((count % 4) + 4) % 4;
}

/** sin(x + y) for |x| <= pi/4 and a tiny y. */
function sineKernel(x: number, y: number): number {
  const z = x * x;
  const v = z * x;
  const r =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 +
        z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  return x - (z * (0.5 * y - v * r) - y - v * -0.16666666666666632);
}

/** cos(x + y) for |x| <= pi/4 and a tiny y. */
function cosineKernel(x: number, y: number): number {
  const z = x * x;
  const r =
    z *
    (0.0416666666666666 +
      z *
        (-0.001388888888887411 +
          z *
            (2.480158728947673e-5 +
              z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11)))));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * r - x * y));
}

/** Sine; accurate to the last bit or two for |x| up to 1.6 million. */
export function sin(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  if (Math.abs(x) < 7.4e-9) return x;
  reduce(x);
  const value = quadrant % 2 === 0 ? sineKernel(high, low) : cosineKernel(high, low);
  return quadrant < 2 ? value : -value;
}

/** Cosine; accurate to the last bit or two for |x| up to 1.6 million. */
export function cos(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  reduce(x);
  const value = quadrant % 2 === 0 ? cosineKernel(high, low) : sineKernel(high, low);
  return quadrant === 0 || quadrant === 3 ? value : -value;
}

/** Arc tangents of 1/2, 1, 3/2 and infinity: the points from which atan is reduced. */
const ATAN_HIGH = Float64Array.of(
  0.4636476090008061,
  0.7853981633974483,
  0.982793723247329,
  1.5707963267948966,
);
const ATAN_LOW = Float64Array.of(
  2.2698777452961687e-17,
  3.061616997868383e-17,
  1.3903311031230998e-17,
  6.123233995736766e-17,
);
const ATAN_SERIES = Float64Array.of(
  0.3333333333333293,
  -0.19999999999876483,
  0.14285714272503466,
  -0.11111110405462356,
  0.09090887133436507,
  -0.0769187620504483,
  0.06661073137387531,
  -0.058335701337905735,
  0.049768779946159324,
  -0.036531572744216916,
  0.016285820115365782,
);

/** Arc tangent in (-pi/2, pi/2). */
export function atan(given: number): number {
  const size = Math.abs(given);
  if (Number.isNaN(given) || size < 1e-8) return given;
  let x = size;
  let point = -1;
  if (size >= 2.4375) {
    point = 3;
    x = -1 / size;
  } else if (size >= 1.1875) {
    point = 2;
    x = (size - 1.5) / (1 + 1.5 * size);
  } else if (size >= 0.6875) {
    point = 1;
    x = (size - 1) / (size + 1);
  } else if (size >= 0.4375) {
    point = 0;
    x = (2 * size - 1) / (2 + size);
  }
  const z = x * x;
  let series = 0;
  for (let i = 10; i >= 0; i--) series = ATAN_SERIES[i]! + z * series;
  const bend = x * z * series;
  const result = point < 0 ? x - bend : ATAN_HIGH[point]! - (bend - ATAN_LOW[point]! - x);
  return given < 0 ? -result : result;
}
