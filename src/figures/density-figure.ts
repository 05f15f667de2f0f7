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

const SAMPLES = 121;

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

function sampled(curve: DensityCurve, x: readonly number[], top: number): number[] {
  return x.map((value) => Math.min(top, curve.density(value)));
}

/** Beside the curve at half its height, on the side with more room. */
function labelBeside(
  curve: DensityCurve,
  x: readonly number[],
  y: readonly number[],
  frame: { sx: Scale; sy: Scale; area: PlotArea },
  side: "left" | "right",
  text: string,
): DensityLabel {
  const peak = y.reduce((best, value, i) => (value > y[best] ? i : best), 0);
  const half = y[peak] * (curve.round === 0 ? 0.55 : 0.75);
  let at = peak;
  const step = side === "left" ? -1 : 1;
  while (at > 0 && at < x.length - 1 && y[at] > half) at += step;
  const { area, sx, sy } = frame;
  const width = text.length * 6.4;
  const beside = sx(x[at]) + step * 6;
  const clamped =
    side === "left" ? Math.max(area.left + width, beside) : Math.min(area.left + area.width - width, beside);
  return {
    text,
    x: clamped,
    y: Math.max(area.top + 10, sy(half)),
    anchor: side === "left" ? "end" : "start",
  };
}

/** `peak`: the highest density in any round, so that the y range holds still while scrubbing. */
export function densityFigure(input: {
  readonly size: Size;
  readonly range: Range;
  readonly peak: number;
  readonly current: DensityCurve;
  readonly past: readonly DensityCurve[];
}): DensityFigure {
  const { size, range, current, past } = input;
  const area = plotArea(size, { top: 6, right: 8, bottom: 20, left: 8 });
  const sx = horizontalScale(range, area);
  const sy = verticalScale({ min: 0, max: input.peak * 1.04 || 1 }, area);
  const x = Array.from(
    { length: SAMPLES },
    (_, i) => range.min + ((range.max - range.min) * i) / (SAMPLES - 1),
  );
  const top = input.peak * 1.04 || 1;
  const now = sampled(current, x, top);
  const line = linePath(x, now, sx, sy);
  const frame = { sx, sy, area };
  const centre = x[now.reduce((best, value, i) => (value > now[best] ? i : best), 0)];
  const leftFirst = sx(centre) > area.left + area.width / 2;
  const labels = [
    labelBeside(current, x, now, frame, leftFirst ? "left" : "right", `round ${current.round}`),
  ];
  const first = past.find((curve) => curve.round === 0);
  if (first) {
    labels.push(
      labelBeside(first, x, sampled(first, x, top), frame, leftFirst ? "right" : "left", "round 0"),
    );
  }
  return {
    area,
    sx,
    ticks: niceTicks(range, Math.max(2, Math.round(area.width / 44))),
    past: past.map((curve) => linePath(x, sampled(curve, x, top), sx, sy)),
    current: line,
    fill: `${line}V${sy(0)}H${sx(x[0])}Z`,
    labels,
  };
}
