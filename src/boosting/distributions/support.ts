import { LabError } from "../../core/errors.ts";
import type { Family, Support, Targets } from "./distribution.ts";

export const anyNumber: Support = { contains: Number.isFinite, text: "a finite number" };

export const aboveZero: Support = {
  contains: (y) => y > 0 && y < Number.POSITIVE_INFINITY,
  text: "a number above 0",
};

export const zeroOrMore: Support = {
  contains: (y) => y >= 0 && y < Number.POSITIVE_INFINITY,
  text: "0 or a number above",
};

export const insideUnit: Support = { contains: (y) => y > 0 && y < 1, text: "a number between 0 and 1" };

export const counts: Support = {
  contains: (y) => Number.isSafeInteger(y) && y >= 0,
  text: "a whole number from 0 upwards",
};

export function classesOf(count: number): Support {
  return {
    contains: (y) => Number.isInteger(y) && y >= 0 && y < count,
    text: `a class from 0 to ${count - 1}`,
  };
}

/** Throws data.target-invalid when a target is outside of the family's support. */
export function checkTargets(
  { support, label }: Pick<Family, "support" | "label">,
  { values, upper, outputCount = 1 }: Targets,
): void {
  const isFine = (at: number) =>
    upper === undefined || upper[at] === values[at]
      ? support.contains(values[at]!)
      : values[at]! < upper[at]! && upper[at]! > 0;
  for (let at = 0; at < values.length; at++) {
    if (isFine(at)) continue;
    const row = Math.floor(at / outputCount);
    throw new LabError(
      "data.target-invalid",
      `The distribution ${label} needs ${support.text} as target in every row; row ${row + 1} has ${values[at]}. Choose another distribution or target.`,
      { row, value: String(values[at]) },
    );
  }
}
