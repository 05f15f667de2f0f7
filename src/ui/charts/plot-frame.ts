import { linearScale, type Scale, type Size } from "../../figures/scale.ts";
import type { LossScale } from "./loss-scale.ts";

export const LOSS_MARGINS = { top: 28, right: 82, bottom: 34, left: 40 } as const;
/** From the lower edge of the plot up to the middle of the track. */
export const TRACK_UP = 21;

/** Where rounds and values stand in the loss plot, in CSS pixels. */
export interface PlotFrame {
  readonly size: Size;
  readonly plannedRounds: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly track: number;
}

function valueScale({ range, isLog }: LossScale, bottom: number, top: number): Scale {
  if (!isLog) return linearScale(range, bottom, top);
  const scale = linearScale({ min: Math.log10(range.min), max: Math.log10(range.max) }, bottom, top);
  return (value) => scale(Math.log10(value));
}

export function plotFrame(size: Size, plannedRounds: number, scale: LossScale): PlotFrame {
  const left = LOSS_MARGINS.left;
  const right = Math.max(left + 1, size.width - LOSS_MARGINS.right);
  const top = LOSS_MARGINS.top;
  const bottom = size.height - LOSS_MARGINS.bottom;
  return {
    size,
    plannedRounds,
    x: linearScale({ min: 0, max: plannedRounds }, left, right),
    y: valueScale(scale, bottom, top),
    left,
    right,
    top,
    bottom,
    track: size.height - TRACK_UP,
  };
}
