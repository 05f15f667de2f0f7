import { decimalText, digitsFor, signedText } from "../../figures/number-text.ts";
import { compareWords as words } from "../../words/compare.ts";
import type { RunDifference } from "./differences.ts";

interface Named {
  readonly name: string;
  readonly baseline: string;
  readonly digits: number;
}

/** "+0.0200 ± 0.0110": a difference and half its interval. */
export function differenceText(
  { mean, interval }: Pick<RunDifference, "mean" | "interval">,
  digits: number,
): string {
  const text = signedText(mean, digits);
  if (interval === null) return text;
  return words.plusMinus(text, decimalText((interval[1] - interval[0]) / 2, digits));
}

export function verdictSentence(difference: RunDifference, { name, baseline, digits }: Named): string {
  const { verdict } = difference;
  if (verdict.is === "baseline") return "";
  const sentence = words.sentence[verdict.is](name, differenceText(difference, digits), baseline);
  if (verdict.is !== "undecided" || verdict.needs === "row-losses") return sentence;
  return `${sentence} ${"seeds" in verdict ? words.seedsWouldDo(verdict.seeds) : words.onlyRows}`;
}

export function percentText(share: number): string {
  if (share > 0 && share < 0.01) return "<1 %";
  if (share > 0.99 && share < 1) return ">99 %";
  return `${decimalText(100 * share, 0)} %`;
}

/** Seconds or minutes, about two figures. */
export function secondsText(seconds: number): string {
  if (seconds < 1) return words.underASecond;
  return seconds < 100
    ? words.seconds(decimalText(seconds, seconds < 10 ? Math.min(1, digitsFor(seconds)) : 0))
    : words.minutes(decimalText(seconds / 60, seconds < 600 ? 1 : 0));
}
