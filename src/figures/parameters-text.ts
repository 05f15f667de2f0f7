import { decimalText, digitsFor } from "./number-text.ts";
import type { Range } from "./scale.ts";

/** "N(−0.31, 0.96)": what a reader expects to see of the parameters. */
export function parametersText(name: string, displayed: readonly number[], range: Range): string {
  const digits = digitsFor(range.max - range.min);
  return `${name}(${displayed.map((value) => decimalText(value, digits)).join(", ")})`;
}
