/**
 * Half the width of the next interval, learnt from the errors so far. A score is |y - f(x)|; a row is held when its score is
 * at most the radius. What is promised is a share of held rows in the long run, whatever the order; not for a single row.
 */
export interface OnlineRadius {
  /** Of the next interval, in units of the score; Infinity = no bound is known. */
  readonly radius: number;
  /** The score of the row that `radius` stood for. */
  observe(score: number): void;
}

/** What a radius starts from. */
export interface OnlineStart {
  /** Share of rows to hold. */
  readonly level: number;
  /** Scores of rows before the first, oldest first. */
  readonly warmUp: Float64Array;
}

export type OnlineMethodId = "static" | "sf-ogd" | "saocp" | "aci" | "faci" | "nexcp";

export interface OnlineMethod {
  readonly id: OnlineMethodId;
  /** The radius of the first row after the warm-up. */
  begin(start: OnlineStart): OnlineRadius;
}

/** Pinball loss of a radius at the target share: what online methods lower. */
export function pinballLoss(score: number, radius: number, level: number): number {
  return Math.max(level * (score - radius), (1 - level) * (radius - score));
}

/** Its derivative in the radius; 0 where the score is the radius. */
export function pinballGradient(score: number, radius: number, level: number): number {
  if (score > radius) return -level;
  return score < radius ? 1 - level : 0;
}

/** Largest score there may be: sqrt(3) x the largest so far, as Bhatnagar et al. (2023) take it; 1 without any. */
export function scaleOf(scores: Float64Array): number {
  const most = scores.reduce((largest, score) => Math.max(largest, score), 0);
  return most > 0 ? Math.sqrt(3) * most : 1;
}
