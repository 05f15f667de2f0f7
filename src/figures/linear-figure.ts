import type { LinearModel } from "../boosting/learners/linear/linear-model.ts";
import { digitsFor, shortened, signedText, textWidth } from "./number-text.ts";
import type { Size } from "./scale.ts";

/** One input of a linear model and how much it counts. */
export interface LinearTerm {
  readonly name: string;
  /** Per standard deviation of a number, or between without and with a category; in the direction of what is added. */
  readonly coefficient: number;
}

/** Terms that count, the largest first; those of one size in the order of the inputs. `sign`: -1 = walked against. */
export function linearTerms(
  { coefficients }: LinearModel,
  names: readonly string[],
  sign: 1 | -1,
): LinearTerm[] {
  return Array.from(coefficients, (coefficient, at) => ({
    name: names[at] ?? "",
    coefficient: sign * coefficient,
    at,
  }))
    .filter(({ coefficient }) => coefficient !== 0)
    .sort((a, b) => Math.abs(b.coefficient) - Math.abs(a.coefficient) || a.at - b.at)
    .map(({ name, coefficient }) => ({ name, coefficient }));
}

export interface LinearBar {
  readonly name: string;
  readonly value: string;
  readonly y: number;
  readonly left: number;
  readonly width: number;
  readonly isNegative: boolean;
}

/** Bars from a common zero, names to their left and values to their right. */
export interface LinearFigure {
  readonly bars: readonly LinearBar[];
  readonly nameX: number;
  readonly valueX: number;
  readonly zeroX: number;
  readonly barHeight: number;
  readonly bottom: number;
  /** Terms without a bar: there is no room for them. */
  readonly more: number;
}

const LINE = 18;
const BAR = 10;
const FONT = 11;
const VALUE_WIDTH = 56;

export function linearFigure(terms: readonly LinearTerm[], { width, height }: Size): LinearFigure {
  const room = Math.max(1, Math.floor((height - 4) / LINE));
  const count = terms.length <= room ? terms.length : Math.max(1, room - 1);
  const shown = terms.slice(0, count);
  const widest = shown.reduce((most, { name }) => Math.max(most, textWidth(name, FONT)), 0);
  const nameX = Math.min(widest + 8, 0.4 * width);
  const valueX = width - 4;
  const [from, to] = [nameX + 6, Math.max(nameX + 20, valueX - VALUE_WIDTH)];
  const low = shown.reduce((least, { coefficient }) => Math.min(least, coefficient), 0);
  const high = shown.reduce((most, { coefficient }) => Math.max(most, coefficient), 0);
  const scale = high > low ? (to - from) / (high - low) : 0;
  const zeroX = from - low * scale;
  const digits = digitsFor(Math.max(high, -low));
  const bars = shown.map(({ name, coefficient }, n) => ({
    name: shortened(name, nameX - 4, FONT),
    value: signedText(coefficient, digits),
    y: 2 + n * LINE + LINE / 2,
    left: Math.min(zeroX, zeroX + coefficient * scale),
    width: Math.max(1, Math.abs(coefficient) * scale),
    isNegative: coefficient < 0,
  }));
  return { bars, nameX, valueX, zeroX, barHeight: BAR, bottom: 2 + count * LINE, more: terms.length - count };
}
