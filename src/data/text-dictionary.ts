import type { TextDecode } from "./text-encoding.ts";

/** Distinct byte texts in order of first appearance; grows in place. */
export interface TextDictionary {
  bytes: Uint8Array;
  /** Text i is bytes[offsets[i] .. offsets[i + 1] - 1]. */
  offsets: Uint32Array;
  hashes: Int32Array;
  /** Open addressing, linear probing; -1 = free. A power of two, at most half full. */
  slots: Int32Array;
  size: number;
}

export function createTextDictionary(): TextDictionary {
  return {
    bytes: new Uint8Array(256),
    offsets: new Uint32Array(17),
    hashes: new Int32Array(16),
    slots: new Int32Array(32).fill(-1),
    size: 0,
  };
}

export const FIRST_HASH = 0x811c9dc5 | 0;
export const HASH_FACTOR = 0x01000193;

/** FNV-1a over bytes. */
function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = FIRST_HASH;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, HASH_FACTOR);
  return hash;
}

/** A last mix, because only low bits choose the slot. */
function mixed(given: number): number {
  const hash = Math.imul(given ^ (given >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

function holdsText(dictionary: TextDictionary, code: number, bytes: Uint8Array, start: number, end: number) {
  const offset = dictionary.offsets[code]!;
  const length = end - start;
  if (dictionary.offsets[code + 1]! - offset !== length) return false;
  const own = dictionary.bytes;
  for (let i = 0; i < length; i++) if (own[offset + i] !== bytes[start + i]) return false;
  return true;
}

/** The code of a text, new or known. */
export function internText(
  dictionary: TextDictionary,
  bytes: Uint8Array,
  start: number,
  end: number,
  /** FNV-1a of the bytes, where it is known already. */
  given = hashBytes(bytes, start, end),
): number {
  const hash = mixed(given);
  const { slots, hashes } = dictionary;
  const mask = slots.length - 1;
  let slot = hash & mask;
  for (let code = slots[slot]!; code >= 0; code = slots[slot]!) {
    if (hashes[code] === hash && holdsText(dictionary, code, bytes, start, end)) return code;
    slot = (slot + 1) & mask;
  }
  const code = appendText(dictionary, bytes, start, end);
  dictionary.hashes[code] = hash;
  slots[slot] = code;
  if (dictionary.size * 2 > slots.length) spread(dictionary);
  return code;
}

function appendText(dictionary: TextDictionary, bytes: Uint8Array, start: number, end: number): number {
  const code = dictionary.size++;
  const offset = dictionary.offsets[code]!;
  const needed = offset + end - start;
  if (needed > dictionary.bytes.length) {
    const larger = new Uint8Array(Math.max(needed, dictionary.bytes.length * 2));
    larger.set(dictionary.bytes);
    dictionary.bytes = larger;
  }
  if (code === dictionary.hashes.length) {
    const offsets = new Uint32Array(code * 2 + 1);
    offsets.set(dictionary.offsets);
    dictionary.offsets = offsets;
    const hashes = new Int32Array(code * 2);
    hashes.set(dictionary.hashes);
    dictionary.hashes = hashes;
  }
  dictionary.bytes.set(bytes.subarray(start, end), offset);
  dictionary.offsets[code + 1] = needed;
  return code;
}

function spread(dictionary: TextDictionary): void {
  const slots = new Int32Array(dictionary.slots.length * 2).fill(-1);
  const mask = slots.length - 1;
  for (let code = 0; code < dictionary.size; code++) {
    let slot = dictionary.hashes[code]! & mask;
    while (slots[slot]! >= 0) slot = (slot + 1) & mask;
    slots[slot] = code;
  }
  dictionary.slots = slots;
}

/** All texts, or null when one of them is not of this encoding. */
export function dictionaryTexts(dictionary: TextDictionary, decode: TextDecode): string[] | null {
  const texts: string[] = [];
  for (let code = 0; code < dictionary.size; code++) {
    const text = decode(dictionary.bytes, dictionary.offsets[code]!, dictionary.offsets[code + 1]!);
    if (text === null) return null;
    texts.push(text);
  }
  return texts;
}
