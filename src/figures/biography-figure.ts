import type { RowBiography } from "./row-biography.ts";
import {
  linearScale,
  niceTicks,
  type PlotArea,
  type Range,
  rangeOf,
  type Scale,
  verticalScale,
  widened,
} from "./scale.ts";
import { stepBandPath, stepPath } from "./svg-path.ts";

/** What all strips share: the rounds along x, and the scale of the predictions, so that heights can be compared. */
export interface BiographyFrame {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly plannedRounds: number;
  readonly x: Scale;
  readonly range: Range;
  /** The actual value; NaN = not known. */
  readonly actual: number;
  /** The latest it can have been: `actual` where that was seen, infinite = it came later; NaN = as `actual`. */
  readonly latest: number;
}

/** One run's strip: the path of the prediction, and below it what each round added. */
export interface StripFigure {
  readonly path: PlotArea;
  readonly bars: PlotArea;
  readonly y: Scale;
  readonly ticks: readonly number[];
  readonly line: string;
  /** The widest first. */
  readonly bands: readonly string[];
  readonly added: string;
  readonly addedScale: Scale;
  /** The most that a round added and took away: 0 where none did. */
  readonly most: number;
  readonly least: number;
}

/** A label beside its line takes so much. */
const LABEL = 14;
const LEFT = 52;
const RIGHT = 18;
/** Over the highest value there has to be room for a label. */
const TOP = LABEL + 2;
const GAP = 15;
const BOTTOM = 8;
const PATH_SHARE = 0.6;
const WIDEST_BAR = 10;
const TICK_ROOM = 44;

export function biographyFrame(input: {
  readonly width: number;
  readonly plannedRounds: number;
  readonly rows: readonly RowBiography[];
  readonly actual: number;
  readonly latest?: number;
  /** The frame of probabilities ends where they do. */
  readonly isProbability: boolean;
}): BiographyFrame {
  const { width, plannedRounds, rows, actual, latest = actual, isProbability } = input;
  const known = [actual, latest];
  const right = Math.max(LEFT + 1, width - RIGHT);
  return {
    width,
    left: LEFT,
    right,
    plannedRounds,
    x: linearScale({ min: 0, max: Math.max(1, plannedRounds) }, LEFT, right),
    range: withRoomAbove(
      isProbability ? shareRange(valueRange(rows, known)) : valueRange(rows, known),
      latest === Number.POSITIVE_INFINITY ? actual : null,
    ),
    actual,
    latest,
  };
}

/** All predictions, and the widest band of the newest round; what reaches further is cut at the edge. */
function valueRange(rows: readonly RowBiography[], known: readonly number[]): Range {
  let { min, max } = { min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
  const take = (value: number | undefined) => {
    if (value === undefined || !Number.isFinite(value)) return;
    min = Math.min(min, value);
    max = Math.max(max, value);
  };
  for (const value of known) take(value);
  for (const { prediction, bands } of rows) {
    for (const value of prediction) take(value);
    take(bands[0]?.lower.at(-1));
    take(bands[0]?.upper.at(-1));
  }
  return widened({ min, max }, 0.06);
}

const ROOM_ABOVE = 0.2;

/** What came later than `from` needs room for its arrow. */
function withRoomAbove({ min, max }: Range, from: number | null): Range {
  return { min, max: from === null ? max : Math.max(max, from + ROOM_ABOVE * (max - min)) };
}

/** Rare classes fill the frame too, but no difference is blown up that nobody would care for. */
const LEAST_SHARES = 0.1;

function shareRange({ min, max }: Range): Range {
  const missing = Math.max(0, LEAST_SHARES - (max - min));
  const range = { min: Math.max(0, min - missing / 2), max: Math.min(1, max + missing / 2) };
  return range.min === 0
    ? { min: 0, max: Math.max(range.max, LEAST_SHARES) }
    : { min: Math.min(range.min, 1 - LEAST_SHARES), max: range.max };
}

export function stripFigure(row: RowBiography, frame: BiographyFrame, height: number): StripFigure {
  const room = Math.max(20, height - TOP - GAP - BOTTOM);
  const width = frame.right - frame.left;
  const path = { left: frame.left, top: TOP, width, height: room * PATH_SHARE };
  const bars = {
    left: frame.left,
    top: TOP + path.height + GAP,
    width,
    height: room - path.height,
  };
  const y = verticalScale(frame.range, path);
  const x = row.prediction.map((_, round) => round);
  const { most, least } = extremes(row.added);
  const addedScale = verticalScale(least < most ? { min: least, max: most } : { min: 0, max: 1 }, bars);
  return {
    path,
    bars,
    y,
    ticks: niceTicks(frame.range, Math.max(2, path.height / TICK_ROOM)),
    line: stepPath(x, row.prediction, frame.x, y),
    bands: row.bands.map((band) => stepBandPath(x, finiteBand(band, frame.range), frame.x, y)),
    added: barsPath(row.added, frame.x, addedScale),
    addedScale,
    most,
    least,
  };
}

function extremes(added: readonly number[]): { readonly most: number; readonly least: number } {
  let [most, least] = [0, 0];
  for (const value of added) {
    if (!Number.isFinite(value)) continue;
    most = Math.max(most, value);
    least = Math.min(least, value);
  }
  return { most, least };
}

/** Quantiles without bound are drawn at the edge: a path must not hold what is no number. */
function finiteBand(band: RowBiography["bands"][number], { min, max }: Range) {
  const reach = max - min;
  const inside = (value: number) =>
    Number.isNaN(value) ? min : Math.min(max + reach, Math.max(min - reach, value));
  return { lower: band.lower.map(inside), upper: band.upper.map(inside) };
}

const px = (value: number) => Math.round(value * 100) / 100;

/** From the zero line, a bar for each round that added something. */
function barsPath(added: readonly number[], x: Scale, y: Scale): string {
  const width = Math.min(WIDEST_BAR, Math.max(1, (x(1) - x(0)) * 0.72));
  const zero = y(0);
  return added
    .map((value, round) =>
      Number.isFinite(value) && value !== 0
        ? `M${px(x(round) - width / 2)} ${px(zero)}v${px(y(value) - zero)}h${px(width)}V${px(zero)}z`
        : "",
    )
    .join("");
}

/** How a target that was only bounded is drawn. */
export interface BoundsFigure {
  /** The rectangle of all values that it can have been. */
  readonly band: { readonly y: number; readonly height: number };
  /** Lines at the bounds that are known. */
  readonly lines: readonly number[];
  /** An arrow from an open ring to where nothing bounds it; null = both bounds are known. */
  readonly arrow: { readonly x: number; readonly ring: number; readonly path: string } | null;
}

const RING = 4;
const ARROW = 5;
const MOST_SHAFT = 26;

/** Null = the target was seen, or nothing is known of it. */
export function boundsFigure({ y, path }: StripFigure, frame: BiographyFrame): BoundsFigure | null {
  const { actual, latest, right } = frame;
  if (!(latest > actual)) return null;
  const isOpen = latest === Number.POSITIVE_INFINITY;
  const top = isOpen ? path.top : Math.max(path.top, y(latest));
  const low = y(actual);
  const x = right - 14;
  const tip = Math.max(path.top, low - RING - MOST_SHAFT);
  return {
    band: { y: px(top), height: px(Math.max(0, low - top)) },
    lines: isOpen ? [low] : actual === 0 ? [y(latest)] : [low, y(latest)],
    arrow: isOpen
      ? {
          x,
          ring: px(low),
          path: `M${px(x)} ${px(low - RING)}V${px(tip)}m${-ARROW} ${ARROW}l${ARROW} ${-ARROW}l${ARROW} ${ARROW}`,
        }
      : null,
  };
}

/** Where the name of the actual value stands: on the side of its line that the newest prediction leaves free. */
export function actualLabelY(
  { y, path }: StripFigure,
  { actual, latest }: BiographyFrame,
  newest: number,
): number {
  const line = y(actual);
  // The arrow of a target that came later takes the room above.
  if (latest === Number.POSITIVE_INFINITY) return line + LABEL;
  const fitsBelow = line + LABEL <= path.top + path.height + GAP;
  return !(newest > actual) || !fitsBelow ? line - 5 : line + LABEL;
}

/** Values of a probability or of the target at some rounds, as far as there are any. */
export function valueAt(values: readonly number[], round: number): number {
  return values[Math.min(round, values.length - 1)] ?? Number.NaN;
}

/** The range of what a row's figures show, for digits that all of them share. */
export function spanOf(rows: readonly RowBiography[], actual: number): number {
  const { min, max } = rangeOf([actual, ...rows.flatMap(({ prediction }) => [...prediction])]);
  return max - min;
}
