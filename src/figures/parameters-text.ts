import { decimalText, digitsFor } from "./number-text.ts";
import type { Range } from "./scale.ts";

/** "N(−0.31, 0.96)": what a reader expects to see of the parameters. */
export function parametersText(name: string, displayed: readonly number[], range: Range): string {
  const digits = digitsFor(range.max - range.min);
  // shapes and logarithms are small numbers, however large the target's are
  const digitsOf = (value: number) =>
    Math.max(digits, Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0);
  return `${name}(${displayed.map((value) => decimalText(value, digitsOf(value))).join(", ")})`;
}
