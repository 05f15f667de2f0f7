import type { RunStart } from "../experiment/recording.ts";
import { textWidth, tickTexts } from "./number-text.ts";
import {
  horizontalScale,
  niceTicks,
  type PlotArea,
  plotArea,
  type Range,
  rangeOf,
  type Scale,
  type Size,
  verticalScale,
} from "./scale.ts";
import type { PointPositions } from "./svg-path.ts";

/** Shared by the fit and the stems below it, so that x lines up down a column. */
export const COLUMN_LEFT = 28;
export const COLUMN_RIGHT = 6;

/** Room at the left for the values of an axis, more where they are long. */
export function leftOf(ticks: readonly number[]): number {
  return Math.max(COLUMN_LEFT, ...tickTexts(ticks).map((text) => 8 + textWidth(text, 11)));
}

export interface Axes {
  readonly area: PlotArea;
  readonly xRange: Range;
  readonly yRange: Range;
  readonly sx: Scale;
  readonly sy: Scale;
}

/** Axes of the one-feature fit: from the data alone, so equal in every column and every round. */
export function fitAxes(start: RunStart, size: Size): Axes {
  const area = plotArea(size, { top: 4, right: COLUMN_RIGHT, bottom: 6, left: COLUMN_LEFT });
  const xRange = lineRange(start);
  const yRange =
    start.header.outputs.kind === "classes"
      ? { min: -0.12, max: 1.12 }
      : rangeOf(start.followed.target, 0.05);
  return { area, xRange, yRange, sx: horizontalScale(xRange, area), sy: verticalScale(yRange, area) };
}

/** The x range of a run with one numeric feature: that of its probe. */
export function lineRange(start: RunStart): Range {
  if (start.probe?.kind === "line" && start.probe.x.length > 1) return rangeOf(start.probe.x);
  const column = start.followed.features[0];
  return rangeOf(column.kind === "numeric" ? column.values : column.codes);
}

export function valueTicks(range: Range, height: number): number[] {
  return niceTicks(range, Math.max(2, Math.round(height / 38)));
}

/** Pixel positions of followed rows. */
export function positions(axes: Axes, x: ArrayLike<number>, y: ArrayLike<number>): PointPositions {
  const px = new Float32Array(x.length);
  const py = new Float32Array(x.length);
  for (let i = 0; i < x.length; i++) {
    px[i] = axes.sx(x[i]);
    py[i] = axes.sy(y[i]);
  }
  return { x: px, y: py };
}

/** 0 and 1 spread over a narrow strip, the same way every time, so that rows of a class do not hide each other. */
export function spreadClasses(values: ArrayLike<number>, rowIds: ArrayLike<number>): Float64Array {
  return Float64Array.from(values, (value, i) => {
    const scatter = ((Math.imul(rowIds[i] + 1, 0x9e3779b1) >>> 8) & 0xffff) / 0xffff - 0.5;
    return value + (value > 0.5 ? 1 : -1) * 0.06 + scatter * 0.09;
  });
}
