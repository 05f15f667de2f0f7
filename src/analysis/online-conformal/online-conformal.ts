import { blockSum } from "../../core/block-sum.ts";
import type { OnlineMethod, OnlineMethodId, OnlineStart } from "./online-radius.ts";

/** Rows in time order, one by one: each interval is made before its row is seen, then learns from it. */
export interface OnlineConformal {
  /** Share of rows to hold. */
  readonly level: number;
  readonly rows: number;
  /** Rows in a row over which the worst error is looked for. */
  readonly window: number;
  readonly methods: readonly OnlineResult[];
}

export interface OnlineResult {
  readonly method: OnlineMethodId;
  /** Share of the rows that were held. */
  readonly coverage: number;
  /** Of the intervals, in units of the score; null = one of them was infinite. */
  readonly meanWidth: number | null;
  /** Largest |share held - level| over any `window` rows in a row; null = there are fewer rows. */
  readonly worstError: number | null;
}

const WINDOW = 100;

/** @param scores |y - f(x)| in time order. */
export function onlineConformalOf(
  scores: Float64Array,
  start: OnlineStart,
  methods: readonly OnlineMethod[],
): OnlineConformal {
  return {
    level: start.level,
    rows: scores.length,
    window: WINDOW,
    methods: methods.map((method) => resultOf(method, scores, start)),
  };
}

function resultOf(method: OnlineMethod, scores: Float64Array, start: OnlineStart): OnlineResult {
  const learner = method.begin(start);
  const held = new Uint8Array(scores.length);
  const widths = scores.map((score, row) => {
    const { radius } = learner;
    held[row] = score <= radius ? 1 : 0;
    learner.observe(score);
    return 2 * radius;
  });
  const count = scores.length;
  const meanWidth = blockSum(count, (row) => widths[row]!) / count;
  return {
    method: method.id,
    coverage: blockSum(count, (row) => held[row]!) / count,
    meanWidth: Number.isFinite(meanWidth) ? meanWidth : null,
    worstError: worstErrorOf(held, start.level),
  };
}

function worstErrorOf(held: Uint8Array, level: number): number | null {
  if (held.length < WINDOW) return null;
  let inside = 0;
  let worst = 0;
  for (let row = 0; row < held.length; row++) {
    inside += held[row]!;
    if (row >= WINDOW) inside -= held[row - WINDOW]!;
    if (row >= WINDOW - 1) worst = Math.max(worst, Math.abs(inside / WINDOW - level));
  }
  return worst;
}
