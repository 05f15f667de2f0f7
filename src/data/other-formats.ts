import { LabError } from "../core/errors.ts";

interface OtherFormat {
  readonly bytes: string;
  readonly name: string;
  readonly advice: string;
}

const UNPACK = "Unpack it, then open the file inside.";
const EXPORT = "Export it as CSV, then open that file.";

/** First bytes of files that are often taken for a table, and what to do with them. None can begin a text file. */
const OTHER_FORMATS: readonly OtherFormat[] = [
  { bytes: "\x1f\x8b", name: "gzip-compressed", advice: UNPACK },
  { bytes: "\xfd7zXZ", name: "xz-compressed", advice: UNPACK },
  { bytes: "\x28\xb5\x2f\xfd", name: "zstd-compressed", advice: UNPACK },
  { bytes: "BZh91AY", name: "bzip2-compressed", advice: UNPACK },
  { bytes: "7z\xbc\xaf", name: "a 7z archive", advice: UNPACK },
  { bytes: "Rar!\x1a", name: "a RAR archive", advice: UNPACK },
  { bytes: "PK\x03\x04", name: "a ZIP archive or a spreadsheet", advice: UNPACK },
  {
    bytes: "\xd0\xcf\x11\xe0",
    name: "an old spreadsheet (.xls)",
    advice: "Save it as .xlsx or CSV, then open that file.",
  },
  { bytes: "PAR1\x15", name: "a Parquet file", advice: EXPORT },
  { bytes: "ARROW1", name: "an Arrow or Feather file", advice: EXPORT },
  { bytes: "FEA1", name: "a Feather file", advice: EXPORT },
  { bytes: "\x89HDF", name: "an HDF5 file", advice: EXPORT },
  { bytes: "SQLite format 3", name: "an SQLite database", advice: EXPORT },
  { bytes: "RDX", name: "saved R data", advice: EXPORT },
  { bytes: "RDA", name: "saved R data", advice: EXPORT },
  { bytes: "X\n\x00\x00\x00", name: "saved R data", advice: EXPORT },
  { bytes: "$FL2", name: "an SPSS file", advice: EXPORT },
  { bytes: "<stata_dta>", name: "a Stata file", advice: EXPORT },
  {
    bytes: "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xc2\xea\x81\x60",
    name: "a SAS file",
    advice: EXPORT,
  },
  { bytes: "\x80\x04\x95", name: "a Python pickle", advice: EXPORT },
  { bytes: "\x80\x05\x95", name: "a Python pickle", advice: EXPORT },
  {
    bytes: "%PDF-",
    name: "a PDF document",
    advice: "Copy the table into a spreadsheet and save that as CSV.",
  },
  { bytes: "\x89PNG", name: "a picture", advice: "Open the table itself." },
  { bytes: "\xff\xd8\xff", name: "a picture", advice: "Open the table itself." },
  { bytes: "GIF8", name: "a picture", advice: "Open the table itself." },
];

/** Throws read.encoding when a file that begins with these bytes is no table. */
export function refuseOtherFormats(start: Uint8Array): void {
  const found = OTHER_FORMATS.find(({ bytes }) =>
    Array.from(bytes).every((unit, i) => start[i] === unit.charCodeAt(0)),
  );
  if (found) throw refusal(found.name, found.advice);
  const text = String.fromCharCode(...start.subarray(0, 256))
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart();
  if (/^(<!doctype html|<html|<head|<body)\b/i.test(text)) {
    throw refusal("a web page", "Download the table that the page shows, then open it.");
  }
  if (/^<\?xml\b/i.test(text)) throw refusal("an XML document", EXPORT);
}

function refusal(name: string, advice: string): LabError {
  return new LabError("read.encoding", `The file is ${name}, not a table. Nothing was kept. ${advice}`, {
    format: name,
  });
}
