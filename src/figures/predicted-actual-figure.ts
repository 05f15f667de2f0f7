import type { RunStart } from "../experiment/recording.ts";
import type { Axes } from "./fit-figure.ts";
import { horizontalScale, plotArea, type Range, rangeOf, type Size, verticalScale } from "./scale.ts";

const LEFT = 40;
const BOTTOM = 20;

/** A square with equal ranges on both axes, from the targets alone; the rest of the width is for words. */
export function predictedActualAxes(start: RunStart, size: Size): Axes {
  const side = Math.min(size.height - 6 - BOTTOM, size.width - LEFT - 8);
  const area = plotArea(
    { width: LEFT + side, height: 6 + side + BOTTOM },
    { top: 6, right: 0, bottom: BOTTOM, left: LEFT },
  );
  const range: Range = rangeOf(start.followed.target, 0.05);
  return {
    area,
    xRange: range,
    yRange: range,
    sx: horizontalScale(range, area),
    sy: verticalScale(range, area),
  };
}

/** Points outside the frame are drawn at its edge; how many there are is said in words. */
export function clampInto(values: Float64Array, range: Range): { values: Float64Array; outside: number } {
  let outside = 0;
  const clamped = values.map((value) => {
    if (value < range.min || value > range.max) outside++;
    return Math.min(range.max, Math.max(range.min, value));
  });
  return { values: clamped, outside };
}
