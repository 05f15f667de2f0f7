import { LabError } from "../../core/errors.ts";
import type { Unpack } from "./format.ts";
import { gatherBytes } from "./gather-bytes.ts";
import { entryPieces, type ZipEntry, zipEntries } from "./zip-entries.ts";

const TABLE_NAME = /\.(csv|tsv|tab|txt|dat|data|json|ndjson|jsonl|arff|libsvm|svm|parquet|xlsx|gz)$/i;
const WORKBOOK = /^xl\/workbook\.xml$/i;

/** A workbook, or the tables inside an archive, of which one is read. */
export const unpackZip: Unpack = async (file) => {
  const bytes = await gatherBytes(file);
  const entries = zipEntries(bytes);
  if (entries.some(({ name }) => WORKBOOK.test(name))) {
    const { workbookTable } = await import("./excel.ts");
    return workbookTable(bytes, entries, file);
  }
  if (entries.some(({ name }) => name === "content.xml")) throw openDocument();
  const tables = entries.filter(({ name }) => isTable(name));
  const parts = tables.map(({ name }) => name);
  const entry = chosen(tables, file.part) ?? largest(tables);
  if (entry === null) throw withoutTable(entries.length);
  return {
    open: async function* () {
      yield* entryPieces(bytes, entry);
    },
    byteCount: entry.size,
    name: entry.name,
    known: { packing: "zip", part: entry.name },
    parts: parts.length > 1 ? parts : [],
    notes: [
      parts.length > 1
        ? `The archive holds ${parts.length} tables; "${entry.name}" was read.`
        : `"${entry.name}" was read from the archive.`,
    ],
  };
};

/** Not what systems add of their own. */
function isTable(name: string): boolean {
  return TABLE_NAME.test(name) && !/(^|\/)(\.|__MACOSX)/.test(name);
}

function chosen(tables: readonly ZipEntry[], part: string | null): ZipEntry | null {
  return tables.find(({ name }) => name === part) ?? null;
}

function largest(tables: readonly ZipEntry[]): ZipEntry | null {
  let best: ZipEntry | null = null;
  for (const entry of tables) if (best === null || entry.size > best.size) best = entry;
  return best;
}

function withoutTable(count: number): LabError {
  return new LabError(
    "read.format",
    `The archive holds ${count} ${count === 1 ? "file" : "files"}, none of them a table that is known here. Nothing was kept. Unpack it and open the table itself.`,
    { format: "zip" },
  );
}

function openDocument(): LabError {
  return new LabError(
    "read.format",
    "The file is an OpenDocument spreadsheet. Nothing was kept. Save it as Excel (.xlsx) or CSV, then open that file.",
    { format: "ods" },
  );
}
