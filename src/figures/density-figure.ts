import { panelWords } from "../words/panels.ts";
import {
  horizontalScale,
  niceTicks,
  type PlotArea,
  plotArea,
  type Range,
  type Scale,
  type Size,
  verticalScale,
} from "./scale.ts";
import { linePath } from "./svg-path.ts";

export interface DensityCurve {
  readonly round: number;
  readonly density: (y: number) => number;
}

/** A density at places along the shared x axis. */
export interface SampledDensity {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export interface DensityLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "end";
}

export interface DensityFigure {
  readonly area: PlotArea;
  readonly sx: Scale;
  readonly ticks: readonly number[];
  readonly past: readonly string[];
  readonly current: string;
  /** The current curve closed down to the axis. */
  readonly fill: string;
  readonly labels: readonly DensityLabel[];
}

const SAMPLES = 161;

/** Round 0 and the last three powers of two before the round: they hold still while the clock moves on. */
export function pastRounds(round: number): number[] {
  const powers: number[] = [];
  for (let power = 1; power < round; power *= 2) powers.push(power);
  return round === 0 ? [] : [0, ...powers.slice(-3)];
}

/** A curve on the shared x grid. */
interface Sampled extends SampledDensity {
  readonly round: number;
}

interface Frame {
  readonly sx: Scale;
  readonly sy: Scale;
  readonly area: PlotArea;
}

/**
 * A curve of a continuous distribution; columns of a discrete one, as wide as their values are apart. Where more values
 * than pixels fit the range, some are left out. A density without bound is not drawn.
 */
export function sampleDensity(
  density: (y: number) => number,
  range: Range,
  frame: { readonly width: number; readonly discrete: boolean },
): SampledDensity {
  const finite = (y: number) => {
    const value = density(y);
    return Number.isFinite(value) ? value : 0;
  };
  if (!frame.discrete) {
    const step = (range.max - range.min) / (SAMPLES - 1);
    const x = Array.from({ length: SAMPLES }, (_, i) => range.min + step * i);
    return { x, y: x.map(finite) };
  }
  const first = Math.ceil(range.min);
  const stride = Math.max(1, Math.ceil((2 * (range.max - range.min)) / frame.width));
  const x = [range.min];
  const y = [0];
  for (let value = first; value <= range.max; value += stride) {
    const height = finite(value);
    x.push(value - stride / 2, value - stride / 2, value + stride / 2);
    y.push(y[y.length - 1], height, height);
  }
  x.push(x[x.length - 1], range.max);
  y.push(0, 0);
  const inside = (value: number) => Math.min(range.max, Math.max(range.min, value));
  return { x: x.map(inside), y };
}

export function highest(y: readonly number[]): number {
  return y.reduce((best, value, i) => (value > y[best] ? i : best), 0);
}

/** Beside the curve, a little above half its height, inside the frame. */
function labelBeside({ round, x, y }: Sampled, frame: Frame, side: "left" | "right"): DensityLabel {
  const { sx, sy, area } = frame;
  const text = panelWords.curveOf(round);
  const peak = highest(y);
  const level = y[peak] * (round === 0 ? 0.55 : 0.75);
  const step = side === "left" ? -1 : 1;
  let at = peak;
  while (at > 0 && at < x.length - 1 && y[at] > level) at += step;
  const width = text.length * 6.4;
  const beside = sx(x[at]) + step * 6;
  const inside =
    side === "left" ? Math.max(area.left + width, beside) : Math.min(area.left + area.width - width, beside);
  return {
    text,
    x: inside,
    y: Math.max(area.top + 10, sy(level)),
    anchor: side === "left" ? "end" : "start",
  };
}

/** Same x range in every round; heights are relative to the highest curve shown. */
export function densityFigure(input: {
  readonly size: Size;
  readonly range: Range;
  readonly current: DensityCurve;
  readonly past: readonly DensityCurve[];
  readonly discrete: boolean;
}): DensityFigure {
  const { size, range, discrete } = input;
  const area = plotArea(size, { top: 6, right: 8, bottom: 20, left: 8 });
  const sample = ({ round, density }: DensityCurve): Sampled => ({
    round,
    ...sampleDensity(density, range, { width: area.width, discrete }),
  });
  const current = sample(input.current);
  const past = input.past.map(sample);
  const top = [current, ...past].reduce((most, { y }) => Math.max(most, y[highest(y)]), 0) || 1;
  const sx = horizontalScale(range, area);
  const sy = verticalScale({ min: 0, max: top * 1.04 }, area);
  const frame = { sx, sy, area };
  const hasRoomLeft = sx(current.x[highest(current.y)]) > area.left + area.width / 2;
  const labels = [labelBeside(current, frame, hasRoomLeft ? "left" : "right")];
  const first = past.find((curve) => curve.round === 0);
  if (first) labels.push(labelBeside(first, frame, hasRoomLeft ? "right" : "left"));
  const line = linePath(current.x, current.y, sx, sy);
  return {
    area,
    sx,
    ticks: niceTicks(range, Math.max(2, Math.round(area.width / 44))),
    past: past.map((curve) => linePath(curve.x, curve.y, sx, sy)),
    current: line,
    fill: `${line}V${sy(0)}H${sx(current.x[0])}Z`,
    labels,
  };
}
