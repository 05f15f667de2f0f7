/**
 * Functions that must give the same bits on every machine: only + - x /, comparison, floor and views of bits. Reductions
 * and minimax polynomials are those of Sun's fdlibm 5.3, the power is our own. Errors stay below one unit in the last
 * place, of tanh below two.
 */
const doubles = new Float64Array(1);
/** [low, high] word of `doubles[0]`; every host of ours is little-endian. */
const words = new Int32Array(doubles.buffer);

/** ln 2 in two parts; the first has 33 bits, so that its product with an exponent is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LOG2_E = Math.LOG2E;
const LEAST_NORMAL = 2.2250738585072014e-308;

/** 2^-1022 .. 2^1023; a look-up is faster than putting a double together from two words. */
const powersOf2 = new Float64Array(2046);
for (let i = 0, value = LEAST_NORMAL; i < 2046; i++, value *= 2) powersOf2[i] = value;

/** 2^exponent for -1022 .. 1023. */
function power2(exponent: number): number {
  return powersOf2[exponent + 1022]!;
}

/** value x 2^exponent with one rounding, also where the result is subnormal or infinite. */
function scaleByPower2(value: number, exponent: number): number {
  if (exponent >= -1021 && exponent <= 1023) return value * power2(exponent);
  if (exponent > 1023) return value * power2(exponent - 1) * 2;
  return value * power2(exponent + 1000) * power2(-1000);
}

/** e^(x + low) for a tiny low. */
function expWithLow(x: number, low: number): number {
  if (x > 709.8) return Number.POSITIVE_INFINITY;
  if (x < -745.2) return 0;
  const k = Math.floor(LOG2_E * x + 0.5);
  const high = x - k * LN2_HIGH;
  const rest = k * LN2_LOW - low;
  const r = high - rest;
  const t = r * r;
  const polynomial =
    0.16666666666666602 +
    t *
      (-0.0027777777777015593 +
        t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8)));
  const c = r - t * polynomial;
  return scaleByPower2(1 - (rest - (r * c) / (2 - c) - high), k);
}

/** e^x. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  return expWithLow(x, 0);
}

/** The k for which a positive, normal x / 2^k lies in [sqrt 1/2, sqrt 2). */
function exponentForLog(x: number): number {
  doubles[0] = x;
  return ((words[1]! + (0x3ff00000 - 0x3fe6a09e)) >> 20) - 1023;
}

/** x / 2^k - 1. */
function fractionForLog(x: number, k: number): number {
  return k > 1022 ? x * 0.25 * power2(2 - k) - 1 : x * power2(-k) - 1;
}

/** k ln 2 + ln(1 + f) + correction. */
function logOfSplit(f: number, k: number, correction: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd =
    z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const half = 0.5 * f * f;
  const small = s * (half + (even + odd));
  if (k === 0) return f - (half - small);
  return k * LN2_HIGH - (half - (small + (k * LN2_LOW + correction)) - f);
}

/** Natural logarithm; NaN below 0. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  if (x < LEAST_NORMAL) return log(x * 18014398509481984) - 54 * Math.LN2;
  const k = exponentForLog(x);
  return logOfSplit(fractionForLog(x, k), k, 0);
}

/** ln(1 + x), exact to the last bits for small x. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  if (Math.abs(x) < 1.1102230246251565e-16) return x;
  if (x > -0.29289 && x < 0.41421) return logOfSplit(x, 0, 0);
  const u = 1 + x;
  const k = exponentForLog(u);
  const f = fractionForLog(u, k);
  const lost = k >= 2 ? 1 - (u - x) : x - (u - 1);
  return logOfSplit(f, k, k < 54 ? lost / u : 0);
}

/** e^x - 1, exact to the last bits for small x. */
export function expm1(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x > 709.8) return Number.POSITIVE_INFINITY;
  if (x < -38.9) return -1;
  const size = Math.abs(x);
  if (size < 5.5e-17) return x;
  const k = size < 0.34657359 ? 0 : Math.floor(LOG2_E * x + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const correction = high - r - low;
  const halfR = 0.5 * r;
  const square = r * halfR;
  const polynomial =
    1 +
    square *
      (-0.03333333333333313 +
        square *
          (0.0015873015872548146 +
            square *
              (-7.93650757867488e-5 + square * (4.008217827329362e-6 + square * -2.0109921818362437e-7))));
  const t = 3 - polynomial * halfR;
  const e = square * ((polynomial - t) / (6 - r * t));
  if (k === 0) return r - (r * e - square);
  return unreduced(r, r * (e - correction) - correction - square, k);
}

/** 2^k e^r - 1, where e^r - 1 = r - e. */
function unreduced(r: number, e: number, k: number): number {
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k < 0 || k > 56) return scaleByPower2(1 - (e - r), k) - 1;
  const shrunk = power2(-k);
  const scaled = k < 20 ? 1 - shrunk - (e - r) : 1 - (e + shrunk - r);
  return scaled * power2(k);
}

/** Hyperbolic tangent. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size > 22) return x > 0 ? 1 : -1;
  if (size < 1e-9 || Number.isNaN(x)) return x;
  let result: number;
  if (size >= 1) {
    result = 1 - 2 / (expm1(2 * size) + 2);
  } else {
    const t = expm1(-2 * size);
    result = -t / (t + 2);
  }
  return x < 0 ? -result : result;
}

/** Low part of the last product, quotient or sum below. */
let tail = 0;

/** a b rounded, the lost part in `tail` (Dekker 1971). */
function product(a: number, b: number): number {
  const result = a * b;
  const aSplit = a * 134217729;
  const bSplit = b * 134217729;
  const aHigh = aSplit - (aSplit - a);
  const bHigh = bSplit - (bSplit - b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  tail = aHigh * bHigh - result + aHigh * bLow + aLow * bHigh + aLow * bLow;
  return result;
}

/** a + b rounded for |a| >= |b|, the lost part and `low` in `tail`. */
function sum(a: number, b: number, low: number): number {
  const first = a + b;
  const rest = a - first + b + low;
  const result = first + rest;
  tail = first - result + rest;
  return result;
}

/** ln x of a positive, finite x to about 2^-65; the low part is left in `tail`. */
function logInTwoParts(x: number): number {
  const shift = x < LEAST_NORMAL ? 54 : 0;
  const normal = x * power2(shift);
  const shifted = exponentForLog(normal);
  const f = fractionForLog(normal, shifted);
  const k = shifted - shift;
  const divisor = 2 + f;
  const divisorLow = f - (divisor - 2);
  const s = f / divisor;
  const back = product(s, divisor);
  const sLow = (f - back - tail - s * divisorLow) / divisor;
  const square = product(s, s);
  const squareLow = tail + 2 * s * sLow;
  let series = 0;
  for (let n = 25; n >= 5; n -= 2) series = 1 / n + square * series;
  const slope = sum(1 / 3, square * series, 1.850371707708594e-17);
  const slopeLow = tail;
  const bend = product(square, slope);
  const bendLow = tail + square * slopeLow + squareLow * slope;
  const extra = product(s, bend);
  const extraLow = tail + s * bendLow + sLow * bend;
  const logM = sum(2 * s, 2 * extra, 2 * (sLow + extraLow));
  if (k === 0) return logM;
  const logMLow = tail;
  const kLow = k * LN2_LOW;
  const whole = sum(k * LN2_HIGH, kLow, 0);
  const wholeLow = tail;
  return sum(whole, logM, wholeLow + logMLow);
}

/** x^y for a finite x > 0 and finite y. */
function positivePower(x: number, y: number): number {
  const high = logInTwoParts(x);
  const low = tail;
  const estimate = y * high;
  if (!(Math.abs(estimate) < 800)) return estimate > 0 ? Number.POSITIVE_INFINITY : 0;
  const exponent = product(y, high);
  return expWithLow(exponent, tail + y * low);
}

function isOddInteger(y: number): boolean {
  return Math.abs(y) < 9007199254740992 && Math.abs(y % 2) === 1;
}

/** x^y with the special values of ECMAScript (1^NaN and 1^Infinity are NaN). */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = Math.abs(x);
  if (!Number.isFinite(y)) {
    if (size === 1) return Number.NaN;
    return size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  const negative = (x < 0 || Object.is(x, -0)) && isOddInteger(y);
  let result: number;
  if (size === 0 || size === Number.POSITIVE_INFINITY) {
    result = size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  } else if (x < 0 && Math.floor(y) !== y) {
    return Number.NaN;
  } else {
    result = size === 1 ? 1 : positivePower(size, y);
  }
  return negative ? -result : result;
}
