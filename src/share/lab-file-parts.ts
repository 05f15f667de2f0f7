import { LabError } from "../core/errors.ts";
import { entryPieces, type ZipEntry, zipEntries } from "../data/formats/zip-entries.ts";
import { MEGABYTE, malformedFile, tooLargeFile } from "./lab-file-errors.ts";

/** The parts of an experiment's file, by their names inside. */
export const PART = {
  experiment: "experiment.json",
  receipt: "receipt.json",
  runs: "runs.json",
  data: "data.csv",
  reading: "reading.json",
  readme: "README.txt",
} as const;

const MODEL = /^models\/([1-9]\d{0,3})\.json$/;

export function modelPart(run: number): string {
  return `models/${run + 1}.json`;
}

/** What inflates to more was not made by the page: a crafted file must not fill the memory. */
export const MOST_BYTES = { data: 256 * MEGABYTE, models: 64 * MEGABYTE, settings: MEGABYTE } as const;
type Kind = keyof typeof MOST_BYTES;

function kindOf(name: string): Kind | null {
  if (name === PART.data) return "data";
  if (MODEL.test(name)) return "models";
  const isSettings =
    name === PART.experiment || name === PART.receipt || name === PART.runs || name === PART.reading;
  return isSettings ? "settings" : null;
}

/** The known parts, inflated; anything else inside is left alone. Throws file.malformed and file.too-large. */
export function readParts(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const parts = new Map<string, Uint8Array>();
  const left: { [kind in Kind]: number } = { ...MOST_BYTES };
  for (const entry of entriesOf(bytes)) {
    const kind = kindOf(entry.name);
    if (kind === null) continue;
    if (parts.has(entry.name)) throw malformedFile(`it has two parts called ${entry.name}`);
    const part = inflated(bytes, entry, left[kind], () => tooLargeFile(kind, MOST_BYTES[kind]));
    left[kind] -= part.length;
    parts.set(entry.name, part);
  }
  return parts;
}

function entriesOf(bytes: Uint8Array): ZipEntry[] {
  try {
    return zipEntries(bytes);
  } catch {
    throw malformedFile("it is damaged or was cut off");
  }
}

function inflated(bytes: Uint8Array, entry: ZipEntry, most: number, tooLarge: () => LabError): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for (const piece of entryPieces(bytes, entry)) {
      length += piece.length;
      if (length > most) throw tooLarge();
      pieces.push(piece);
    }
  } catch (thrown) {
    const isTooLarge = thrown instanceof LabError && /^(file.too-large|read.bomb)$/.test(thrown.code);
    if (isTooLarge) throw tooLarge();
    throw malformedFile(`${entry.name} inside it is damaged`);
  }
  if (length !== entry.size) throw malformedFile(`${entry.name} inside it was cut off`);
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** JSON of a part; undefined = there is no such part. Throws file.malformed. */
export function jsonPart(parts: ReadonlyMap<string, Uint8Array>, name: string): unknown {
  const bytes = parts.get(name);
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw malformedFile(`${name} inside it is no JSON`);
  }
}
