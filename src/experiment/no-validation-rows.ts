import { LabError } from "../core/errors.ts";

/** Early stopping looks at validation rows; without them there is nothing to stop by. */
export function noValidationRows(runIndex: number): LabError {
  return new LabError(
    "spec.invalid",
    `Early stopping needs validation rows, and there are none. Use 0.1 for validation, or switch it off.`,
    { path: "split.validation", run: runIndex, value: 0, fix: 0.1 },
  );
}
