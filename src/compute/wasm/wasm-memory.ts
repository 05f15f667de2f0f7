import { LabError } from "../../core/errors.ts";
import type { TrainingSize } from "../backend.ts";

/** The parts of the WebAssembly API that we use; engine code is compiled without the DOM's types. */
export interface GrowableMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

const PAGE = 65536;
/** All that a memory of 32-bit addresses can have: 4 GiB. */
export const MOST_PAGES = 65536;
const FIRST = 1024;

/** Hands out byte ranges of one memory, never back: an arena that lives as long as a tree growth. */
export interface WasmArena {
  /** Byte offset, a multiple of 16. */
  allocate(bytes: number): number;
  /** Views end when the memory grows: take them, use them, drop them. */
  bytes(at: number, length: number): Uint8Array;
  ints(at: number, length: number): Int32Array;
  words(at: number, length: number): Uint32Array;
  singles(at: number, length: number): Float32Array;
  doubles(at: number, length: number): Float64Array;
}

export function createArena(memory: GrowableMemory): WasmArena {
  let next = FIRST;
  return {
    allocate(bytes) {
      const at = next;
      next += (bytes + 15) & ~15;
      const missing = next - memory.buffer.byteLength;
      if (missing > 0) grow(memory, Math.ceil(missing / PAGE), next);
      return at;
    },
    bytes: (at, length) => new Uint8Array(memory.buffer, at, length),
    ints: (at, length) => new Int32Array(memory.buffer, at, length),
    words: (at, length) => new Uint32Array(memory.buffer, at, length),
    singles: (at, length) => new Float32Array(memory.buffer, at, length),
    doubles: (at, length) => new Float64Array(memory.buffer, at, length),
  };
}

function grow(memory: GrowableMemory, pages: number, wanted: number): void {
  try {
    memory.grow(pages);
  } catch {
    throw tooLarge(wanted, "Use fewer rows, or the js backend.");
  }
}

function tooLarge(bytes: number, advice: string): LabError {
  return new LabError(
    "backend.unavailable",
    `The WASM kernels need ${Math.ceil(bytes / 1048576)} MB, more than this device gives. ${advice}`,
    { bytes },
  );
}

/** Bytes of a tree growth per row beside its bins: row numbers, gradient pairs as they come and quantised, twice, a flag. */
const ROW_BYTES = 49;

/** The least that growing trees takes: one byte a bin. */
function leastGrowthBytes({ rowCount, featureCount }: TrainingSize): number {
  return FIRST + rowCount * (featureCount + ROW_BYTES);
}

/** Asks a fresh memory for what a training takes at the least, before anything is computed. */
export function checkMemory(size: TrainingSize, memory: GrowableMemory): void {
  const bytes = leastGrowthBytes(size);
  const pages = Math.ceil(bytes / PAGE);
  const advice = "Nothing was started; use fewer rows, leave columns out, or take the js backend.";
  if (pages > MOST_PAGES) throw tooLarge(bytes, advice);
  try {
    memory.grow(Math.max(0, pages - memory.buffer.byteLength / PAGE));
  } catch {
    throw tooLarge(bytes, advice);
  }
}
