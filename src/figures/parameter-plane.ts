import type { Descent } from "./descent.ts";
import { textWidth } from "./number-text.ts";
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
import { linePath } from "./svg-path.ts";

export interface Arrow {
  /** Shaft and head, from the row's place outwards. */
  readonly path: string;
  readonly label: { readonly x: number; readonly y: number; readonly anchor: "start" | "end" };
}

export interface ParameterPlane {
  readonly area: PlotArea;
  readonly sx: Scale;
  readonly sy: Scale;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  /** Rounds so far, and those that come. */
  readonly past: string;
  readonly later: string;
  readonly start: Place;
  readonly now: Place;
  /** Other runs' ways to this round. */
  readonly others: readonly { readonly path: string; readonly now: Place }[];
  /** Closed curves around early places of the path: steps of one length in the metric. */
  readonly ellipses: readonly string[];
  /** Null where there is no way down. */
  readonly arrows: { readonly ordinary: Arrow | null; readonly natural: Arrow | null };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

interface ParameterPlaneInput {
  readonly size: Size;
  /** Internal parameters of all recorded rounds; the first two are the axes. */
  readonly path: readonly Float64Array[];
  readonly round: number;
  /** The same row's ways in other runs of the distribution. */
  readonly others: readonly (readonly Float64Array[])[];
  readonly descent: Descent | null;
  /** The metric at a place, row-major. */
  readonly metricAt: (theta: Float64Array) => Float64Array;
}

const MARGINS = { top: 18, right: 8, bottom: 19, left: 38 } as const;
const ELLIPSE_ROUNDS = [0, 5, 10, 20, 40, 80, 160, 320, 640, 1280];
const ELLIPSE_POINTS = 48;
const LABEL_SIZE = 11;

/** Arrows are as long as the picture allows, the same in every round: only their direction says something. */
export function arrowLength(size: Size): number {
  return Math.round(Math.min(52, 0.19 * Math.min(size.width, size.height)));
}

/**
 * A row's way through the first two internal parameters. The frame holds the whole recorded way, with room for arrows
 * around it, so that it stands still while the clock moves.
 */
export function parameterPlane({
  size,
  path,
  round,
  others,
  descent,
  metricAt,
}: ParameterPlaneInput): ParameterPlane {
  const area = plotArea(size, MARGINS);
  // The margins take the tip of an arrow at the edge.
  const inset = arrowLength(size) - 6;
  const xs = path.map((theta) => theta[0]);
  const ys = path.map((theta) => theta[1]);
  const all = others.flat();
  const [xRange, yRange] = inShape(
    withRoom(rangeOf([...xs, ...all.map((theta) => theta[0])]), inset, area.width),
    withRoom(rangeOf([...ys, ...all.map((theta) => theta[1])]), inset, area.height),
    { area, metric: metricAt(path[0]), parameters: path[0].length },
  );
  const sx = horizontalScale(xRange, area);
  const sy = verticalScale(yRange, area);
  const placeOf = (n: number): Place => ({ x: sx(xs[n]), y: sy(ys[n]) });
  const now = placeOf(round);
  const perUnit = {
    x: area.width / (xRange.max - xRange.min),
    y: area.height / (yRange.max - yRange.min),
  };
  return {
    area,
    sx,
    sy,
    xTicks: niceTicks(xRange, Math.max(2, Math.round(area.width / 64))),
    yTicks: niceTicks(yRange, Math.max(2, Math.round(area.height / 38))),
    past: linePath(xs.slice(0, round + 1), ys.slice(0, round + 1), sx, sy),
    later: linePath(xs.slice(round), ys.slice(round), sx, sy),
    start: placeOf(0),
    now,
    others: others
      .filter((other) => other.length > 0)
      .map((other) => {
        const walked = other.slice(0, round + 1);
        const last = walked[walked.length - 1];
        return {
          path: linePath(
            walked.map((theta) => theta[0]),
            walked.map((theta) => theta[1]),
            sx,
            sy,
          ),
          now: { x: sx(last[0]), y: sy(last[1]) },
        };
      }),
    ellipses: ellipses(path, { round, metricAt, placeOf, perUnit, largest: 0.8 * arrowLength(size) }),
    arrows: arrows(descent, { now, perUnit, length: arrowLength(size), area }),
  };
}

/** Widened so that `inset` pixels of the frame lie on both sides of the range. */
function withRoom(range: Range, inset: number, pixels: number): Range {
  const inside = Math.max(pixels - 2 * inset, pixels / 4);
  const extra = ((range.max - range.min) * (pixels - inside)) / (2 * inside);
  return { min: range.min - extra, max: range.max + extra };
}

/** A step of one length may look so many times longer along one axis than along the other. */
const MOST_STRETCH = 4;

/**
 * The axes, one of them widened where its small range would be stretched beyond recognition: a row whose mean hardly
 * moves, as measured by the metric of round 0, is to look like that, and directions are to be told apart.
 */
function inShape(
  x: Range,
  y: Range,
  frame: { readonly area: PlotArea; readonly metric: Float64Array; readonly parameters: number },
): [Range, Range] {
  const { area, metric, parameters } = frame;
  const pixels = ({ min, max }: Range, size: number, entry: number) => size / (max - min) / Math.sqrt(entry);
  const stretch = pixels(x, area.width, metric[0]) / pixels(y, area.height, metric[parameters + 1]);
  if (!(stretch > 0 && Number.isFinite(stretch))) return [x, y];
  return [
    widened(x, Math.max(0, stretch / MOST_STRETCH - 1) / 2),
    widened(y, Math.max(0, 1 / stretch / MOST_STRETCH - 1) / 2),
  ];
}

interface EllipseFrame {
  readonly round: number;
  readonly metricAt: (theta: Float64Array) => Float64Array;
  readonly placeOf: (round: number) => Place;
  readonly perUnit: Place;
  /** Half the extent of the largest one, in pixels. */
  readonly largest: number;
}

/** Steps d with d^T M d = const, one constant for all places, drawn for rounds so far. Other parameters hold still. */
function ellipses(path: readonly Float64Array[], frame: EllipseFrame): string[] {
  const { round, metricAt, placeOf, perUnit, largest } = frame;
  const rounds = ELLIPSE_ROUNDS.filter((early) => early < path.length);
  const shapes = rounds.flatMap((at) => {
    const unit = unitSteps(metricAt(path[at]), path[at].length);
    if (unit === null) return [];
    return [{ at, steps: unit.map(([x, y]): Place => ({ x: x * perUnit.x, y: -y * perUnit.y })) }];
  });
  // From the whole way, so that the sizes hold still as well.
  const extent = shapes
    .flatMap(({ steps }) => steps)
    .reduce((most, { x, y }) => Math.max(most, Math.abs(x), Math.abs(y)), 0);
  return shapes
    .filter(({ at }) => at <= round)
    .map(({ at, steps }) => {
      const centre = placeOf(at);
      const factor = largest / extent;
      const points = steps.map(
        ({ x, y }) => `${(centre.x + factor * x).toFixed(1)} ${(centre.y + factor * y).toFixed(1)}`,
      );
      return `M${points.join("L")}Z`;
    });
}

/** Steps of length 1 in the upper left 2 x 2 block of the metric: with M = L L^T they are L^-T of the unit circle. */
function unitSteps(metric: Float64Array, size: number): [number, number][] | null {
  const first = Math.sqrt(metric[0]);
  const below = metric[size] / first;
  const second = Math.sqrt(metric[size + 1] - below * below);
  if (!(first > 0 && second > 0 && Number.isFinite(first) && Number.isFinite(second))) return null;
  return Array.from({ length: ELLIPSE_POINTS }, (_, n) => {
    const angle = (2 * Math.PI * n) / ELLIPSE_POINTS;
    const y = Math.sin(angle) / second;
    return [(Math.cos(angle) - below * y) / first, y];
  });
}

interface ArrowFrame {
  readonly now: Place;
  readonly perUnit: Place;
  readonly length: number;
  readonly area: PlotArea;
}

function arrows(descent: Descent | null, frame: ArrowFrame): ParameterPlane["arrows"] {
  if (descent === null) return { ordinary: null, natural: null };
  const ordinary = arrowTowards(descent.ordinary, frame);
  const natural = arrowTowards(descent.natural, frame);
  if (ordinary === null || natural === null) return { ordinary, natural };
  // Two names at one place: the ordinary one's makes way, up or down.
  const gap = ordinary.label.y - natural.label.y;
  const isNear = Math.abs(gap) < 13 && Math.abs(ordinary.label.x - natural.label.x) < 70;
  if (!isNear) return { ordinary, natural };
  const moved = natural.label.y + (gap >= 0 ? 13 : -13);
  return { ordinary: { ...ordinary, label: { ...ordinary.label, y: moved } }, natural };
}

/** Where the name of an arrow is about as long as this, it is written inside the frame. */
const LABEL_WIDTH = textWidth("ordinary", LABEL_SIZE);
const HEAD = 6;

/** A direction of the parameters as it looks on the two axes; null where it has no length there. */
function arrowTowards(direction: Float64Array, { now, perUnit, length, area }: ArrowFrame): Arrow | null {
  const across = direction[0] * perUnit.x;
  const down = -direction[1] * perUnit.y;
  const size = Math.hypot(across, down);
  if (!(size > 0 && Number.isFinite(size))) return null;
  const [x, y] = [across / size, down / size];
  const tip = { x: now.x + length * x, y: now.y + length * y };
  const barb = (side: 1 | -1) =>
    `${(tip.x - HEAD * (x + 0.6 * side * y)).toFixed(1)} ${(tip.y - HEAD * (y - 0.6 * side * x)).toFixed(1)}`;
  const end = `${tip.x.toFixed(1)} ${tip.y.toFixed(1)}`;
  const right = area.left + area.width;
  const wantsRight = x >= 0;
  const hasRoom = wantsRight ? tip.x + 5 + LABEL_WIDTH < right : tip.x - 5 - LABEL_WIDTH > area.left;
  const toRight = wantsRight === hasRoom;
  return {
    path: `M${now.x.toFixed(1)} ${now.y.toFixed(1)}L${end}M${barb(1)}L${end}L${barb(-1)}`,
    label: {
      x: tip.x + (toRight ? 5 : -5),
      y: Math.min(
        area.top + area.height - 2,
        Math.max(area.top + 9, tip.y + (hasRoom ? 4 : y < 0 ? -6 : 14)),
      ),
      anchor: toRight ? "start" : "end",
    },
  };
}
