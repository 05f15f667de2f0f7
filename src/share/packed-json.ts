import { deflateSync, Inflate } from "fflate";
import { canonicalJson, utf8Bytes } from "../core/canonical-json.ts";
import { LabError } from "../core/errors.ts";
import { MAX_BYTES, malformedLink, tooLargeLink } from "./link-errors.ts";

/** Deflate expands at most about 1,032 times, so one piece stays small before the cap is seen. */
const PIECE_BYTES = 256;

/** Canonical JSON in raw deflate. `dictionary` is text that the packed one may refer to, for who unpacks it has it too. */
export function packJson(value: unknown, dictionary?: Uint8Array): Uint8Array {
  // the size of the search table is given: by itself fflate takes a logarithm for it, which machines round differently
  const options = { level: 9, mem: 4, ...(dictionary !== undefined && { dictionary }) } as const;
  return deflateSync(utf8Bytes(canonicalJson(value)), options);
}

/** Throws link.malformed and link.too-large. */
export function unpackJson(packed: Uint8Array, dictionary?: Uint8Array): unknown {
  const bytes = inflate(packed, dictionary);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw malformedLink();
  }
}

function inflate(packed: Uint8Array, dictionary: Uint8Array | undefined): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate(dictionary === undefined ? {} : { dictionary }, (piece) => {
    length += piece.length;
    if (length > MAX_BYTES) throw tooLargeLink();
    pieces.push(piece);
  });
  try {
    for (let at = 0; at === 0 || at < packed.length; at += PIECE_BYTES) {
      stream.push(packed.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= packed.length);
    }
  } catch (thrown) {
    throw thrown instanceof LabError ? thrown : malformedLink();
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
