import { malformed } from "./json-value.ts";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const digitOf = new Int16Array(128).fill(-1);
for (let i = 0; i < 64; i++) digitOf[DIGITS.charCodeAt(i)] = i;

/** Nets hold too many numbers for decimal text: float32, little-endian, as base64 (RFC 4648) without padding. */
export function floatsToText(values: Float32Array): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const bits = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const left = Math.min(3, bytes.length - i);
    for (let k = 0; k <= left; k++) parts.push(DIGITS[(bits >> (18 - 6 * k)) & 63]!);
  }
  return parts.join("");
}

/** Exactly `length` finite numbers. */
export function floatsFromText(value: unknown, path: string, length: number): Float32Array {
  const size = Math.ceil((length * 4 * 8) / 6);
  if (typeof value !== "string" || value.length !== size)
    throw malformed(path, `${length} numbers in base64`);
  const floats = new Float32Array(length);
  const bytes = new Uint8Array(floats.buffer);
  for (let i = 0, at = 0; i < size; i += 4) {
    let bits = 0;
    for (let k = 0; k < 4; k++) {
      const code = i + k < size ? value.charCodeAt(i + k) : 65;
      const digit = code < 128 ? digitOf[code]! : -1;
      if (digit < 0) throw malformed(path, "base64");
      bits = (bits << 6) | digit;
    }
    for (let k = 16; k >= 0 && at < bytes.length; k -= 8) bytes[at++] = (bits >> k) & 255;
  }
  if (!floats.every(Number.isFinite)) throw malformed(path, "finite numbers");
  return floats;
}
