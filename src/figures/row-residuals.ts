import { predictionsOf } from "../boosting/predictions.ts";
import type { RecordedRound, RunStart, SetName } from "../experiment/recording.ts";
import {
  horizontalScale,
  linearScale,
  niceTicks,
  type PlotArea,
  plotArea,
  type Scale,
  type Size,
} from "./scale.ts";
import { linePath, stepPath } from "./svg-path.ts";

/** How far predictions lie from the labels, over all asked rows, at some rounds. */
export interface ResidualSpread {
  readonly rounds: readonly number[];
  /** Quantiles of the distance: half of the rows lie below the middle, 90 % below the upper. */
  readonly lower: readonly number[];
  readonly middle: readonly number[];
  readonly upper: readonly number[];
  readonly highest: readonly number[];
}

export interface ResidualFigure {
  readonly area: PlotArea;
  readonly x: Scale;
  readonly y: Scale;
  readonly ticks: readonly number[];
  /** Up to the distance that 90 % of the rows keep, and the middle half. */
  readonly bands: readonly string[];
  readonly middle: string;
  readonly own: string;
}

/** Sorting all rows at every round of a long run would keep the page waiting. */
const MOST_ROUNDS = 40;
const MARGINS = { top: 8, right: 12, bottom: 20, left: 44 } as const;

const SHARES = [0.25, 0.5, 0.75, 0.9];

/** Of every round that was asked before, by set: a recording that grows asks for most of them again. */
const known = new WeakMap<RecordedRound, Map<SetName, readonly number[]>>();

/** The distances that a quarter, half, three quarters and 90 % of the rows keep after a round. */
function quantilesAt(
  start: RunStart,
  recorded: RecordedRound,
  set: SetName,
  indices: ArrayLike<number>,
): readonly number[] {
  const bySet = known.get(recorded) ?? new Map<SetName, readonly number[]>();
  known.set(recorded, bySet);
  const held = bySet.get(set);
  if (held !== undefined) return held;
  const { outputs } = start.header;
  const outputCount = outputs.scoreCount;
  const { target } = start.followed;
  const values = recorded.scores;
  const predicted = predictionsOf(outputs, { rowCount: values.length / outputCount, outputCount, values });
  const sorted = Float64Array.from(indices, (index) =>
    predicted.kind === "classes" ? Number.NaN : Math.abs(target[index] - predicted.point[index]),
  )
    .filter(Number.isFinite)
    .sort();
  const quantiles = SHARES.map(
    (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0,
  );
  bySet.set(set, quantiles);
  return quantiles;
}

/** `indices`: positions of the set's rows among the followed ones. */
export function residualSpread(
  start: RunStart,
  rounds: readonly RecordedRound[],
  set: SetName,
  indices: ArrayLike<number>,
): ResidualSpread {
  const last = rounds.length - 1;
  const step = Math.max(1, Math.ceil(last / MOST_ROUNDS));
  const asked = rounds.map((_, round) => round).filter((round) => round % step === 0 || round === last);
  const found = asked.map((round) => quantilesAt(start, rounds[round], set, indices));
  const [lower, middle, upper, highest] = SHARES.map((_, n) => found.map((quantiles) => quantiles[n]));
  return { rounds: asked, lower, middle, upper, highest };
}

export function residualFigure(input: {
  readonly spread: ResidualSpread;
  /** Of the row itself, every round. */
  readonly own: readonly number[];
  readonly plannedRounds: number;
  readonly size: Size;
  /** The largest distance of any run, so that runs can be compared. */
  readonly most: number;
}): ResidualFigure {
  const { spread, own, plannedRounds, size, most } = input;
  const area = plotArea(size, MARGINS);
  const x = horizontalScale({ min: 0, max: Math.max(1, plannedRounds) }, area);
  const range = { min: 0, max: most > 0 ? most * 1.05 : 1 };
  const y = linearScale(range, area.top + area.height, area.top);
  const rounds = own.map((_, round) => round);
  const between = (lower: readonly number[], upper: readonly number[]) =>
    `${linePath(spread.rounds, upper, x, y)}${linePath(
      [...spread.rounds].reverse(),
      [...lower].reverse(),
      x,
      y,
    ).replace(/^M/, "L")}Z`;
  const zero = spread.rounds.map(() => 0);
  return {
    area,
    x,
    y,
    ticks: niceTicks(range, Math.max(2, area.height / 30)),
    bands: [between(zero, spread.highest), between(spread.lower, spread.upper)],
    middle: linePath(spread.rounds, spread.middle, x, y),
    own: stepPath(rounds, own, x, y),
  };
}
