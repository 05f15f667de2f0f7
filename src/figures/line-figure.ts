import {
  horizontalScale,
  niceTicks,
  type PlotArea,
  plotArea,
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
}

export interface DrawnLine {
  readonly id: string;
  readonly path: string;
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
}

const MARGINS = { top: 12, bottom: 30, left: 52 } as const;

export function lineFigure(
  lines: readonly Line[],
  { size, right, shareInside }: LineFigureOptions,
): LineFigure {
  const area = plotArea(size, { ...MARGINS, right });
  const xRange = rangeOf(lines.flatMap(({ x }) => x));
  const sorted = lines.flatMap(({ y }) => y.filter(Number.isFinite)).sort((left, below) => left - below);
  const ends = lines.map(({ y }) => y.findLast(Number.isFinite) ?? Number.NaN).filter(Number.isFinite);
  const cut = sorted[Math.floor((sorted.length - 1) * shareInside)] ?? 1;
  const range =
    sorted.length === 0 ? { min: 0, max: 1 } : widened({ min: sorted[0], max: Math.max(cut, ...ends) }, 0.05);
  const sx = horizontalScale(xRange, area);
  const sy = verticalScale(range, area);
  return {
    area,
    sx,
    sy,
    xTicks: niceTicks(xRange, 6),
    yTicks: niceTicks(range, 4),
    lines: lines.map(({ id, x, y }) => drawn(id, { x, y }, sx, sy)),
  };
}

function drawn(id: string, { x, y }: Omit<Line, "id">, sx: Scale, sy: Scale): DrawnLine {
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
    endX: last < 0 ? Number.NaN : sx(x[last]),
    endY: last < 0 ? Number.NaN : sy(y[last]),
  };
}
