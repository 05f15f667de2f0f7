import { LabError } from "../core/errors.ts";

/** Far above any experiment; a crafted link must not fill the memory. */
export const MAX_BYTES = 1_048_576;

export function malformedLink(): LabError {
  return new LabError(
    "link.malformed",
    "The link is damaged or was cut off, so its experiment could not be opened. Ask for it again as one unbroken line.",
  );
}

export function newerLink(version: number): LabError {
  return new LabError(
    "spec.version",
    "The link comes from a newer Boosting Lab. Reload the page to update it.",
    { version },
  );
}

export function tooLargeLink(): LabError {
  return new LabError(
    "link.too-large",
    "The link holds more than one megabyte, which no experiment needs. It was not opened.",
    { maxBytes: MAX_BYTES },
  );
}
