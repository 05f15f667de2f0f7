import { LabError } from "../core/errors.ts";

export const MEGABYTE = 1_048_576;

export function malformedFile(what: string): LabError {
  return new LabError(
    "file.malformed",
    `The file is no whole experiment of Boosting Lab: ${what}. Nothing was opened. Save it again from the page, or get it again.`,
    { what },
  );
}

export function newerFile(format: number): LabError {
  return new LabError(
    "spec.version",
    "The file comes from a newer Boosting Lab. Reload the page to update it.",
    { format },
  );
}

export function tooLargeFile(part: string, maxBytes: number): LabError {
  return new LabError(
    "file.too-large",
    `The file holds more than ${maxBytes / MEGABYTE} megabytes of ${part}, which no experiment of the page does. It was not opened.`,
    { part, maxBytes },
  );
}
