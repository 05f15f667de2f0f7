import { writeUtf8 } from "../core/utf8.ts";

/** Text of bytes[start .. end - 1], or null where the bytes are not of the encoding. */
export type TextDecode = (bytes: Uint8Array, start: number, end: number) => string | null;

/** Code points of windows-1252 from 0x80 to 0x9f; the five unused bytes stand for themselves. */
const WINDOWS_1252 = [
  0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d,
  0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a,
  0x153, 0x9d, 0x17e, 0x178,
];

export const decodeWindows1252: TextDecode = (bytes, start, end) => {
  let text = "";
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    text += String.fromCharCode(byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252[byte - 0x80]! : byte);
  }
  return text;
};

/** Smallest code point that a sequence of 2, 3 or 4 bytes may hold; less is overlong. */
const SMALLEST = [0, 0, 0x80, 0x800, 0x10000];

/** Strict: overlong forms, surrogates and points above U+10FFFF are refused. */
export const decodeUtf8: TextDecode = (bytes, start, end) => {
  let text = "";
  let i = start;
  while (i < end) {
    const byte = bytes[i++]!;
    if (byte < 0x80) {
      text += String.fromCharCode(byte);
      continue;
    }
    const size = byte >= 0xf8 ? 0 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
    if (size === 0 || i + size - 1 > end) return null;
    let point = byte & (0x7f >> size);
    for (let k = 1; k < size; k++) {
      const next = bytes[i++]!;
      if ((next & 0xc0) !== 0x80) return null;
      point = (point << 6) | (next & 0x3f);
    }
    if (point < SMALLEST[size]! || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return null;
    text += String.fromCodePoint(point);
  }
  return text;
};

/** UTF-8 with U+FFFD for every byte that is none. */
export function decodeLossyUtf8(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let i = start; i < end; ) {
    let size = 1;
    while (size < 4 && i + size < end && (bytes[i + size]! & 0xc0) === 0x80) size++;
    const part = decodeUtf8(bytes, i, i + size);
    text += part ?? "\ufffd";
    i += part === null ? 1 : size;
  }
  return text;
}

/** Turns UTF-16 chunks, cut anywhere, into UTF-8 chunks. A lone surrogate becomes U+FFFD. */
export interface Utf16Transcoder {
  push(chunk: Uint8Array): Uint8Array;
  end(): Uint8Array;
}

export function createUtf16Transcoder(littleEndian: boolean): Utf16Transcoder {
  let halfUnit = -1;
  let highSurrogate = 0;

  function writeUnit(out: Uint8Array, start: number, unit: number): number {
    let at = start;
    if (highSurrogate !== 0) {
      const high = highSurrogate;
      highSurrogate = 0;
      if (unit >= 0xdc00 && unit < 0xe000) {
        return writeUtf8(out, at, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
      }
      at = writeUtf8(out, at, 0xfffd);
    }
    if (unit >= 0xd800 && unit < 0xdc00) {
      highSurrogate = unit;
      return at;
    }
    return writeUtf8(out, at, unit >= 0xdc00 && unit < 0xe000 ? 0xfffd : unit);
  }

  return {
    push(chunk) {
      const out = new Uint8Array(chunk.length * 2 + 8);
      let at = 0;
      for (const byte of chunk) {
        if (halfUnit < 0) {
          halfUnit = byte;
          continue;
        }
        at = writeUnit(out, at, littleEndian ? (byte << 8) | halfUnit : (halfUnit << 8) | byte);
        halfUnit = -1;
      }
      return out.subarray(0, at);
    },
    end() {
      const out = new Uint8Array(8);
      let at = 0;
      if (highSurrogate !== 0) at = writeUtf8(out, at, 0xfffd);
      if (halfUnit >= 0) at = writeUtf8(out, at, 0xfffd);
      return out.subarray(0, at);
    },
  };
}
