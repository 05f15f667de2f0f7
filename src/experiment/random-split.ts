import type { SplitSpec } from "./spec.ts";

/** The plain split: shares drawn by seed, stratified by class. */
export function randomSplit(validation: number, test: number): SplitSpec {
  return { kind: "random", column: null, validation, test, calibration: 0, duplicatesTogether: false };
}
