import { shortened, textWidth } from "./number-text.ts";
import { type PlotArea, plotArea, type Size } from "./scale.ts";
import type { AxisTick } from "./search-axis.ts";

export interface ParallelAxis {
  readonly id: string;
  readonly label: string;
  readonly ticks: readonly AxisTick[];
}

/** A trial: where it stands on each axis, 0 to 1, bottom to top. */
export interface ParallelLine {
  readonly id: number;
  readonly places: readonly number[];
}

export interface ParallelFigure {
  readonly area: PlotArea;
  readonly axes: readonly {
    readonly id: string;
    readonly x: number;
    /** Of the label and the ticks: the last axis has them at its left. */
    readonly anchor: "start" | "end";
    readonly label: string;
    readonly ticks: readonly { readonly y: number; readonly text: string }[];
  }[];
  readonly lines: readonly {
    readonly id: number;
    readonly path: string;
    readonly end: { x: number; y: number };
  }[];
}

const MARGINS = { top: 30, right: 12, bottom: 12, left: 12 } as const;
const FONT = 11;
/** An axis with its label and ticks needs so much. */
export const AXIS_WIDTH = 96;

/** One upright axis a parameter and one for the metric; each trial is a line through all of them. */
export function parallelFigure(
  axes: readonly ParallelAxis[],
  lines: readonly ParallelLine[],
  size: Size,
): ParallelFigure {
  const area = plotArea(size, MARGINS);
  const step = area.width / Math.max(1, axes.length - 1);
  const xOf = (axis: number) => area.left + step * axis;
  const yOf = (place: number) => area.top + (1 - place) * area.height;
  return {
    area,
    axes: axes.map(({ id, label, ticks }, n) => {
      const isLast = n > 0 && n === axes.length - 1;
      // The metric's label stands at the left of its axis, between it and the one before.
      const room = n === axes.length - 2 ? step - textWidth(axes[axes.length - 1].label, FONT + 1) : step;
      return {
        id,
        x: xOf(n),
        anchor: isLast ? "end" : "start",
        label: isLast ? label : shortened(label, Math.max(48, room - 8), FONT + 1),
        ticks: ticks.map(({ at, text }) => ({ y: yOf(at), text: shortened(text, step - 12, FONT) || text })),
      };
    }),
    lines: lines.map(({ id, places }) => ({
      id,
      path: places.map((place, n) => `${n === 0 ? "M" : "L"}${px(xOf(n))} ${px(yOf(place))}`).join(""),
      end: { x: xOf(places.length - 1), y: yOf(places[places.length - 1] ?? 0) },
    })),
  };
}

function px(value: number): number {
  return Math.round(value * 10) / 10;
}
