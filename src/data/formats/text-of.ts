import { strFromU8 } from "fflate";
import type { PackedFile } from "./format.ts";
import { gatherBytes, tooLarge } from "./gather-bytes.ts";

/** The longest text that every engine can hold. */
const MOST_CHARACTERS = 500_000_000;

/** All of a file as text: UTF-8, with U+FFFD where it is none. */
export async function textOf(file: PackedFile): Promise<string> {
  const bytes = await gatherBytes(file);
  if (bytes.length > MOST_CHARACTERS) throw tooLarge();
  return strFromU8(bytes).replace(/^\ufeff/, "");
}
