/** A step along a direction: the function's value there and its slope in that direction. */
export interface Tried {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
}

/** Enough descent, and a slope that is enough flatter (the usual constants for quasi-Newton directions). */
const ARMIJO = 1e-4;
const CURVATURE = 0.9;
const MOST_TRIES = 20;
/** An interpolated step keeps this share of the interval away from its ends. */
const MARGIN = 0.1;

/**
 * A step that meets the strong Wolfe conditions, or failing that, enough descent; null = there is none. Bracketing and
 * zooming after Nocedal and Wright, Numerical Optimization (2006), algorithms 3.5 and 3.6, with cubic interpolation.
 * The step that is returned is the one that `tryStep` was called with last.
 */
export function searchStep(tryStep: (step: number) => Tried, start: Tried, first: number): Tried | null {
  if (!(start.slope < 0)) return null;
  let tries = 0;
  const attempt = (step: number): Tried => {
    tries++;
    return tryStep(step);
  };
  const descends = ({ step, value }: Tried) => value <= start.value + ARMIJO * step * start.slope;
  const isFlat = ({ slope }: Tried) => Math.abs(slope) <= -CURVATURE * start.slope;

  function zoom(from: Tried, to: Tried): Tried | null {
    let low = from;
    let high = to;
    while (tries < MOST_TRIES && high.step !== low.step) {
      const tried = attempt(between(low, high));
      if (!descends(tried) || !(tried.value < low.value)) {
        high = tried;
        continue;
      }
      if (isFlat(tried)) return tried;
      if (tried.slope * (high.step - low.step) >= 0) high = low;
      low = tried;
    }
    // The best step so far descends enough, but another may have been tried since.
    return low.step > 0 ? tryStep(low.step) : null;
  }

  let before = start;
  let step = first;
  while (tries < MOST_TRIES) {
    const tried = attempt(step);
    if (!descends(tried) || (before.step > 0 && tried.value >= before.value)) return zoom(before, tried);
    if (isFlat(tried)) return tried;
    if (tried.slope >= 0) return zoom(tried, before);
    before = tried;
    step *= 2;
  }
  return before.step > 0 ? before : null;
}

/** The lowest point of the cubic through both values and slopes; the middle where that is too near an end or none. */
function between(low: Tried, high: Tried): number {
  const width = high.step - low.step;
  const middle = low.step + width / 2;
  if (!Number.isFinite(high.value) || !Number.isFinite(high.slope)) return low.step + width * MARGIN;
  const rise = low.slope + high.slope - (3 * (high.value - low.value)) / width;
  const inside = rise * rise - low.slope * high.slope;
  if (!(inside >= 0)) return middle;
  const root = width > 0 ? Math.sqrt(inside) : -Math.sqrt(inside);
  const share = (high.slope + root - rise) / (high.slope - low.slope + 2 * root);
  const step = high.step - width * share;
  const margin = Math.abs(width) * MARGIN;
  const isInside =
    step > Math.min(low.step, high.step) + margin && step < Math.max(low.step, high.step) - margin;
  return isInside ? step : middle;
}
