import { LabError } from "../../core/errors.ts";
import type { NumberParam, ParamValue } from "../../core/params.ts";
import { checkValue } from "../../core/resolve-params.ts";
import { controlWords } from "../../words/controls.ts";

const words = controlWords.number;

import { withMarks } from "../../figures/number-text.ts";

/** What a typed text means for a number: a value, or a sentence and the nearest value that would do. */
export type NumberReading =
  | { readonly ok: true; readonly value: number | null }
  | { readonly ok: false; readonly problem: string; readonly fix: number | null };

/** Reads what was typed. Nothing is clamped or rounded: what does not fit is refused with a fix. */
export function readNumber(param: NumberParam, text: string): NumberReading {
  const trimmed = text.trim().replace("−", "-").replace(",", ".");
  if (trimmed === "" && param.default === null) return { ok: true, value: null };
  const value = trimmed === "" ? Number.NaN : Number(trimmed);
  if (Number.isNaN(value)) {
    return {
      ok: false,
      problem: param.kind === "integer" ? words.whole(param.label) : words.any(param.label),
      fix: typeof param.default === "number" ? param.default : null,
    };
  }
  try {
    checkValue(param, value, param.id);
    return { ok: true, value };
  } catch (thrown) {
    if (!(thrown instanceof LabError)) throw thrown;
    const fix = thrown.facts.fix;
    return { ok: false, problem: problemText(param, value), fix: typeof fix === "number" ? fix : null };
  }
}

function problemText(param: NumberParam, value: number): string {
  if (param.kind === "integer" && !Number.isInteger(value)) return words.whole(param.label);
  if (value > param.max) return words.atMost(param.label, param.max);
  return param.minExclusive === true
    ? words.above(param.label, param.min)
    : words.atLeast(param.label, param.min);
}

/** A value as the form shows it: short, and the same number when read again. */
export function valueText(value: ParamValue): string {
  if (typeof value !== "number") return value === null ? "" : String(value);
  const text =
    Math.abs(value) < 1 && value !== 0 && Number(value.toFixed(2)) === value
      ? value.toFixed(2)
      : String(value);
  return withMarks(text).replace("-", "−");
}

/** Where a value stands on a slider of 0 to 1000, by the param's own scale. */
export function sliderPosition(param: NumberParam, value: number): number {
  const { min, max } = softRange(param);
  const share =
    param.scale === "log" ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return Math.round(Math.min(1, Math.max(0, share)) * 1000);
}

/** The value at a slider position, rounded to two figures so that it can be said. */
export function sliderValue(param: NumberParam, position: number): number {
  const { min, max } = softRange(param);
  const share = position / 1000;
  const value = param.scale === "log" ? min * (max / min) ** share : min + (max - min) * share;
  return param.kind === "integer" ? Math.round(value) : Number(value.toPrecision(2));
}

function softRange(param: NumberParam): { min: number; max: number } {
  const min = param.softMin ?? param.min;
  return { min: param.scale === "log" && min <= 0 ? 1e-3 : min, max: param.softMax ?? param.max };
}
