import {
  niceTicks,
  type PlotArea,
  plotArea,
  type Range,
  type Scale,
  type Size,
  verticalScale,
} from "./scale.ts";
import type { AxisTick } from "./search-axis.ts";

export interface SlicePoint {
  readonly id: number;
  /** On the parameter's side of the cube, 0 to 1. */
  readonly at: number;
  readonly value: number;
}

/** What a model says along the parameter. */
export interface SliceBelief {
  readonly at: number;
  readonly mean: number;
  readonly deviation: number;
}

export interface SliceFigure {
  readonly area: PlotArea;
  readonly sy: Scale;
  readonly yTicks: readonly number[];
  readonly xTicks: readonly {
    readonly x: number;
    readonly text: string;
    readonly anchor: "start" | "middle" | "end";
  }[];
  readonly points: readonly { readonly id: number; readonly x: number; readonly y: number }[];
  /** Empty without a model. */
  readonly line: string;
  readonly band: string;
}

const MARGINS = { top: 8, right: 10, bottom: 22, left: 48 } as const;

/** The metric by one parameter: a dot a trial, those worse than the frame at its edge. */
export function sliceFigure(
  points: readonly SlicePoint[],
  belief: readonly SliceBelief[],
  { ticks, range, size }: { readonly ticks: readonly AxisTick[]; readonly range: Range; readonly size: Size },
): SliceFigure {
  const area = plotArea(size, MARGINS);
  const sy = verticalScale(range, area);
  const xOf = (at: number) => area.left + at * area.width;
  const held = (value: number) => sy(Math.min(range.max, Math.max(range.min, value)));
  // Lines leave the frame, where they are cut; but not so far that a path has no numbers for it.
  const far = 3 * (range.max - range.min);
  const free = (value: number) => sy(Math.min(range.max + far, Math.max(range.min - far, value)));
  const along = (ends: (one: SliceBelief) => number) =>
    belief.map((one) => `${px(xOf(one.at))} ${px(free(ends(one)))}`);
  const upper = along(({ mean, deviation }) => mean + deviation);
  const lower = along(({ mean, deviation }) => mean - deviation).reverse();
  return {
    area,
    sy,
    yTicks: niceTicks(range, 3),
    xTicks: ticks.map(({ at, text }) => ({
      x: xOf(at),
      text,
      anchor: at < 0.06 ? "start" : at > 0.94 ? "end" : "middle",
    })),
    points: points.map(({ id, at, value }) => ({ id, x: xOf(at), y: held(value) })),
    line: belief.length === 0 ? "" : `M${along(({ mean }) => mean).join("L")}`,
    band: belief.length === 0 ? "" : `M${[...upper, ...lower].join("L")}Z`,
  };
}

function px(value: number): number {
  return Math.round(value * 10) / 10;
}
