import { type DensityCurve, highest, type SampledDensity, sampleDensity } from "./density-figure.ts";
import {
  horizontalScale,
  niceTicks,
  type PlotArea,
  plotArea,
  type Range,
  type Scale,
  type Size,
} from "./scale.ts";
import { linePath } from "./svg-path.ts";

/** One round's density on a baseline of its own. */
export interface Ridge {
  readonly round: number;
  readonly base: number;
  readonly line: string;
  /** The line closed down to its baseline. */
  readonly fill: string;
}

export interface RidgeFigure {
  readonly area: PlotArea;
  readonly sx: Scale;
  readonly ticks: readonly number[];
  /** From the first round to the shown one, top to bottom. */
  readonly ridges: readonly Ridge[];
}

/** Most of a biography happens early: later rounds hardly move. */
const EARLY_ROUNDS = [0, 5, 10, 20];
const MARGINS = { top: 18, right: 8, bottom: 20, left: 48 } as const;
/** A ridge needs so much to show its shape. */
const LEAST_STEP = 34;
const FEWEST_RIDGES = 3;
/** A peak may rise above the baseline of the ridge before it by so many steps. */
const OVERLAP = 1.6;

/** Ridges that stand in a picture of this height above `below` pixels, the shown round's among them; 0 = too low for any. */
export function ridgeCount(size: Size, below = 0): number {
  const fits = Math.floor((size.height - MARGINS.top - MARGINS.bottom - below) / LEAST_STEP);
  return fits < FEWEST_RIDGES ? 0 : Math.min(EARLY_ROUNDS.length + 1, fits);
}

/** Early rounds above the shown one, at most `count`: the first, the last and what lies evenly between them. */
export function ridgeRounds(round: number, count: number): number[] {
  const earlier = EARLY_ROUNDS.filter((early) => early < round);
  if (earlier.length <= count) return earlier;
  const step = (earlier.length - 1) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, n) => earlier[Math.round(n * step)]);
}

/**
 * Densities of several rounds, one below the other on a shared x axis. All have one scale, so that areas are equal; the
 * shown round stands lowest whatever the number of earlier ones, so that it holds still.
 */
export function ridgeFigure(input: {
  readonly size: Size;
  readonly range: Range;
  /** Earlier rounds, ascending. */
  readonly past: readonly DensityCurve[];
  readonly current: DensityCurve;
  readonly discrete: boolean;
  /** Pixels under the lowest ridge that are kept for something else. */
  readonly below?: number;
}): RidgeFigure {
  const { size, range, past, discrete, below = 0 } = input;
  const area = plotArea(size, MARGINS);
  const sx = horizontalScale(range, area);
  const slots = Math.max(past.length + 1, ridgeCount(size, below));
  const step = (area.height - below) / slots;
  const curves = [...past, input.current].map(({ round, density }, n) => ({
    round,
    slot: n === past.length ? slots - 1 : n,
    sampled: sampleDensity(density, range, { width: area.width, discrete }),
  }));
  const tops = curves.map(({ slot, sampled: { y } }) => {
    const peak = y[highest(y)];
    return (slot === 0 ? 1 : OVERLAP) * (step / (peak > 0 ? peak : 1));
  });
  const height = Math.min(...tops);
  return {
    area,
    sx,
    ticks: niceTicks(range, Math.max(2, Math.round(area.width / 44))),
    ridges: curves.map(({ round, slot, sampled }) => {
      const base = area.top + step * (slot + 1);
      return { round, base, ...outline(sampled, sx, (density) => base - density * height, base) };
    }),
  };
}

function outline({ x, y }: SampledDensity, sx: Scale, sy: Scale, base: number): Pick<Ridge, "line" | "fill"> {
  const line = linePath(x, y, sx, sy);
  return { line, fill: `${line}V${base}H${sx(x[0])}Z` };
}
