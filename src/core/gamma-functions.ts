import { exp, log, log1p } from "./elementary-functions.ts";

/** From here on Stirling's series has all its digits. */
const FAR = 15;
const HALF_LN_2PI = 0.9189385332046728;

/** Bernoulli numbers B(2k) / (2k (2k - 1)): Stirling's series of ln gamma. */
const LN_GAMMA_SERIES = Float64Array.of(
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
);
/** B(2k) / (2k). */
const DIGAMMA_SERIES = Float64Array.of(
  1 / 12,
  -1 / 120,
  1 / 252,
  -1 / 240,
  1 / 132,
  -691 / 32760,
  1 / 12,
  -3617 / 8160,
);
/** B(2k). */
const TRIGAMMA_SERIES = Float64Array.of(
  1 / 6,
  -1 / 30,
  1 / 42,
  -1 / 30,
  5 / 66,
  -691 / 2730,
  7 / 6,
  -3617 / 510,
);

/** coefficients[0] + coefficients[1] s + ... */
function series(coefficients: Float64Array, s: number): number {
  let value = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) value = coefficients[i]! + s * value;
  return value;
}

/** ln gamma x - ((x - 1/2) ln x - x + ln sqrt(2 pi)), for x >= FAR. */
function stirlingRest(x: number): number {
  return series(LN_GAMMA_SERIES, 1 / (x * x)) / x;
}

/** ln of the gamma function for x > 0 (Abramowitz and Stegun 6.1.41, shifted upwards); NaN elsewhere. */
export function lnGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  if (x === 1 || x === 2) return 0;
  let shifted = x;
  let product = 1;
  let lnProduct = 0;
  while (shifted < FAR) {
    product *= shifted;
    shifted++;
  }
  if (product !== 1) lnProduct = log(product);
  return (shifted - 0.5) * log(shifted) - shifted + HALF_LN_2PI + stirlingRest(shifted) - lnProduct;
}

/** d ln gamma / dx for x > 0 (6.3.18). */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let shifted = x;
  let lost = 0;
  while (shifted < FAR) {
    lost += 1 / shifted;
    shifted++;
  }
  const s = 1 / (shifted * shifted);
  return log(shifted) - 0.5 / shifted - s * series(DIGAMMA_SERIES, s) - lost;
}

/** d^2 ln gamma / dx^2 for x > 0 (6.4.12). */
export function trigamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let shifted = x;
  let lost = 0;
  while (shifted < FAR) {
    lost += 1 / (shifted * shifted);
    shifted++;
  }
  const s = 1 / (shifted * shifted);
  return lost + 1 / shifted + 0.5 * s + (s * series(TRIGAMMA_SERIES, s)) / shifted;
}

/** ln of the beta function for a, b > 0. */
export function lnBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < FAR) return lnGamma(a) + lnGamma(b) - lnGamma(a + b);
  // the large terms of ln gamma large and ln gamma (a + b) are taken out first: no digits are lost
  const difference =
    -(large - 0.5) * log1p(small / large) -
    small * log(a + b) +
    small +
    stirlingRest(large) -
    stirlingRest(a + b);
  return lnGamma(small) + difference;
}

/** Iterations of a series or continued fraction; more rows of the real world have never needed. */
const MOST_STEPS = 20_000;
const SMALLEST = 1e-300;
const EPSILON = 1.1102230246251565e-16;

/** x^a e^-x / gamma(a), without overflow. */
function gammaFront(a: number, x: number): number {
  if (a < FAR) return exp(a * log(x) - x - lnGamma(a));
  const distance = (x - a) / a;
  // a (ln(x/a) - x/a + 1), where ln1p keeps the digits near x = a
  const exponent = Math.abs(distance) < 0.5 ? a * (log1p(distance) - distance) : a * log(x / a) - x + a;
  return exp(exponent - stirlingRest(a)) * Math.sqrt(a / 6.283185307179586);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MOST_STEPS; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * EPSILON) break;
  }
  return sum * gammaFront(a, x);
}

/** Legendre's continued fraction by Lentz's method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / SMALLEST;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MOST_STEPS; n++) {
    const top = -n * (n - a);
    b += 2;
    d = top * d + b;
    if (Math.abs(d) < SMALLEST) d = SMALLEST;
    c = b + top / c;
    if (Math.abs(c) < SMALLEST) c = SMALLEST;
    d = 1 / d;
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) < 4 * EPSILON) break;
  }
  return value * gammaFront(a, x);
}

/** The regularised lower incomplete gamma function P(a, x), a > 0. */
export function gammaP(a: number, x: number): number {
  if (Number.isNaN(x) || !(a > 0)) return Number.NaN;
  if (x <= 0) return 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/** 1 - P(a, x), with all its digits in the upper tail. */
export function gammaQ(a: number, x: number): number {
  if (Number.isNaN(x) || !(a > 0)) return Number.NaN;
  if (x <= 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}

/** Continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's method. */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  if (Math.abs(d) < SMALLEST) d = SMALLEST;
  d = 1 / d;
  let value = d;
  for (let m = 1; m < MOST_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    if (Math.abs(d) < SMALLEST) d = SMALLEST;
    c = 1 + even / c;
    if (Math.abs(c) < SMALLEST) c = SMALLEST;
    d = 1 / d;
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    if (Math.abs(d) < SMALLEST) d = SMALLEST;
    c = 1 + odd / c;
    if (Math.abs(c) < SMALLEST) c = SMALLEST;
    d = 1 / d;
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) < 4 * EPSILON) break;
  }
  return value;
}

/**
 * The regularised incomplete beta function I_x(a, b), a, b > 0. `rest` = 1 - x, given where the caller knows it better
 * than a subtraction would.
 */
export function betaI(a: number, b: number, x: number, rest = 1 - x): number {
  if (Number.isNaN(x) || !(a > 0) || !(b > 0)) return Number.NaN;
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  const front = exp(a * log(x) + b * log(rest) - lnBeta(a, b));
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(a, b, x)) / a
    : 1 - (front * betaFraction(b, a, rest)) / b;
}
