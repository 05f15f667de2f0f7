import { strFromU8 } from "fflate";
import { LabError } from "../../core/errors.ts";
import { csvChunks, WRITTEN_CSV } from "./csv-writer.ts";
import { sheetRows } from "./excel-sheet.ts";
import { dateStyles, sharedStrings, sheetsOf } from "./excel-workbook.ts";
import type { PackedFile, UnpackedFile } from "./format.ts";
import { damagedZip, entryPieces, type ZipEntry } from "./zip-entries.ts";

const MOST_XML_BYTES = 400 * 1024 * 1024;

/** One sheet of an .xlsx workbook as CSV. Titles above the table are left to whoever reads it. */
export function workbookTable(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  { part, byteCount, name }: PackedFile,
): UnpackedFile {
  const xmlOf = (path: string) => entryText(bytes, entries, path);
  const workbook = xmlOf("xl/workbook.xml") ?? "";
  const { sheets, is1904 } = sheetsOf(workbook, xmlOf("xl/_rels/workbook.xml.rels") ?? "");
  const sheet = sheets.find((other) => other.name === part) ?? sheets[0];
  const xml = sheet === undefined ? null : xmlOf(sheet.path);
  if (sheet === undefined || xml === null) throw damagedZip();
  const { rows, errorCount } = sheetRows(xml, {
    strings: sharedStrings(xmlOf("xl/sharedStrings.xml") ?? ""),
    isDate: dateStyles(xmlOf("xl/styles.xml") ?? ""),
    is1904,
  });
  const { hasHeader: _, skippedLines: __, ...known } = WRITTEN_CSV;
  const notes: string[] = [];
  if (sheets.length > 1) notes.push(`The workbook has ${sheets.length} sheets; "${sheet.name}" was read.`);
  if (errorCount > 0) {
    notes.push(
      errorCount === 1
        ? "1 cell holds an error of a formula and counts as missing."
        : `${errorCount} cells hold errors of formulas and count as missing.`,
    );
  }
  return {
    open: () => csvChunks(rows),
    byteCount,
    name,
    known: { ...known, format: "excel", packing: null, part: sheet.name },
    parts: sheets.length > 1 ? sheets.map((other) => other.name) : [],
    notes,
  };
}

function entryText(bytes: Uint8Array, entries: readonly ZipEntry[], path: string): string | null {
  const entry = entries.find(({ name }) => name.toLowerCase() === path.toLowerCase());
  if (entry === undefined) return null;
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (const piece of entryPieces(bytes, entry)) {
    length += piece.length;
    if (length > MOST_XML_BYTES) throw tooLarge(path);
    pieces.push(piece);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return strFromU8(all);
}

function tooLarge(path: string): LabError {
  return new LabError(
    "read.too-large",
    "The workbook unpacks to more than 400 megabytes a sheet. Nothing was kept. Save the sheet as CSV, which is read piece by piece.",
    { path },
  );
}
