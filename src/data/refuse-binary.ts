import { LabError } from "../core/errors.ts";

/** More control characters than this share are no text. */
const MOST_CONTROLS = 0.02;

/** Throws read.encoding when these first bytes cannot be text of an encoding that is read. */
export function refuseBinary(start: Uint8Array): void {
  let controls = 0;
  for (const byte of start) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls++;
  if (controls <= start.length * MOST_CONTROLS) return;
  throw new LabError(
    "read.encoding",
    "The file is not text, and not of a format that is known here. Nothing was kept. Export it as CSV and open that file.",
    { controls },
  );
}
