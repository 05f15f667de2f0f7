import { LabError } from "../../core/errors.ts";
import { csvChunks, WRITTEN_CSV, type WrittenCell } from "./csv-writer.ts";
import type { Unpack } from "./format.ts";
import { textOf } from "./text-of.ts";

const MOST_CELLS = 200_000_000;
const MOST_FEATURES = 50_000;

/** `label qid:n index:value ...` as a dense table; an index that a line does not name is 0, as the format means it. */
export const unpackLibsvm: Unpack = async (file) => {
  const text = await textOf(file);
  const { rowCount, least, most, hasQuery } = sizeOf(text);
  const featureCount = most - Math.min(least, 1) + 1;
  if (featureCount > MOST_FEATURES || featureCount * rowCount > MOST_CELLS) {
    throw new LabError(
      "read.too-large",
      `As a table the file would have ${rowCount} rows and ${featureCount} columns, nearly all of them 0. Nothing was kept. Choose fewer features first.`,
      { rows: rowCount, columns: featureCount },
    );
  }
  const first = Math.min(least, 1);
  const header = ["label", ...(hasQuery ? ["qid"] : [])];
  for (let index = first; index <= most; index++) header.push(`f${index}`);
  function* rows(): Generator<readonly WrittenCell[]> {
    yield header;
    for (const line of linesOf(text)) {
      const { label, query, features } = partsOf(line);
      const cells = new Array<WrittenCell>(featureCount).fill(0);
      for (const [index, value] of features) cells[index - first] = value;
      yield hasQuery ? [label, query, ...cells] : [label, ...cells];
    }
  }
  return {
    open: () => csvChunks(rows()),
    byteCount: featureCount * rowCount * 3,
    name: file.name,
    known: { ...WRITTEN_CSV, format: "libsvm" },
    parts: [],
    notes: ["The file is LIBSVM text; features that a line does not name are 0."],
  };
};

function* linesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\n", at);
    const line = text.slice(at, end < 0 ? text.length : end);
    const bare = (line.includes("#") ? line.slice(0, line.indexOf("#")) : line).trim();
    if (bare !== "") yield bare;
    at = end < 0 ? text.length : end + 1;
  }
}

function partsOf(line: string) {
  const [label = "", ...pairs] = line.split(/\s+/);
  let query: string | null = null;
  const features: [number, string][] = [];
  for (const pair of pairs) {
    const colon = pair.indexOf(":");
    const key = pair.slice(0, colon);
    if (key === "qid") query = pair.slice(colon + 1);
    else if (/^\d{1,9}$/.test(key)) features.push([Number(key), pair.slice(colon + 1)]);
    else throw damaged(line);
  }
  return { label, query, features };
}

function sizeOf(text: string) {
  let rowCount = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  let hasQuery = false;
  for (const line of linesOf(text)) {
    rowCount++;
    const { query, features } = partsOf(line);
    if (query !== null) hasQuery = true;
    for (const [index] of features) {
      least = Math.min(least, index);
      most = Math.max(most, index);
    }
  }
  return { rowCount, least, most, hasQuery };
}

function damaged(line: string): LabError {
  return new LabError(
    "read.format",
    `The file begins as LIBSVM text, but the line "${line.slice(0, 60)}" is none. Nothing was kept. Correct it, or export the table as CSV.`,
    { format: "libsvm" },
  );
}
