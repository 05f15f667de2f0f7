import { LabError } from "../../core/errors.ts";
import type { PackedFile } from "./format.ts";

const MOST_BYTES = 1024 * 1024 * 1024;

/** All bytes of a file at once, for formats that need to jump about in it. */
export async function gatherBytes({ open, throwIfCancelled }: PackedFile): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of open()) {
    throwIfCancelled();
    length += chunk.length;
    if (length > MOST_BYTES) throw tooLarge();
    chunks.push(chunk.slice());
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

export function tooLarge(): LabError {
  return new LabError(
    "read.too-large",
    "The file holds more than a gigabyte in a form that has to be read at once. Nothing was kept. Export it as CSV, which is read piece by piece.",
    { maxBytes: MOST_BYTES },
  );
}
