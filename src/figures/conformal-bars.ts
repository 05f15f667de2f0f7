import type { RecordedRound, RunEnd } from "../experiment/recording.ts";

/** The conformal interval of one row by a point model: as wide for every row, around what the kept model predicts. */
export interface ConformalBar {
  readonly level: number;
  readonly low: number;
  readonly centre: number;
  readonly high: number;
}

/** Null where no rows were kept aside, they were too few, or the kept round is not held. */
export function conformalBar(
  run: { readonly end: RunEnd | null; readonly rounds: readonly Pick<RecordedRound, "scores">[] },
  predicted: (scores: Float32Array) => number,
): ConformalBar | null {
  const { end, rounds } = run;
  const half = end?.conformal?.kind === "interval" ? end.conformal.size : null;
  const scores = end === null ? undefined : rounds[end.keptRounds]?.scores;
  if (half === null || scores === undefined) return null;
  const centre = predicted(scores);
  if (!Number.isFinite(centre)) return null;
  return { level: end!.conformal!.level, low: centre - half, centre, high: centre + half };
}
