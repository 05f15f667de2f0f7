import { LabError } from "../core/errors.ts";

/** First bytes of files that are often taken for a CSV, and what to do with them. None can begin a text file. */
const OTHER_FORMATS: readonly { readonly bytes: string; readonly name: string; readonly advice: string }[] = [
  { bytes: "\x1f\x8b", name: "gzip-compressed", advice: "Unpack it" },
  { bytes: "\xfd7zXZ", name: "xz-compressed", advice: "Unpack it" },
  { bytes: "\x28\xb5\x2f\xfd", name: "zstd-compressed", advice: "Unpack it" },
  { bytes: "PK\x03\x04", name: "a ZIP archive or a spreadsheet", advice: "Unpack it, or save it as CSV" },
  { bytes: "\xd0\xcf\x11\xe0", name: "an old spreadsheet", advice: "Save it as CSV" },
  { bytes: "PAR1\x15", name: "a Parquet file", advice: "Export it as CSV" },
];

export const LONGEST_SIGNATURE = 5;

/** Throws read.encoding when a file that begins with these bytes is no text. */
export function refuseOtherFormats(start: Uint8Array): void {
  const found = OTHER_FORMATS.find(({ bytes }) =>
    Array.from(bytes).every((unit, at) => start[at] === unit.charCodeAt(0)),
  );
  if (!found) return;
  throw new LabError(
    "read.encoding",
    `The file is ${found.name}, not text. Nothing was kept. ${found.advice}, then open the CSV file.`,
    { format: found.name },
  );
}
