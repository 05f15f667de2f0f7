import { LabError } from "../../core/errors.ts";
import type { TrainingSize } from "../backend.ts";

/** The parts of the WebAssembly API that we use; engine code is compiled without the DOM's types. */
export interface GrowableMemory {
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
  grow(pages: number): number;
}

const PAGE = 65536;
/** All that a memory of 32-bit addresses can have: 4 GiB. */
export const MOST_PAGES = 65536;
/** Below is what every thread reads of the work at hand: assembly/layout.ts. */
const FIRST = 2048;

/** The whole memory under each type; an index is an address over the size of an element. */
export interface MemoryViews {
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly f32: Float32Array;
  readonly f64: Float64Array;
}

/** Hands out byte ranges of one memory, never back: an arena that lives as long as its room. */
export interface WasmArena {
  /** Byte offset, a multiple of 16. */
  allocate(bytes: number): number;
  /** Views end when the memory grows: take them after what allocates. */
  views(): MemoryViews;
}

export function createArena(memory: GrowableMemory): WasmArena {
  let next = FIRST;
  let held: MemoryViews | null = null;
  return {
    allocate(bytes) {
      const at = next;
      next += (bytes + 15) & ~15;
      const missing = next - memory.buffer.byteLength;
      if (missing > 0) grow(memory, Math.ceil(missing / PAGE), next);
      return at;
    },
    views() {
      const { buffer } = memory;
      if (held === null || held.u8.buffer !== buffer) held = viewsOf(buffer);
      return held;
    },
  };
}

/** Room for what is rewritten at each use: asked for more than before it is elsewhere. */
export function createGrowingRoom(arena: WasmArena): (bytes: number) => number {
  let size = 0;
  let at = 0;
  return (bytes) => {
    if (bytes > size) {
      size = 2 * bytes;
      at = arena.allocate(size);
    }
    return at;
  };
}

function viewsOf(buffer: ArrayBuffer | SharedArrayBuffer): MemoryViews {
  return {
    u8: new Uint8Array(buffer),
    u16: new Uint16Array(buffer),
    i32: new Int32Array(buffer),
    u32: new Uint32Array(buffer),
    f32: new Float32Array(buffer),
    f64: new Float64Array(buffer),
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

/** Bytes of a tree growth per row beside its bins: row numbers, twice, gradient pairs as they come and quantised, a flag. */
const ROW_BYTES = 25;

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
