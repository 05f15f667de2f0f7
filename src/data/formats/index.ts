import { asciiText } from "../cell-values.ts";
import type { Format } from "./format.ts";

const startsWith = (signature: string) => (head: Uint8Array) =>
  head.length >= signature.length && asciiText(head, 0, signature.length) === signature;

/** The first lines that are not blank; bytes as code units. */
function firstLines(head: Uint8Array): string[] {
  const lines = asciiText(head, 0, head.length)
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .split(/\r\n|\r|\n/);
  // the last one may be cut
  const whole = head.length < HEAD_BYTES ? lines : lines.slice(0, -1);
  return whole.map((line) => line.trim()).filter((line) => line !== "");
}

export const HEAD_BYTES = 4096;
const LIBSVM_LINE = /^[-+]?[\d.]+(e[-+]?\d+)?( +qid:\d+)?( +\d+:[-+]?[\d.]+(e[-+]?\d+)?)+\s*(#.*)?$/i;
const LIBSVM_BARE = /^[-+]?[\d.]+(e[-+]?\d+)?( +qid:\d+)?\s*(#.*)?$/i;

function isLibsvm(head: Uint8Array): boolean {
  const lines = firstLines(head).filter((line) => !line.startsWith("#"));
  const filled = lines.filter((line) => LIBSVM_LINE.test(line)).length;
  return filled > 0 && lines.every((line) => LIBSVM_LINE.test(line) || LIBSVM_BARE.test(line));
}

function isArff(head: Uint8Array): boolean {
  const first = firstLines(head).find((line) => !line.startsWith("%")) ?? "";
  return /^@relation\b/i.test(first);
}

/** An object or a list that begins as JSON does; a CSV cell in brackets does not go on like that. */
function isJson(head: Uint8Array, name: string): boolean {
  const text = asciiText(head, 0, head.length)
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart();
  const looksLikeIt = /^(\{\s*("|\})|\[\s*([{[\]]|$))/.test(text);
  return looksLikeIt || (/\.(json|ndjson|jsonl|geojson)$/i.test(name) && /^[[{]/.test(text));
}

const formats: readonly Format[] = [
  { id: "gzip", detect: startsWith("\x1f\x8b"), load: async () => (await import("./gzip.ts")).unpackGzip },
  { id: "zip", detect: startsWith("PK\x03\x04"), load: async () => (await import("./zip.ts")).unpackZip },
  {
    id: "parquet",
    detect: (head) => startsWith("PAR1")(head) && head[4] !== 44,
    load: async () => (await import("./parquet.ts")).unpackParquet,
  },
  { id: "arff", detect: isArff, load: async () => (await import("./arff.ts")).unpackArff },
  { id: "libsvm", detect: isLibsvm, load: async () => (await import("./libsvm.ts")).unpackLibsvm },
  { id: "json", detect: isJson, load: async () => (await import("./json-records.ts")).unpackJson },
];

/** The format of a file that is no plain delimited text; null = it is, as far as its first bytes tell. */
export function formatOf(head: Uint8Array, name: string): Format | null {
  return formats.find((format) => format.detect(head, name)) ?? null;
}
