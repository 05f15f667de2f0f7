import type { Gpu } from "./gpu-device.ts";
import { usage } from "./gpu-shapes.ts";

/** Buffers of one owner: those of fixed size, and named ones that grow when more is asked for. */
export interface GrowingBuffers {
  fixed(bytes: number): GPUBuffer;
  uniform(words: readonly number[]): GPUBuffer;
  /** The named buffer, with room for so many bytes; its content is lost when it grows. */
  atLeast(name: string, bytes: number): GPUBuffer;
  at(name: string): GPUBuffer;
  /** The named buffer with these words in it. */
  filled(name: string, words: Uint32Array): GPUBuffer;
  dispose(): void;
}

export function createGrowingBuffers(gpu: Gpu): GrowingBuffers {
  const owned: GPUBuffer[] = [];
  const named = new Map<string, GPUBuffer>();

  function atLeast(name: string, bytes: number): GPUBuffer {
    const known = named.get(name);
    if (known !== undefined && known.size >= bytes) return known;
    known?.destroy();
    const buffer = gpu.storage(Math.max(bytes, Math.min(2 * (known?.size ?? 0), gpu.mostBytes)));
    named.set(name, buffer);
    return buffer;
  }

  return {
    fixed(bytes) {
      const buffer = gpu.storage(bytes);
      owned.push(buffer);
      return buffer;
    },
    uniform(words) {
      const buffer = gpu.device.createBuffer({
        size: 4 * words.length,
        usage: usage.uniform | usage.copyTarget,
      });
      owned.push(buffer);
      gpu.upload(buffer, Uint32Array.from(words));
      return buffer;
    },
    atLeast,
    at: (name) => named.get(name)!,
    filled(name, words) {
      const buffer = atLeast(name, words.byteLength);
      gpu.upload(buffer, words);
      return buffer;
    },
    dispose() {
      for (const buffer of [...owned, ...named.values()]) buffer.destroy();
      owned.length = 0;
      named.clear();
    },
  };
}
