import { LabError } from "../core/errors.ts";

/** An interval promises a share of more than nothing and less than all. Anything else is a LabError. */
export function requireLevel(level: number): void {
  if (level > 0 && level < 1) return;
  throw new LabError(
    "spec.out-of-range",
    `The level ${level} of intervals has to be above 0 and below 1, such as 0.9.`,
    { path: "level", value: level },
  );
}
