import { LabError } from "../../core/errors.ts";
import type { ReadRecipe } from "../../core/read-recipe.ts";
import type { PackedFile, UnpackedFile } from "./format.ts";
import { formatOf, HEAD_BYTES } from "./index.ts";

const MOST_LAYERS = 3;

/** Takes packings and formats off until plain delimited text is left. Any bytes give a text or a LabError. */
export async function unpackFile(given: PackedFile): Promise<UnpackedFile> {
  let file: UnpackedFile = { ...given, known: {}, parts: [], notes: [] };
  for (let layer = 0; ; layer++) {
    given.throwIfCancelled();
    if (file.known.format !== undefined) return file;
    const format = formatOf(await headOf(file), file.name);
    if (format === null) return file;
    if (layer === MOST_LAYERS) throw tooDeep();
    const unpack = await format.load();
    const { part, throwIfCancelled } = given;
    file = merged(file, await unpack({ ...file, part, throwIfCancelled }));
  }
}

/** What the outer layer said stays true. */
function merged(outer: UnpackedFile, inner: UnpackedFile): UnpackedFile {
  const known: Partial<ReadRecipe> = { ...outer.known, ...inner.known };
  const packing = outer.known.packing ?? inner.known.packing;
  return {
    ...inner,
    known: packing === undefined ? known : { ...known, packing },
    parts: inner.parts.length > 0 ? inner.parts : outer.parts,
    notes: [...outer.notes, ...inner.notes],
  };
}

async function headOf({ open }: UnpackedFile): Promise<Uint8Array> {
  const head = new Uint8Array(HEAD_BYTES);
  let length = 0;
  for await (const chunk of open()) {
    const part = chunk.subarray(0, HEAD_BYTES - length);
    head.set(part, length);
    length += part.length;
    if (length === HEAD_BYTES) break;
  }
  return head.subarray(0, length);
}

function tooDeep(): LabError {
  return new LabError(
    "read.bomb",
    `The file is packed more than ${MOST_LAYERS} times over, as no table is. Nothing was kept. Unpack it and open the table inside.`,
  );
}
