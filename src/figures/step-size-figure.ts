import type { RecordedRound } from "../experiment/recording.ts";
import { countText } from "./number-text.ts";
import { horizontalScale, type PlotArea, plotArea, type Scale, type Size, verticalScale } from "./scale.ts";

export interface StepSizeFigure {
  readonly area: PlotArea;
  readonly sx: Scale;
  /** Powers of two, the largest last. */
  readonly ticks: readonly { readonly y: number; readonly text: string }[];
  readonly past: string;
  readonly later: string;
  /** The shown round; null in round 0, which takes no step. */
  readonly now: { readonly x: number; readonly y: number } | null;
}

const MARGINS = { top: 18, right: 8, bottom: 19, left: 34 } as const;

/** What the line search of each round chose; NaN for round 0 and where no step was taken. */
export function stepSizes(rounds: readonly Pick<RecordedRound, "record">[]): number[] {
  return rounds.map(({ record }) => (record !== null && record.scale > 0 ? record.scale : Number.NaN));
}

/**
 * The step size by round on an axis of doublings, since the line search doubles and halves. The frame holds all recorded
 * rounds and 1, the step without a search.
 */
export function stepSizeFigure(
  sizes: readonly number[],
  frame: { readonly size: Size; readonly round: number; readonly plannedRounds: number },
): StepSizeFigure {
  const { size, round, plannedRounds } = frame;
  const area = plotArea(size, MARGINS);
  const doublings = sizes.map((value) => Math.log2(value));
  const known = doublings.filter(Number.isFinite);
  const low = Math.floor(Math.min(-1, ...known));
  const high = Math.ceil(Math.max(1, ...known));
  const sx = horizontalScale({ min: 0, max: Math.max(1, plannedRounds, sizes.length - 1) }, area);
  const sy = verticalScale({ min: low - 0.3, max: high + 0.3 }, area);
  const every = Math.max(1, Math.ceil(((high - low) * 18) / area.height));
  const ticks = [];
  for (let power = Math.ceil(low / every) * every; power <= high; power += every)
    ticks.push({ y: sy(power), text: doublingText(power) });
  const line = (from: number, to: number) => levels(doublings.slice(0, to + 1), from, sx, sy);
  const level = doublings[round];
  return {
    area,
    sx,
    ticks,
    past: line(0, round),
    later: line(round, sizes.length - 1),
    now: Number.isFinite(level) ? { x: sx(round), y: sy(level) } : null,
  };
}

function doublingText(power: number): string {
  return power < 0 ? `1/${countText(2 ** -power)}` : countText(2 ** power);
}

/** A bar at each level for as many rounds as it lasts. A step is drawn from the round before to the round it leads to. */
function levels(doublings: readonly number[], from: number, sx: Scale, sy: Scale): string {
  let path = "";
  for (let round = from + 1; round < doublings.length; round++) {
    const level = doublings[round];
    if (!Number.isFinite(level)) continue;
    if (round === from + 1 || level !== doublings[round - 1])
      path += `M${sx(round - 1).toFixed(1)} ${sy(level).toFixed(1)}`;
    if (level !== doublings[round + 1]) path += `H${sx(round).toFixed(1)}`;
  }
  return path;
}
