import { meanAndSd } from "../analysis/comparison/moments.ts";
import {
  horizontalScale,
  niceTicks,
  type PlotArea,
  plotArea,
  type Range,
  type Scale,
  type Size,
  verticalScale,
  widened,
} from "./scale.ts";

/** A run's trainings: one curve a seed. */
export interface SeedCurves {
  readonly id: string;
  /** Value after round k of each seed. */
  readonly values: readonly (readonly number[])[];
  /** Where round k of each seed stands on the axis, ascending; null = at k. */
  readonly places: readonly (readonly number[])[] | null;
}

/** Mean and standard deviation over the seeds along the axis, as far as every seed reaches. */
export interface SeedBand {
  readonly id: string;
  readonly x: readonly number[];
  readonly mean: readonly number[];
  /** 0 where there is one seed. */
  readonly deviation: readonly number[];
  readonly seeds: number;
}

const GRID_STEPS = 240;

/** A place between two rounds has the value of the one before: a model changes with a whole round. */
function valueAt(values: readonly number[], places: readonly number[], x: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle] <= x) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? Number.NaN : values[low - 1];
}

export function bandOf({ id, values, places }: SeedCurves): SeedBand {
  const shortest = values.reduce((least, curve) => Math.min(least, curve.length), Infinity);
  const count = Number.isFinite(shortest) ? shortest : 0;
  const x =
    places === null
      ? Array.from({ length: count }, (_, round) => round)
      : gridTo(Math.min(...places.map((seed) => seed.at(-1) ?? 0)));
  const columns = x.map((at) =>
    values.map((curve, seed) => (places === null ? curve[at] : valueAt(curve, places[seed], at))),
  );
  const moments = columns.map(overSeeds);
  return {
    id,
    x,
    mean: moments.map(({ mean }) => mean),
    deviation: moments.map(({ spread }) => spread),
    seeds: values.length,
  };
}

function gridTo(end: number): number[] {
  return end > 0 ? Array.from({ length: GRID_STEPS + 1 }, (_, step) => (end * step) / GRID_STEPS) : [];
}

/** Mean and sample standard deviation over seeds; a single seed has no spread. */
export function overSeeds(values: readonly number[]): { readonly mean: number; readonly spread: number } {
  const { mean, sd } = meanAndSd(values);
  return { mean, spread: values.length < 2 ? 0 : sd };
}

export interface CompareCurve {
  readonly id: string;
  readonly line: string;
  /** Empty where there is one seed. */
  readonly band: string;
  /** The end of the line. */
  readonly endX: number;
  readonly endY: number;
}

export interface CompareFigure {
  readonly area: PlotArea;
  readonly sx: Scale;
  readonly sy: Scale;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly curves: readonly CompareCurve[];
}

const MARGINS = { top: 10, right: 118, bottom: 30, left: 52 } as const;
/** Steep beginnings leave the frame, so that the rest can be read: this share of all values lies inside. */
const SHARE_INSIDE = 0.88;

export function compareFigure(
  bands: readonly SeedBand[],
  {
    size,
    isNarrow,
    direction,
  }: { readonly size: Size; readonly isNarrow: boolean; readonly direction: "lower" | "higher" },
): CompareFigure {
  const area = plotArea(size, isNarrow ? { ...MARGINS, right: 14, left: 40 } : MARGINS);
  const end = Math.max(...bands.map(({ x }) => x.at(-1) ?? 0), 0);
  const sx = horizontalScale({ min: 0, max: end > 0 ? end : 1 }, area);
  const range = valueRange(bands, direction);
  const sy = verticalScale(range, area);
  return {
    area,
    sx,
    sy,
    xTicks: niceTicks({ min: 0, max: end > 0 ? end : 1 }, 6),
    yTicks: niceTicks(range, 4),
    curves: bands.map((band) => curveOf(band, sx, sy)),
  };
}

/** A run that leaps away must not press all others flat: ends so much worse than the best one are out of the frame. */
const MOST_TIMES = 8;

function valueRange(bands: readonly SeedBand[], direction: "lower" | "higher"): Range {
  const known = bands.filter(({ mean }) => Number.isFinite(lastOf(mean)));
  const sign = direction === "lower" ? 1 : -1;
  const best = Math.min(...known.map(({ mean }) => sign * lastOf(mean)));
  const tame = known.filter(
    ({ mean }) => sign * lastOf(mean) - best <= MOST_TIMES * Math.max(Math.abs(best), 0.1),
  );
  const means = tame.flatMap(({ mean }) => mean.filter(Number.isFinite)).sort((left, right) => left - right);
  if (means.length === 0) return { min: 0, max: 1 };
  const ends = tame.flatMap(({ mean, deviation }) => [
    lastOf(mean) - lastOf(deviation),
    lastOf(mean) + lastOf(deviation),
  ]);
  const cut = Math.floor((means.length - 1) * SHARE_INSIDE);
  const low = direction === "lower" ? means[0] : means[means.length - 1 - cut];
  const high = direction === "lower" ? means[cut] : means[means.length - 1];
  return widened({ min: Math.min(low, ...ends), max: Math.max(high, ...ends) }, 0.05);
}

function lastOf(values: readonly number[]): number {
  return values[values.length - 1];
}

function curveOf({ id, x, mean, deviation, seeds }: SeedBand, sx: Scale, sy: Scale): CompareCurve {
  const known = x.map((_, n) => n).filter((n) => Number.isFinite(mean[n]));
  const point = (n: number, value: number) => `${sx(x[n]).toFixed(1)} ${sy(value).toFixed(1)}`;
  const line = known.map((n, at) => `${at === 0 ? "M" : "L"}${point(n, mean[n])}`).join("");
  const upper = known.map((n, at) => `${at === 0 ? "M" : "L"}${point(n, mean[n] + deviation[n])}`);
  const lower = [...known].reverse().map((n) => `L${point(n, mean[n] - deviation[n])}`);
  const last = known.at(-1);
  return {
    id,
    line,
    band: seeds < 2 || known.length === 0 ? "" : `${upper.join("")}${lower.join("")}Z`,
    endX: last === undefined ? Number.NaN : sx(x[last]),
    endY: last === undefined ? Number.NaN : sy(mean[last]),
  };
}
