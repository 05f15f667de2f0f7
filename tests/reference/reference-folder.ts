import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const project = resolve(here, "../..");

/** The folder of reference values: REFERENCE, else beside the project, else the small copies in it. */
export function referenceFolder(): string {
  const named = process.env.REFERENCE;
  if (named !== undefined && named !== "") return resolve(project, named);
  const beside = resolve(project, "../shared/reference");
  return existsSync(beside) ? beside : join(here, "copies");
}

export function listFiles(folder: string, part: string): string[] {
  const path = join(folder, part);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith(".json"))
    .sort();
}

/** Reference files write infinity as 1e999 and NaN as null. */
export function readJson<T>(folder: string, part: string, name: string): T {
  const text = readFileSync(join(folder, part, name), "utf8");
  return JSON.parse(text.replace(/-Infinity\b/g, "-1e999").replace(/\bInfinity\b/g, "1e999")) as T;
}

export interface ReferenceTable {
  readonly names: readonly string[];
  /** Columns of doubles, NaN = missing. */
  readonly columns: readonly (readonly number[])[];
  readonly rowCount: number;
}

export function readTable(folder: string, name: string): ReferenceTable {
  const [header, ...lines] = readFileSync(join(folder, "data", `${name}.csv`), "utf8")
    .trimEnd()
    .split(/\r?\n/);
  const names = header!.split(",");
  const cells = lines.map((line) => line.split(","));
  const columns = names.map((_, c) => cells.map((row) => (row[c] === "" ? Number.NaN : Number(row[c]))));
  return { names, columns, rowCount: lines.length };
}
