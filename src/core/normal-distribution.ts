import { exp, log } from "./elementary-functions.ts";

/** Rational approximations of fdlibm 5.3 (s_erf.c), coefficients from the constant term upwards. */
const NEAR_ZERO_TOP = Float64Array.of(
  0.12837916709551256,
  -0.3250421072470015,
  -0.02848174957559851,
  -0.005770270296489442,
  -2.3763016656650163e-5,
);
const NEAR_ZERO_BOTTOM = Float64Array.of(
  1,
  0.39791722395915535,
  0.0650222499887673,
  0.005081306281875766,
  0.00013249473800432164,
  -3.960228278775368e-6,
);
const NEAR_ONE_TOP = Float64Array.of(
  -0.0023621185607526594,
  0.41485611868374833,
  -0.3722078760357013,
  0.31834661990116175,
  -0.11089469428239668,
  0.035478304325618236,
  -0.002166375594868791,
);
const NEAR_ONE_BOTTOM = Float64Array.of(
  1,
  0.10642088040084423,
  0.540397917702171,
  0.07182865441419627,
  0.12617121980876164,
  0.01363708391202905,
  0.011984499846799107,
);
const MIDDLE_TOP = Float64Array.of(
  -0.009864944034847148,
  -0.6938585727071818,
  -10.558626225323291,
  -62.375332450326006,
  -162.39666946257347,
  -184.60509290671104,
  -81.2874355063066,
  -9.814329344169145,
);
const MIDDLE_BOTTOM = Float64Array.of(
  1,
  19.651271667439257,
  137.65775414351904,
  434.56587747522923,
  645.3872717332679,
  429.00814002756783,
  108.63500554177944,
  6.570249770319282,
  -0.0604244152148581,
);
const FAR_TOP = Float64Array.of(
  -0.0098649429247001,
  -0.799283237680523,
  -17.757954917754752,
  -160.63638485582192,
  -637.5664433683896,
  -1025.0951316110772,
  -483.5191916086514,
);
const FAR_BOTTOM = Float64Array.of(
  1,
  30.33806074348246,
  325.7925129965739,
  1536.729586084437,
  3199.8582195085955,
  2553.0504064331644,
  474.52854120695537,
  -22.44095244658582,
);
/** erf(1) to about 24 bits. */
const ERF_OF_ONE = 0.8450629115104675;

const SQRT_HALF = Math.SQRT1_2;
/** 1 / sqrt 2 less the double nearest to it. */
const SQRT_HALF_REST = -4.833646656726457e-17;
const ONE_OVER_SQRT_PI = 0.5641895835477563;
const ONE_OVER_SQRT_2PI = 0.3989422804014327;

function polynomial(coefficients: Float64Array, x: number): number {
  let value = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) value = coefficients[i]! + x * value;
  return value;
}

/** The leading 26 bits, so that the square is exact. */
function leading(x: number): number {
  const scaled = x * 134217729;
  return scaled - (scaled - x);
}

/** erfc x for x >= 1.25: e^(-x^2) without the error of rounding x^2. */
function upperTail(x: number): number {
  const s = 1 / (x * x);
  const ratio =
    x < 1 / 0.35
      ? polynomial(MIDDLE_TOP, s) / polynomial(MIDDLE_BOTTOM, s)
      : polynomial(FAR_TOP, s) / polynomial(FAR_BOTTOM, s);
  const front = leading(x);
  return (exp(-front * front - 0.5625) * exp((front - x) * (front + x) + ratio)) / x;
}

/** erf x - x for |x| < 0.84375. */
function erfLessX(x: number): number {
  const square = x * x;
  return x * (polynomial(NEAR_ZERO_TOP, square) / polynomial(NEAR_ZERO_BOTTOM, square));
}

/** The error function, 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return x;
  if (size < 0.84375) return x + erfLessX(x);
  let value = 1;
  if (size < 1.25) {
    const s = size - 1;
    value = ERF_OF_ONE + polynomial(NEAR_ONE_TOP, s) / polynomial(NEAR_ONE_BOTTOM, s);
  } else if (size < 6) {
    value = 1 - upperTail(size);
  }
  return x < 0 ? -value : value;
}

/** 1 - erf x, with all its digits in the upper tail. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  if (size < 0.84375) return x < 0.25 ? 1 - (x + erfLessX(x)) : 0.5 - (x - 0.5 + erfLessX(x));
  if (size < 1.25) {
    const s = size - 1;
    const ratio = polynomial(NEAR_ONE_TOP, s) / polynomial(NEAR_ONE_BOTTOM, s);
    return x > 0 ? 1 - ERF_OF_ONE - ratio : 1 + (ERF_OF_ONE + ratio);
  }
  if (size >= 28) return x > 0 ? 0 : 2;
  if (x > 0) return upperTail(x);
  return size < 6 ? 2 - upperTail(size) : 2;
}

/** The standard normal density. */
export function normalDensity(z: number): number {
  const front = leading(z);
  if (!(Math.abs(z) < 40)) return Number.isNaN(z) ? z : 0;
  return ONE_OVER_SQRT_2PI * exp(-0.5 * front * front) * exp(0.5 * (front - z) * (front + z));
}

/** P(Z <= z) for a standard normal Z; full relative accuracy in the lower tail. */
export function normalCdf(z: number): number {
  const x = -z * SQRT_HALF;
  const value = 0.5 * erfc(x);
  if (!(x > 1 && x < 28)) return value;
  const front = leading(-z);
  const lead = leading(SQRT_HALF);
  const back = -z - front;
  const rest = SQRT_HALF - lead;
  const lost = front * lead - x + front * rest + back * lead + back * rest - z * SQRT_HALF_REST;
  const leadX = leading(x);
  return value - ONE_OVER_SQRT_PI * exp(-leadX * leadX) * exp((leadX - x) * (leadX + x)) * lost;
}

/** Wichura (1988), algorithm AS 241, PPND16: centre, middle and far tail. */
const CENTRE_TOP = Float64Array.of(
  3.3871328727963665,
  133.14166789178438,
  1971.5909503065513,
  13731.69376550946,
  45921.95393154987,
  67265.7709270087,
  33430.57558358813,
  2509.0809287301227,
);
const CENTRE_BOTTOM = Float64Array.of(
  1,
  42.31333070160091,
  687.1870074920579,
  5394.196021424751,
  21213.794301586597,
  39307.89580009271,
  28729.085735721943,
  5226.495278852854,
);
const SIDE_TOP = Float64Array.of(
  1.4234371107496835,
  4.630337846156546,
  5.769497221460691,
  3.6478483247632045,
  1.2704582524523684,
  0.2417807251774506,
  0.022723844989269184,
  0.0007745450142783414,
);
const SIDE_BOTTOM = Float64Array.of(
  1,
  2.053191626637759,
  1.6763848301838038,
  0.6897673349851,
  0.14810397642748008,
  0.015198666563616457,
  0.0005475938084995345,
  1.0507500716444169e-9,
);
const TAIL_TOP = Float64Array.of(
  6.657904643501103,
  5.463784911164114,
  1.7848265399172913,
  0.29656057182850487,
  0.026532189526576124,
  0.0012426609473880784,
  2.7115555687434876e-5,
  2.0103343992922881e-7,
);
const TAIL_BOTTOM = Float64Array.of(
  1,
  0.599832206555888,
  0.1369298809227358,
  0.014875361290850615,
  0.0007868691311456133,
  1.8463183175100548e-5,
  1.421511758316446e-7,
  2.0442631033899397e-15,
);

/** The z with P(Z <= z) = probability; NaN outside [0, 1]. */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) return Number.NaN;
  const q = probability - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_TOP, r)) / polynomial(CENTRE_BOTTOM, r);
  }
  const tail = q < 0 ? probability : 1 - probability;
  if (tail === 0) return q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const r = Math.sqrt(-log(tail));
  const size =
    r <= 5
      ? polynomial(SIDE_TOP, r - 1.6) / polynomial(SIDE_BOTTOM, r - 1.6)
      : polynomial(TAIL_TOP, r - 5) / polynomial(TAIL_BOTTOM, r - 5);
  return q < 0 ? -size : size;
}
