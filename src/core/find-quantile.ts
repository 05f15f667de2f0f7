/** Bisections until neighbouring doubles are reached from anywhere. */
const MOST_STEPS = 200;

/** What a bracket starts from where a guess is nothing, or beyond all numbers. */
const LEAST_SCALE = 1e-300;
const MOST_SCALE = 1e300;

/** A continuous distribution on (low, high), either of which may be infinite. */
interface Law {
  readonly low: number;
  readonly high: number;
  cdf(y: number): number;
  density(y: number): number;
}

/**
 * The y with cdf(y) = probability: a bracket that grows from `start` by `scale`, then Newton steps that are replaced by
 * bisection where they leave the bracket.
 */
export function findQuantile(law: Law, probability: number, start: number, scale: number): number {
  if (!(probability >= 0 && probability <= 1)) return Number.NaN;
  if (probability === 0) return law.low;
  if (probability === 1) return law.high;
  let [low, high] = bracket(law, probability, start, scale > 0 ? Math.min(scale, MOST_SCALE) : LEAST_SCALE);
  let y = Math.min(Math.max(start, low), high);
  for (let n = 0; n < MOST_STEPS; n++) {
    const error = law.cdf(y) - probability;
    if (error === 0) return y;
    if (error > 0) high = y;
    else low = y;
    const newton = y - error / law.density(y);
    const next = newton > low && newton < high ? newton : low + 0.5 * (high - low);
    if (next === y || next === low || next === high) return next;
    if (Math.abs(next - y) <= 1e-15 * Math.abs(y)) return next;
    y = next;
  }
  return y;
}

function bracket(law: Law, probability: number, start: number, scale: number): [number, number] {
  let low = Math.max(law.low, start - scale);
  let high = Math.min(law.high, start + scale);
  for (let reach = scale; low > law.low && law.cdf(low) > probability; reach *= 2) {
    low = Math.max(law.low, low - reach);
  }
  for (let reach = scale; high < law.high && law.cdf(high) < probability; reach *= 2) {
    high = Math.min(law.high, high + reach);
  }
  return [low, high];
}

/** The smallest whole number from 0 upwards whose distribution function reaches the probability. */
export function findCount(cdf: (k: number) => number, probability: number): number {
  if (!(probability >= 0 && probability <= 1)) return Number.NaN;
  if (probability === 1) return Number.POSITIVE_INFINITY;
  if (cdf(0) >= probability) return 0;
  let high = 1;
  while (cdf(high) < probability && high < Number.MAX_SAFE_INTEGER / 4) high *= 2;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (cdf(middle) >= probability) high = middle;
    else low = middle;
  }
  return high;
}
