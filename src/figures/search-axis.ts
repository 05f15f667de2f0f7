import { worstThatCounts } from "../analysis/tuning/bayesian-search.ts";
import type { Dimension } from "../analysis/tuning/search-space.ts";
import { toUnit } from "../analysis/tuning/search-space.ts";
import type { ParamValue } from "../core/params.ts";
import { tuneWords } from "../words/tune.ts";
import { countText, withMarks } from "./number-text.ts";
import { niceTicks, type Range, widened } from "./scale.ts";

export interface AxisTick {
  /** 0 = low end, 1 = high end. */
  readonly at: number;
  readonly text: string;
}

/** A searched value as it is read: three figures at most, choices by their label. */
export function searchedText(
  { options, optionLabels }: Pick<Dimension, "options" | "optionLabels">,
  value: ParamValue,
): string {
  if (typeof value === "boolean") return value ? tuneWords.yes : tuneWords.no;
  if (typeof value === "number")
    return Number.isInteger(value) ? countText(value) : withMarks(String(Number(value.toPrecision(3))));
  return optionLabels[options.indexOf(value)] ?? String(value);
}

/** The ends of a range, and round values between them; options all. */
export function ticksOf(dimension: Dimension, count: number): AxisTick[] {
  const { kind, low, high, isLog, options } = dimension;
  const values: ParamValue[] =
    kind === "options"
      ? [...options]
      : isLog
        ? [low, ...decades({ min: low, max: high }), high]
        : [
            low,
            ...niceTicks({ min: low, max: high }, count).filter(
              (tick) => kind !== "whole" || Number.isInteger(tick),
            ),
            high,
          ];
  const ticks = values.map((value) => ({
    at: toUnit(dimension, value),
    text: searchedText(dimension, value),
  }));
  return kind === "options" ? ticks : spaced(ticks, 0.8 / (count + 1));
}

function decades({ min, max }: Range): number[] {
  const found: number[] = [];
  for (let power = Math.ceil(Math.log10(min)); 10 ** power < max; power++)
    if (10 ** power > min) found.push(10 ** power);
  return found;
}

/** Both ends, and what has room between them. */
function spaced(ticks: readonly AxisTick[], room: number): AxisTick[] {
  const last = ticks[ticks.length - 1];
  const kept: AxisTick[] = [];
  for (const tick of ticks.slice(0, -1)) {
    const before = kept.at(-1);
    if (before === undefined || (tick.at - before.at >= room && last.at - tick.at >= room)) kept.push(tick);
  }
  return [...kept, last];
}

export interface MetricFrame {
  readonly range: Range;
  /** Values worse than the frame: they are drawn at its edge. */
  readonly clipped: number;
}

/** From the best value to the worst, but a few bad trials do not press all others together. */
export function metricFrame(values: readonly number[], isLower: boolean): MetricFrame {
  const sign = isLower ? 1 : -1;
  const losses = values.filter(Number.isFinite).map((value) => sign * value);
  if (losses.length === 0) return { range: { min: 0, max: 1 }, clipped: 0 };
  const edge = worstThatCounts(losses);
  const ends = [sign * Math.min(...losses), sign * edge];
  return {
    range: widened({ min: Math.min(...ends), max: Math.max(...ends) }, 0.04),
    clipped: losses.filter((loss) => loss > edge).length,
  };
}

/** Where a metric's value stands in the frame, 0 to 1. */
export function placeIn({ min, max }: Range, value: number): number {
  return Math.min(1, Math.max(0, (value - min) / (max - min)));
}
