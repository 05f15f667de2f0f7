import { LabError } from "../../core/errors.ts";
import type { ReadRecipe } from "../../core/read-recipe.ts";
import { csvChunks, WRITTEN_CSV, type WrittenCell } from "./csv-writer.ts";
import type { Unpack, UnpackedFile } from "./format.ts";
import { textOf } from "./text-of.ts";

type Json = null | boolean | number | string | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [name: string]: Json;
}

const DEEPEST = 3;
const MOST_COLUMNS = 50_000;

/** Records, one to a line or in a list; columns of lists; or a table as rows of cells. */
export const unpackJson: Unpack = async (file) => {
  const text = await textOf(file);
  const value = parsed(text);
  if (value === undefined) {
    if (/\.(json|ndjson|jsonl|geojson)$/i.test(file.name)) throw damaged();
    // a table that merely begins with a bracket
    return { ...file, known: {}, parts: [], notes: [] };
  }
  const table = tableOf(value);
  if (table === null) throw withoutTable();
  const { hasHeader: _, skippedLines: __, ...open } = WRITTEN_CSV;
  const known: Partial<ReadRecipe> = table.isNamed ? WRITTEN_CSV : open;
  const result: UnpackedFile = {
    open: () => csvChunks(table.rows()),
    byteCount: text.length,
    name: file.name,
    known: { ...known, format: "json" },
    parts: [],
    notes: table.notes,
  };
  return result;
};

/** One value, or the values of lines; undefined = it is no JSON. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    const values: Json[] = [];
    try {
      for (const line of text.split("\n")) if (line.trim() !== "") values.push(JSON.parse(line) as Json);
    } catch {
      return undefined;
    }
    return values.length > 0 ? values : undefined;
  }
}

interface JsonTable {
  readonly isNamed: boolean;
  readonly notes: readonly string[];
  rows(): Iterable<readonly WrittenCell[]>;
}

function tableOf(value: Json): JsonTable | null {
  if (isList(value)) return listTable(value);
  if (!isObject(value)) return null;
  const split = splitTable(value);
  if (split !== null) return split;
  const lists = Object.entries(value).filter(([, member]) => isList(member) && member.some(isObject));
  if (lists.length === 1) {
    const [name, list] = lists[0]!;
    const table = listTable(list as readonly Json[]);
    return table === null
      ? null
      : { ...table, notes: [`The records stand under "${name}".`, ...table.notes] };
  }
  return columnTable(value);
}

function listTable(list: readonly Json[]): JsonTable | null {
  if (list.length > 0 && list.every(isList)) {
    return { isNamed: false, notes: [], rows: () => list.map((row) => (row as readonly Json[]).map(cellOf)) };
  }
  const records = list.filter(isObject);
  if (records.length === 0) return null;
  const others = list.length - records.length;
  const notes = others === 0 ? [] : [`${others} entries are no records and are left out.`];
  return recordTable(records, notes);
}

function recordTable(records: readonly JsonObject[], notes: readonly string[]): JsonTable {
  const names = new Map<string, number>();
  for (const record of records) {
    for (const name of flat(record).keys()) if (!names.has(name)) names.set(name, names.size);
    if (names.size > MOST_COLUMNS) throw tooManyColumns(names.size);
  }
  function* rows(): Generator<readonly WrittenCell[]> {
    yield [...names.keys()];
    for (const record of records) {
      const cells = flat(record);
      yield Array.from(names.keys(), (name) => cells.get(name) ?? null);
    }
  }
  return { isNamed: true, notes, rows };
}

/** Members of members as "a.b"; what lies deeper, and lists, as JSON. */
function flat(record: JsonObject): Map<string, WrittenCell> {
  const cells = new Map<string, WrittenCell>();
  const add = (object: JsonObject, prefix: string, depth: number) => {
    for (const [name, member] of Object.entries(object)) {
      if (isObject(member) && depth < DEEPEST) add(member, `${prefix}${name}.`, depth + 1);
      else cells.set(prefix + name, cellOf(member));
    }
  };
  add(record, "", 1);
  return cells;
}

/** pandas' orient "split": columns, index and data. */
function splitTable(value: JsonObject): JsonTable | null {
  const { columns, data } = value;
  if (!isList(columns) || !isList(data) || !data.every(isList)) return null;
  return {
    isNamed: true,
    notes: [],
    rows: () => [columns.map(cellOf), ...data.map((row) => (row as readonly Json[]).map(cellOf))],
  };
}

/** Each member a column: a list, or values by row name. */
function columnTable(value: JsonObject): JsonTable | null {
  const columns = Object.entries(value).map(([name, member]) => ({
    name,
    cells: isList(member) ? member : isObject(member) ? Object.values(member) : null,
  }));
  const length = columns[0]?.cells?.length ?? 0;
  if (length === 0 || !columns.every(({ cells }) => cells?.length === length)) {
    return recordTable([value], []);
  }
  function* rows(): Generator<readonly WrittenCell[]> {
    yield columns.map(({ name }) => name);
    for (let row = 0; row < length; row++) yield columns.map(({ cells }) => cellOf(cells![row]!));
  }
  return { isNamed: true, notes: [], rows };
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function cellOf(value: Json): WrittenCell {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}

function tooManyColumns(columns: number): LabError {
  return new LabError(
    "read.too-large",
    `The records have more than ${MOST_COLUMNS} different names. Nothing was kept. Export a flat table.`,
    { columns },
  );
}

function damaged(): LabError {
  return new LabError(
    "read.format",
    "The file is no valid JSON, neither as a whole nor line by line. Nothing was kept. Correct it, or export the table as CSV.",
    { format: "json" },
  );
}

function withoutTable(): LabError {
  return new LabError(
    "read.format",
    "The JSON file holds no records: it needs a list of objects, an object of columns, or one object a line. Nothing was kept.",
    { format: "json" },
  );
}
