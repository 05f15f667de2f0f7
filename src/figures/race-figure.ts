import type { OptimiserRace } from "../boosting/engines/engine.ts";
import { horizontalScale, type PlotArea, plotArea, type Scale, type Size, verticalScale } from "./scale.ts";

export interface RaceLane {
  readonly optimizer: string;
  readonly learningRate: number | null;
  /** Mean loss of the first and of the last epoch; infinite where it left all bounds. */
  readonly first: number;
  readonly last: number;
  readonly path: string;
}

export interface RaceFigure {
  readonly area: PlotArea;
  readonly sx: Scale;
  readonly ticks: readonly { readonly y: number; readonly value: number }[];
  /** By the loss of the last epoch, lowest first. */
  readonly lanes: readonly RaceLane[];
  readonly steps: number;
}

/** The frame's upper edge, times the middle of the first epochs' losses. */
const ROOM_ABOVE = 1.15;

const MARGINS = { top: 10, right: 12, bottom: 22, left: 52 } as const;

/** Means of whole epochs: each has seen every row once, so that batches do not jump about. */
function epochMeans(losses: Float64Array, stepsAnEpoch: number): number[] {
  return Array.from({ length: Math.floor(losses.length / stepsAnEpoch) }, (_, epoch) => {
    let sum = 0;
    for (let i = 0; i < stepsAnEpoch; i++) sum += losses[epoch * stepsAnEpoch + i];
    return sum / stepsAnEpoch;
  });
}

/** Losses by step on a logarithmic scale; what grows far beyond the usual start runs along the frame. */
export function raceFigure({ lanes, stepsAnEpoch }: OptimiserRace, size: Size): RaceFigure {
  const area = plotArea(size, MARGINS);
  const means = lanes.map(({ losses }) => epochMeans(losses, stepsAnEpoch));
  const steps = Math.max(1, ...lanes.map(({ losses }) => losses.length));
  const starts = means
    .map((line) => line[0])
    .filter(Number.isFinite)
    .sort((left, right) => left - right);
  // Most rules begin alike: one that leaps away must not press all others together.
  const most = ROOM_ABOVE * (starts[starts.length >> 1] ?? 1);
  const seen = means.flat().filter((value) => value > 0 && value <= most);
  const low = seen.length === 0 ? 0 : Math.log10(Math.min(...seen));
  const high = seen.length === 0 ? 1 : Math.log10(Math.max(...seen));
  const margin = Math.max(0.02, 0.05 * (high - low));
  const sx = horizontalScale({ min: stepsAnEpoch, max: Math.max(stepsAnEpoch + 1, steps) }, area);
  const sy = verticalScale({ min: low - margin, max: high + margin }, area);
  const path = (line: readonly number[]) =>
    line
      .map((value, i) => {
        const y = value > 0 ? sy(Math.log10(Math.min(value, most))) : area.top + area.height;
        return `${i === 0 ? "M" : "L"}${sx((i + 1) * stepsAnEpoch).toFixed(1)} ${y.toFixed(1)}`;
      })
      .join("");
  const drawn = lanes.map(({ optimizer, learningRate }, n) => ({
    optimizer,
    learningRate,
    first: means[n][0] ?? Number.NaN,
    last: means[n].at(-1) ?? Number.NaN,
    path: path(means[n].filter(Number.isFinite)),
  }));
  const rank = ({ last }: RaceLane) => (Number.isFinite(last) ? last : Number.POSITIVE_INFINITY);
  return {
    area,
    sx,
    ticks: lossTicks(low, high).map((value) => ({ y: sy(Math.log10(value)), value })),
    lanes: drawn.sort((left, right) => {
      const [a, b] = [rank(left), rank(right)];
      return a < b ? -1 : a > b ? 1 : 0;
    }),
    steps,
  };
}

/** 1, 2 and 5 times powers of ten in the range, every other one where they stand too close; at least the middle. */
function lossTicks(low: number, high: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(low); power <= Math.ceil(high); power++) {
    for (const lead of [1, 2, 5]) {
      const value = lead * 10 ** power;
      const at = Math.log10(value);
      if (at >= low && at <= high) ticks.push(value);
    }
  }
  if (ticks.length < 2) return [10 ** low, 10 ** high];
  return ticks.length > 7 ? ticks.filter((_, n) => n % 3 === ticks.length % 3) : ticks;
}
