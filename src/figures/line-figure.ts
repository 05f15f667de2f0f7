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
  widened,
} from "./scale.ts";

/** A curve of a plain plot; places without a value are gaps. */
export interface Line {
  readonly id: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** How far values spread around each y; absent = no band. */
  readonly spread?: readonly number[];
}

export interface DrawnLine {
  readonly id: string;
  readonly path: string;
  /** Around the line; empty without a spread. */
  readonly band: string;
  /** Of the last point; NaN without any. */
  readonly endX: number;
  readonly endY: number;
}

export interface LineFigure {
  readonly area: PlotArea;
  readonly sx: Scale;
  readonly sy: Scale;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly lines: readonly DrawnLine[];
}

export interface LineFigureOptions {
  readonly size: Size;
  /** Room for names at the right. */
  readonly right: number;
  /** This share of all values lies inside; a steep beginning may leave the frame. 1 = all. */
  readonly shareInside: number;
  /** The axis of a factor: these places are named on it, all above 0. Absent = an even axis. */
  readonly factors?: readonly number[];
}

const MARGINS = { top: 12, bottom: 30, left: 52 } as const;

export function lineFigure(
  lines: readonly Line[],
  { size, right, shareInside, factors }: LineFigureOptions,
): LineFigure {
  const area = plotArea(size, { ...MARGINS, right });
  const xRange = rangeOf(lines.flatMap(({ x }) => x));
  const sorted = lines
    .flatMap(({ y, spread = [] }) => y.flatMap((value, n) => edgesOf(value, spread[n])))
    .filter(Number.isFinite)
    .sort((left, below) => left - below);
  const ends = lines.map(({ y }) => y.findLast(Number.isFinite) ?? Number.NaN).filter(Number.isFinite);
  const cut = sorted[Math.floor((sorted.length - 1) * shareInside)] ?? 1;
  const range =
    sorted.length === 0 ? { min: 0, max: 1 } : widened({ min: sorted[0], max: Math.max(cut, ...ends) }, 0.05);
  const sx = factors === undefined ? horizontalScale(xRange, area) : factorScale(xRange, area);
  const sy = verticalScale(range, area);
  return {
    area,
    sx,
    sy,
    xTicks: factors ?? niceTicks(xRange, 6),
    yTicks: niceTicks(range, 4),
    lines: lines.map((line) => drawn(line, sx, sy)),
  };
}

function edgesOf(value: number, spread = 0): number[] {
  return spread === 0 ? [value] : [value - spread, value + spread];
}

/** Equal factors are equally far apart. */
function factorScale({ min, max }: Range, area: PlotArea): Scale {
  const scale = horizontalScale({ min: Math.log(min), max: Math.log(max) }, area);
  return (value) => scale(Math.log(value));
}

function bandOf({ x, y, spread }: Line, sx: Scale, sy: Scale): string {
  if (spread === undefined) return "";
  const known = x.map((_, n) => n).filter((n) => Number.isFinite(y[n]));
  if (known.length < 2) return "";
  const point = (n: number, by: number) => `${sx(x[n]).toFixed(1)} ${sy(y[n] + by).toFixed(1)}`;
  const upper = known.map((n) => point(n, spread[n]));
  const lower = known.map((n) => point(n, -spread[n])).reverse();
  return `M${[...upper, ...lower].join("L")}Z`;
}

function drawn(line: Line, sx: Scale, sy: Scale): DrawnLine {
  const { id, x, y } = line;
  let path = "";
  let pen = "M";
  let last = -1;
  x.forEach((at, n) => {
    if (!Number.isFinite(y[n])) {
      pen = "M";
      return;
    }
    path += `${pen}${sx(at).toFixed(1)} ${sy(y[n]).toFixed(1)}`;
    pen = "L";
    last = n;
  });
  return {
    id,
    path,
    band: bandOf(line, sx, sy),
    endX: last < 0 ? Number.NaN : sx(x[last]),
    endY: last < 0 ? Number.NaN : sy(y[last]),
  };
}
