import { LabError } from "../core/errors.ts";

/** A command line that cannot be understood. */
export function usageError(message: string): LabError {
  return new LabError("usage", `${message} Add --help to see how it is used.`);
}
