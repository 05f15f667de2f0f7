import { Gunzip } from "fflate";
import { LabError } from "../../core/errors.ts";
import type { OpenBytes, Unpack } from "./format.ts";
import { createUnpackGuard } from "./unpack-guard.ts";

/** Deflate grows by at most about 1,032, so a piece stays small before the guard sees it. */
const PIECE_BYTES = 1 << 14;

/** Header and trailer alone. */
const LEAST_BYTES = 18;

export const unpackGzip: Unpack = async ({ open, byteCount, name, throwIfCancelled }) => {
  if (byteCount < LEAST_BYTES) throw damaged();
  return {
    open: () => gunzip(open, byteCount, throwIfCancelled),
    byteCount: byteCount * 4,
    name: name.replace(/\.t?gz(ip)?$/i, ""),
    known: { packing: "gzip" },
    parts: [],
    notes: ["The file is compressed with gzip and was unpacked."],
  };
};

async function* gunzip(
  open: OpenBytes,
  byteCount: number,
  throwIfCancelled: () => void,
): AsyncGenerator<Uint8Array> {
  const guard = createUnpackGuard(byteCount);
  let pieces: Uint8Array[] = [];
  const stream = new Gunzip((piece) => {
    guard(piece.length);
    pieces.push(piece);
  });
  const push = (bytes: Uint8Array, isLast: boolean): Uint8Array[] => {
    try {
      stream.push(bytes, isLast);
    } catch (thrown) {
      throw thrown instanceof LabError ? thrown : damaged();
    }
    const out = pieces;
    pieces = [];
    return out;
  };
  for await (const chunk of open()) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      throwIfCancelled();
      yield* push(chunk.slice(at, at + PIECE_BYTES), false);
    }
  }
  yield* push(new Uint8Array(0), true);
}

function damaged(): LabError {
  return new LabError(
    "read.format",
    "The compressed file is damaged or was cut off. Nothing was kept. Get it again, or open the table unpacked.",
    { format: "gzip" },
  );
}
