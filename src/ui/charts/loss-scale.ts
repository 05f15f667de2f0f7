import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import type { RecordedRound, RunStart, SetName } from "../../experiment/recording.ts";
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
  /** Empty unless test rows are asked for. */
  readonly test: readonly number[];
}

export interface LossScale {
  readonly range: Range;
  readonly ticks: readonly number[];
  /** True = equal distances are equal ratios. */
  readonly isLog: boolean;
  /** Only values above 0 have a logarithm. */
  readonly canBeLog: boolean;
}

export function seriesValues(
  start: RunStart,
  rounds: readonly RecordedRound[],
  metric: string,
  set: SetName,
): number[] {
  return rounds.map((recorded) => metricAt(start, recorded, metric, set));
}

/** The first rounds fall steeply; they may leave the frame so that the rest can be read. */
const STEEP_SHARE = 0.035;

export interface LossScaleInput {
  readonly series: readonly Series[];
  readonly metric: string;
  readonly plannedRounds: number;
  readonly wantsLog: boolean;
}

/** The frame of the loss plot: all values but those of the steep beginning. */
export function lossScale({ series, metric, plannedRounds, wantsLog }: LossScaleInput): LossScale {
  const { min, max, lowest } = extent(series, Math.ceil(plannedRounds * STEEP_SHARE));
  if (min > max) return { range: { min: 0, max: 1 }, ticks: [], isLog: false, canBeLog: true };
  const canBeLog = lowest > 0;
  if (wantsLog && canBeLog) {
    const ends = widened({ min: Math.log10(min), max: Math.log10(max) }, 0.06);
    const range = { min: 10 ** ends.min, max: 10 ** ends.max };
    return { range, ticks: logTicks(range), isLog: true, canBeLog };
  }
  const range = widened({ min, max }, 0.06);
  const bounded =
    metricEntry(metric).direction === "lower" ? { ...range, min: Math.max(0, range.min) } : range;
  return { range: bounded, ticks: niceTicks(bounded, 4), isLog: false, canBeLog };
}

/** The frame of a row's predictions: all of them and the actual value, from the first round on. */
export function rowScale(series: readonly Series[], actual: number): LossScale {
  let { min, max } = extent(series, 0);
  if (!Number.isNaN(actual)) {
    min = Math.min(min, actual);
    max = Math.max(max, actual);
  }
  if (min > max) return { range: { min: 0, max: 1 }, ticks: [], isLog: false, canBeLog: false };
  const range = widened({ min, max }, 0.06);
  return { range, ticks: niceTicks(range, 4), isLog: false, canBeLog: false };
}

function extent(series: readonly Series[], steep: number) {
  let min = Infinity;
  let max = -Infinity;
  let lowest = Infinity;
  for (const { train, validation, test } of series) {
    for (const values of [train, validation, test]) {
      const from = values.length > 2 * steep ? steep : 0;
      for (let round = 0; round < values.length; round++) {
        const value = values[round];
        if (!Number.isFinite(value)) continue;
        lowest = Math.min(lowest, value);
        if (round < from) continue;
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
  }
  return { min, max, lowest };
}

/** 1, 2, 5 in every power of ten; where that gives too few, the round steps of a linear axis. */
function logTicks(range: Range): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(range.min)); power <= Math.log10(range.max); power++) {
    for (const lead of [1, 2, 5]) {
      const tick = Number(`${lead}e${power}`);
      if (tick >= range.min && tick <= range.max) ticks.push(tick);
    }
  }
  if (ticks.length < 3) return niceTicks(range, 4);
  return ticks.length <= 6 ? ticks : ticks.filter((tick) => /^1e/.test(tick.toExponential()));
}
