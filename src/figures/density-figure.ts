import { panelWords } from "../words/panels.ts";
import { decimalText, digitsFor } from "./number-text.ts";
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

/** "N(−0.31, 0.96)": what a reader expects to see of the parameters. */
export function parametersText(name: string, displayed: readonly number[], range: Range): string {
  const digits = digitsFor(range.max - range.min);
  return `${name}(${displayed.map((value) => decimalText(value, digits)).join(", ")})`;
}

/** A curve on the shared x grid. */
interface Sampled {
  readonly round: number;
  readonly y: readonly number[];
}

interface Frame {
  readonly x: readonly number[];
  readonly sx: Scale;
  readonly sy: Scale;
  readonly area: PlotArea;
}

function highest(y: readonly number[]): number {
  return y.reduce((best, value, i) => (value > y[best] ? i : best), 0);
}

/** Beside the curve, a little above half its height, inside the frame. */
function labelBeside({ round, y }: Sampled, frame: Frame, side: "left" | "right"): DensityLabel {
  const { x, sx, sy, area } = frame;
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
}): DensityFigure {
  const { size, range } = input;
  const area = plotArea(size, { top: 6, right: 8, bottom: 20, left: 8 });
  const x = Array.from(
    { length: SAMPLES },
    (_, i) => range.min + ((range.max - range.min) * i) / (SAMPLES - 1),
  );
  const sample = ({ round, density }: DensityCurve): Sampled => ({ round, y: x.map(density) });
  const current = sample(input.current);
  const past = input.past.map(sample);
  const top = [current, ...past].reduce((most, { y }) => Math.max(most, y[highest(y)]), 0) || 1;
  const sx = horizontalScale(range, area);
  const sy = verticalScale({ min: 0, max: top * 1.04 }, area);
  const frame = { x, sx, sy, area };
  const hasRoomLeft = sx(x[highest(current.y)]) > area.left + area.width / 2;
  const labels = [labelBeside(current, frame, hasRoomLeft ? "left" : "right")];
  const first = past.find((curve) => curve.round === 0);
  if (first) labels.push(labelBeside(first, frame, hasRoomLeft ? "right" : "left"));
  const line = linePath(x, current.y, sx, sy);
  return {
    area,
    sx,
    ticks: niceTicks(range, Math.max(2, Math.round(area.width / 44))),
    past: past.map((curve) => linePath(x, curve.y, sx, sy)),
    current: line,
    fill: `${line}V${sy(0)}H${sx(x[0])}Z`,
    labels,
  };
}
