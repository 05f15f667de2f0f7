import { linearScale, type Scale } from "./scale.ts";

/** What the picture shows: average ranks over data sets, and which of them a test does not tell apart. */
export interface RankPictureInput {
  readonly averageRanks: readonly number[];
  readonly criticalDifference: number;
  /** Runs by place, in the order of their ranks. */
  readonly groups: readonly (readonly number[])[];
}

export interface RankMark {
  readonly run: number;
  readonly rank: number;
  /** Of the rank on the axis. */
  readonly x: number;
  /** Of the name. */
  readonly y: number;
  readonly side: "left" | "right";
  /** From the axis down and out to the name. */
  readonly path: string;
  readonly nameX: number;
}

export interface RankPicture {
  readonly height: number;
  readonly axisY: number;
  readonly scale: Scale;
  readonly ends: readonly [number, number];
  readonly ticks: readonly { readonly rank: number; readonly x: number }[];
  /** The length of the critical difference, above the axis, from its left end on. */
  readonly difference: { readonly from: number; readonly to: number; readonly y: number };
  readonly marks: readonly RankMark[];
  readonly bars: readonly { readonly from: number; readonly to: number; readonly y: number }[];
}

const NAME_ROOM = 0.24;
const LEAST_NAME_ROOM = 106;
const MOST_NAME_ROOM = 150;
const DIFFERENCE_Y = 22;
const AXIS_Y = 56;
const BAR_GAP = 9;
const ROW = 24;
/** Bars reach a little beyond their outer ranks, so that a bar between equal ranks is seen. */
const BEYOND = 4;

/** The critical-difference picture (Demsar, JMLR 7, 2006, figure 1): the best rank at the left. */
export function rankPicture(
  { averageRanks, criticalDifference, groups }: RankPictureInput,
  width: number,
): RankPicture {
  const runs = averageRanks.length;
  const room = Math.min(MOST_NAME_ROOM, Math.max(LEAST_NAME_ROOM, width * NAME_ROOM));
  const ends = [room, width - room] as const;
  // With few data sets the difference is longer than all ranks: the axis makes room for it.
  const scale = linearScale({ min: 1, max: Math.max(runs, 1 + criticalDifference) }, ends[0], ends[1]);
  const order = averageRanks
    .map((_, run) => run)
    .sort((left, right) => averageRanks[left] - averageRanks[right] || left - right);
  const onTheLeft = Math.ceil(runs / 2);
  const namesY = AXIS_Y + 18 + groups.length * BAR_GAP + 8;
  const marks = order.map((run, place): RankMark => {
    const isLeft = place < onTheLeft;
    // From the middle outwards lines would cross: the outer ranks have the upper names.
    const row = isLeft ? place : runs - 1 - place;
    const x = scale(averageRanks[run]);
    const y = namesY + row * ROW;
    const nameX = isLeft ? ends[0] - 6 : Math.max(ends[1], x) + 6;
    return {
      run,
      rank: averageRanks[run],
      x,
      y,
      side: isLeft ? "left" : "right",
      path: `M${x.toFixed(1)} ${AXIS_Y}V${y}H${nameX.toFixed(1)}`,
      nameX,
    };
  });
  return {
    height: namesY + (onTheLeft - 1) * ROW + 16,
    axisY: AXIS_Y,
    scale,
    ends,
    ticks: Array.from({ length: runs }, (_, at) => ({ rank: at + 1, x: scale(at + 1) })),
    difference: { from: scale(1), to: scale(1 + criticalDifference), y: DIFFERENCE_Y },
    marks,
    bars: groups.map((group, at) => {
      const places = group.map((run) => scale(averageRanks[run]));
      return {
        from: Math.min(...places) - BEYOND,
        to: Math.max(...places) + BEYOND,
        y: AXIS_Y + 12 + at * BAR_GAP,
      };
    }),
  };
}
