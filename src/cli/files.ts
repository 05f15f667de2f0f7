import { createReadStream, createWriteStream } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { LabError } from "../core/errors.ts";
import type { ReadChoices } from "../core/read-recipe.ts";
import { readFile as readAnyFile } from "../data/read-file.ts";
import type { ReadOptions, ReadTable } from "../data/read-table.ts";
import { usageError } from "./usage-error.ts";

const CHUNK_BYTES = 1 << 20;

/** npm starts scripts in the project's folder; a path is meant from where the user stands. */
function pathOf(file: string): string {
  const isOwnScript = process.env.npm_lifecycle_event === "lab";
  return resolve((isOwnScript ? process.env.INIT_CWD : undefined) ?? process.cwd(), file);
}

/** Refuses to write over a file that is read, or over another one that is written; by flag, null = not given. */
export function requireApart(
  read: { readonly [flag: string]: string | null },
  written: { readonly [flag: string]: string | null },
): void {
  const seen = new Map<string, string>();
  for (const [flag, file] of Object.entries(read)) if (file !== null) seen.set(pathOf(file), flag);
  for (const [flag, file] of Object.entries(written)) {
    if (file === null) continue;
    const other = seen.get(pathOf(file));
    if (other !== undefined) {
      throw usageError(`"${file}" stands for ${other} and for ${flag}, which would write over it.`);
    }
    seen.set(pathOf(file), flag);
  }
}

/** Reads a table of any known format as a stream: the file itself is never in memory as a whole. */
export async function readTableFile(
  file: string,
  options: Pick<ReadOptions, "choices" | "sample"> = {},
): Promise<ReadTable> {
  const path = pathOf(file);
  try {
    const { size } = await stat(path);
    const open = () => createReadStream(path, { highWaterMark: CHUNK_BYTES });
    return await readAnyFile({ open, byteCount: size, name: file }, options);
  } catch (thrown) {
    throw thrown instanceof LabError ? thrown : fileError("read", file, thrown);
  }
}

/** Reads a table that is in memory already. */
export async function readTableBytes(bytes: Uint8Array, choices: ReadChoices): Promise<ReadTable> {
  const open = async function* () {
    yield bytes;
  };
  return readAnyFile({ open, byteCount: bytes.length, name: "data.csv" }, { choices });
}

export async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(pathOf(file), "utf8");
  } catch (thrown) {
    throw fileError("read", file, thrown);
  }
}

export async function readBinaryFile(file: string): Promise<Uint8Array> {
  try {
    return await readFile(pathOf(file));
  } catch (thrown) {
    throw fileError("read", file, thrown);
  }
}

export async function writeBinaryFile(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(pathOf(file), bytes);
  } catch (thrown) {
    throw fileError("write", file, thrown);
  }
}

/** Writes pieces as they come. */
export async function writeTextFile(file: string, pieces: Iterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), createWriteStream(pathOf(file)));
  } catch (thrown) {
    if (thrown instanceof LabError) throw thrown;
    throw fileError("write", file, thrown);
  }
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: "there is no such file or folder",
  EISDIR: "it is a folder",
  EACCES: "it is not allowed",
  EPERM: "it is not allowed",
  ENOSPC: "the disk is full",
};

function fileError(verb: "read" | "write", file: string, thrown: unknown): Error {
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : null;
  if (code === null || !/^E[A-Z]+$/.test(code))
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  const reason = REASONS[code] ?? code;
  return verb === "read"
    ? new LabError("read.failed", `"${file}" could not be read: ${reason}.`, { file })
    : new LabError("write.failed", `"${file}" could not be written: ${reason}.`, { file });
}
