import { malformedLink } from "./link-errors.ts";

/** Two hexadecimal digits a byte. */
export function hexBytes(hex: string): number[] {
  return Array.from({ length: hex.length / 2 }, (_, at) =>
    Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16),
  );
}

export interface ByteReader {
  byte(): number;
  hex(byteCount: number): string;
  /** Everything that was not read yet. */
  rest(): Uint8Array;
}

/** Reads from the front; throws link.malformed where the bytes end too soon. */
export function createByteReader(bytes: Uint8Array): ByteReader {
  let at = 0;
  const take = (count: number) => {
    if (at + count > bytes.length) throw malformedLink();
    at += count;
    return bytes.subarray(at - count, at);
  };
  return {
    byte: () => take(1)[0]!,
    hex: (byteCount) => Array.from(take(byteCount), (byte) => byte.toString(16).padStart(2, "0")).join(""),
    rest: () => take(bytes.length - at),
  };
}
