import { LabError } from "../../core/errors.ts";
import { type ArffAttribute, arffAttribute, splitArffLine } from "./arff-line.ts";
import { csvChunks, WRITTEN_CSV, type WrittenCell } from "./csv-writer.ts";
import type { Unpack } from "./format.ts";
import { textOf } from "./text-of.ts";

/** Weka's format: declared columns, then dense or sparse rows. Nominal columns stay text even where they hold numbers. */
export const unpackArff: Unpack = async (file) => {
  const lines = (await textOf(file)).split(/\r\n|\r|\n/);
  const attributes: ArffAttribute[] = [];
  let dataAt = 0;
  for (; dataAt < lines.length; dataAt++) {
    const line = lines[dataAt]!.trim();
    if (/^@data\b/i.test(line)) break;
    if (/^@attribute\b/i.test(line)) attributes.push(arffAttribute(line) ?? fail(line));
  }
  if (attributes.length === 0 || dataAt === lines.length) fail("@data");
  function* rows(): Generator<readonly WrittenCell[]> {
    yield attributes.map(({ name }) => name);
    for (const line of lines.slice(dataAt + 1)) {
      const bare = line.trim();
      if (bare === "" || bare.startsWith("%")) continue;
      yield rowOf(bare, attributes);
    }
  }
  const texts = attributes.filter(({ kind }) => kind === "nominal" || kind === "string");
  return {
    open: () => csvChunks(rows()),
    byteCount: file.byteCount,
    name: file.name,
    known: {
      ...WRITTEN_CSV,
      format: "arff",
      columns: texts.map(({ name }) => ({ name, kind: "text" })),
    },
    parts: [],
    notes: [],
  };
};

function rowOf(line: string, attributes: readonly ArffAttribute[]): WrittenCell[] {
  if (line.startsWith("{")) return sparseRow(line, attributes);
  // an instance weight in braces may follow; it is no column
  const cells = splitArffLine(line.replace(/,\s*\{[^{}]*\}\s*$/, ""));
  return cells.map((cell) => (cell === "?" ? null : cell));
}

/** Columns that are not named hold 0, or the first of the declared values. */
function sparseRow(line: string, attributes: readonly ArffAttribute[]): WrittenCell[] {
  const row: WrittenCell[] = attributes.map(({ kind, values }) =>
    kind === "nominal" ? (values[0] ?? null) : 0,
  );
  const end = line.lastIndexOf("}");
  if (end < 0) fail(line);
  for (const part of splitArffLine(line.slice(1, end))) {
    if (part === "") continue;
    const match = /^(\d{1,6})\s+(.*)$/s.exec(part);
    const place = match === null ? -1 : Number(match[1]);
    if (place < 0 || place >= attributes.length) fail(line);
    const value = splitArffLine(match![2]!)[0] ?? "";
    row[place] = value === "?" ? null : value;
  }
  return row;
}

function fail(line: string): never {
  throw new LabError(
    "read.format",
    `The ARFF file could not be read at "${line.slice(0, 60)}". Nothing was kept. Correct it, or export the table as CSV.`,
    { format: "arff" },
  );
}
