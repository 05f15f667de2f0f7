import { horizontalScale, niceTicks, type PlotArea, plotArea, type Scale, type Size } from "./scale.ts";

/** One run's differences to the baseline. */
export interface DifferenceRow {
  readonly id: string;
  readonly differences: readonly number[];
  readonly mean: number;
  /** Null = too few to say. */
  readonly interval: readonly [number, number] | null;
}

export interface NoiseRow {
  readonly id: string;
  /** Of the interval's bar and of the dots above it. */
  readonly y: number;
  readonly dots: readonly { readonly x: number; readonly y: number }[];
  readonly mean: number;
  readonly bar: readonly [number, number] | null;
}

export interface NoiseFigure {
  readonly area: PlotArea;
  readonly sx: Scale;
  readonly ticks: readonly number[];
  /** Left and right of what counts as the same. */
  readonly same: readonly [number, number];
  readonly rows: readonly NoiseRow[];
}

const MARGINS = { top: 22, right: 14, bottom: 42, left: 104 } as const;
const DOT_LIFT = 16;
const JITTER = [0, 4, -3, 6, -5, 2, -1, 5, -4, 3] as const;

/** Dots and intervals of all runs on one axis; what counts as the same lies in the middle. */
export function noiseFigure(rows: readonly DifferenceRow[], sameHalf: number, size: Size): NoiseFigure {
  const area = plotArea(size, MARGINS);
  const reach = Math.max(
    sameHalf * 1.5,
    ...rows.flatMap(({ differences, interval }) =>
      [...differences, ...(interval ?? [])].filter(Number.isFinite).map(Math.abs),
    ),
  );
  const range = reachRange(rows, sameHalf, reach > 0 ? reach : 1);
  const sx = horizontalScale(range, area);
  const step = area.height / Math.max(1, rows.length);
  return {
    area,
    sx,
    ticks: niceTicks(range, Math.max(2, Math.floor(area.width / 62))),
    same: [sx(-sameHalf), sx(sameHalf)],
    rows: rows.map(({ id, differences, mean, interval }, n) => {
      const y = area.top + step * (n + 0.5) + DOT_LIFT / 2;
      return {
        id,
        y,
        dots: differences
          .filter(Number.isFinite)
          .map((difference, seed) => ({ x: sx(difference), y: y - DOT_LIFT + JITTER[seed % JITTER.length] })),
        mean: sx(mean),
        bar: interval === null ? null : [sx(interval[0]), sx(interval[1])],
      };
    }),
  };
}

/** 0 is always inside, and each side reaches as far as it has to. */
function reachRange(rows: readonly DifferenceRow[], sameHalf: number, reach: number) {
  const all = rows.flatMap(({ differences, interval }) =>
    [...differences, ...(interval ?? [])].filter(Number.isFinite),
  );
  const margin = 0.06 * reach;
  return {
    min: Math.min(-sameHalf * 1.5, ...all) - margin,
    max: Math.max(sameHalf * 1.5, ...all) + margin,
  };
}
