/** Veltkamp's factor: cuts a double into two halves of 26 bits. */
const SPLITTER = 134_217_729;
/** Far above the error of the quotient below, far below half a unit in the last place. */
const DOUBT = 3.2e-30;

/**
 * (high * scale + low) / divisor, correctly rounded, or NaN where that is not certain. All are whole, `low` is below
 * `scale`, the numerator below 10^19, scale and divisor are powers of ten that doubles hold exactly. Two doubles hold the
 * value to about 100 bits (Dekker 1971), and the answer counts only where no rounding lies within their error.
 */
export function longDecimal(high: number, low: number, scale: number, divisor: number): number {
  const whole = high * scale;
  const wholeRest = productRest(high, scale, whole) + low;
  const sum = whole + wholeRest;
  const rest = wholeRest - (sum - whole);
  const quotient = sum / divisor;
  const back = quotient * divisor;
  const correction = (sum - back - productRest(quotient, divisor, back) + rest) / divisor;
  const doubt = quotient * DOUBT;
  const value = quotient + (correction - doubt);
  return value === quotient + (correction + doubt) ? value : Number.NaN;
}

/** a * b - product, exactly, where product = fl(a * b). */
function productRest(a: number, b: number, product: number): number {
  const aBig = SPLITTER * a;
  const aHigh = aBig - (aBig - a);
  const aLow = a - aHigh;
  const bBig = SPLITTER * b;
  const bHigh = bBig - (bBig - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
