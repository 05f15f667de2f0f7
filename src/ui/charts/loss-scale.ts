import { metricById } from "../../boosting/metrics/index.ts";
import type { RecordedRound, RunStart } from "../../experiment/recording.ts";
import { niceTicks, type Range, widened } from "../../figures/scale.ts";
import { metricAt } from "../../store/metric-series.ts";

/** A run's curves of one metric. */
export interface Series {
  readonly runId: string;
  readonly name: string;
  readonly hue: "gbdt" | "grow" | "ngb" | "other";
  readonly hollow: boolean;
  /** Value after round k at index k; NaN = none. */
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

export interface LossScale {
  readonly range: Range;
  readonly ticks: readonly number[];
}

export function seriesValues(
  start: RunStart,
  rounds: readonly RecordedRound[],
  metric: string,
  set: "train" | "validation",
): number[] {
  return rounds.map((recorded) => metricAt(start, recorded, metric, set));
}

/** The first rounds fall steeply; they may leave the frame so that the rest can be read. */
const STEEP_SHARE = 0.035;

/** The frame of the loss plot: all values but those of the steep beginning. */
export function lossScale(series: readonly Series[], metric: string, plannedRounds: number): LossScale {
  const steep = Math.ceil(plannedRounds * STEEP_SHARE);
  let min = Infinity;
  let max = -Infinity;
  for (const { train, validation } of series) {
    for (const values of [train, validation]) {
      const from = values.length > 2 * steep ? steep : 0;
      for (let round = from; round < values.length; round++) {
        const value = values[round];
        if (!Number.isFinite(value)) continue;
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
  }
  if (min > max) return { range: { min: 0, max: 1 }, ticks: [] };
  const range = widened({ min, max }, 0.06);
  const bounded =
    metricById(metric).direction === "lower" ? { ...range, min: Math.max(0, range.min) } : range;
  return { range: bounded, ticks: niceTicks(bounded, 4) };
}
