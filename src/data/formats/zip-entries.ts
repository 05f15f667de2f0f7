import { Inflate } from "fflate";
import { LabError } from "../../core/errors.ts";
import { decodeUtf8, decodeWindows1252 } from "../text-encoding.ts";
import { createUnpackGuard } from "./unpack-guard.ts";

/** A file inside a zip archive. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflate; others cannot be read. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packedSize: number;
  readonly size: number;
  /** Place of its local header. */
  readonly offset: number;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const MOST_ENTRIES = 20_000;
const PIECE_BYTES = 1 << 14;
const IN_EXTRA = 0xffffffff;

/** The files of an archive, from its central directory. Throws read.format where it is damaged. */
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - END_BYTES;
  while (end >= 0 && view.getUint32(end, true) !== END_SIGNATURE) {
    if (bytes.length - end > END_BYTES + LONGEST_COMMENT) throw damagedZip();
    end--;
  }
  if (end < 0) throw damagedZip();
  const count = view.getUint16(end + 10, true);
  if (count > MOST_ENTRIES) throw damagedZip();
  let at = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > bytes.length || view.getUint32(at, true) !== ENTRY_SIGNATURE) throw damagedZip();
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const nameAt = at + ENTRY_BYTES;
    if (nameAt + nameLength + extraLength > bytes.length) throw damagedZip();
    const name =
      decodeUtf8(bytes, nameAt, nameAt + nameLength) ?? decodeWindows1252(bytes, nameAt, nameAt + nameLength);
    entries.push({
      name: name ?? "",
      method: view.getUint16(at + 10, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      ...sizesOf(view, at, nameAt + nameLength),
    });
    at = nameAt + nameLength + extraLength + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Sizes and place; of large archives they stand in the extra field (ZIP64). */
function sizesOf(view: DataView, at: number, extraAt: number) {
  const fields = [
    view.getUint32(at + 24, true),
    view.getUint32(at + 20, true),
    view.getUint32(at + 42, true),
  ];
  let next = extraAt + 4;
  if (fields.includes(IN_EXTRA)) {
    if (extraAt + 4 > view.byteLength || view.getUint16(extraAt, true) !== 1) throw damagedZip();
    for (let i = 0; i < fields.length; i++) {
      if (fields[i] !== IN_EXTRA) continue;
      if (next + 8 > view.byteLength) throw damagedZip();
      fields[i] = view.getUint32(next, true) + view.getUint32(next + 4, true) * 4_294_967_296;
      next += 8;
    }
  }
  return { size: fields[0]!, packedSize: fields[1]!, offset: fields[2]! };
}

/** The bytes of a file inside, piece by piece. */
export function* entryPieces(bytes: Uint8Array, entry: ZipEntry): Generator<Uint8Array> {
  const packed = packedBytes(bytes, entry);
  if (entry.method === 0) {
    yield packed;
    return;
  }
  const guard = createUnpackGuard(packed.length);
  let pieces: Uint8Array[] = [];
  const stream = new Inflate((piece) => {
    guard(piece.length);
    pieces.push(piece);
  });
  for (let at = 0; at === 0 || at < packed.length; at += PIECE_BYTES) {
    try {
      stream.push(packed.slice(at, at + PIECE_BYTES), at + PIECE_BYTES >= packed.length);
    } catch (thrown) {
      throw thrown instanceof LabError ? thrown : damagedZip();
    }
    yield* pieces;
    pieces = [];
  }
}

function packedBytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const { offset, packedSize, isEncrypted, method } = entry;
  if (isEncrypted || (method !== 0 && method !== 8)) {
    const why = isEncrypted ? "locked with a password" : "packed in a way that is not read here";
    throw new LabError(
      "read.format",
      `"${entry.name}" inside the archive is ${why}. Nothing was kept. Unpack it and open the table inside.`,
      { format: "zip", name: entry.name },
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + LOCAL_BYTES > bytes.length || view.getUint32(offset, true) !== LOCAL_SIGNATURE)
    throw damagedZip();
  const start = offset + LOCAL_BYTES + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packedSize > bytes.length) throw damagedZip();
  return bytes.subarray(start, start + packedSize);
}

export function damagedZip(): LabError {
  return new LabError(
    "read.format",
    "The archive is damaged or was cut off. Nothing was kept. Get it again, or open the table unpacked.",
    { format: "zip" },
  );
}
