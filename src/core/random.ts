/**
 * Counter-based random numbers: a draw depends only on (seed, purpose, a, b, c), never on what was drawn before,
 * so threads, backends and resumed runs agree. The mixer is pcg4d (Jarzynski and Olano, "Hash Functions for GPU
 * Rendering", JCGT 9(3), 2020), which needs only 32-bit integer arithmetic and so also runs in WASM and WGSL.
 */
export interface RandomSource {
  /** Uniform in [0, 1), 53 bits, for a counter of up to three numbers (round, row, draw). */
  uniform(a: number, b?: number, c?: number): number;
  /** 32 random bits for a counter. */
  bits(a: number, b?: number, c?: number): number;
  /** An independent source for a part of the work. */
  fork(purpose: string): RandomSource;
}

/** FNV-1a over UTF-16 code units, 32 bits. */
function hashText(text: string, start: number): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

const word = new Uint32Array(4);

function mix(x0: number, y0: number, z0: number, w0: number): void {
  let x = (Math.imul(x0, 1664525) + 1013904223) | 0;
  let y = (Math.imul(y0, 1664525) + 1013904223) | 0;
  let z = (Math.imul(z0, 1664525) + 1013904223) | 0;
  let w = (Math.imul(w0, 1664525) + 1013904223) | 0;
  x = (x + Math.imul(y, w)) | 0;
  y = (y + Math.imul(z, x)) | 0;
  z = (z + Math.imul(x, y)) | 0;
  w = (w + Math.imul(y, z)) | 0;
  x ^= x >>> 16;
  y ^= y >>> 16;
  z ^= z >>> 16;
  w ^= w >>> 16;
  x = (x + Math.imul(y, w)) | 0;
  y = (y + Math.imul(z, x)) | 0;
  z = (z + Math.imul(x, y)) | 0;
  w = (w + Math.imul(y, z)) | 0;
  word[0] = x;
  word[1] = y;
  word[2] = z;
  word[3] = w;
}

/** `seed`: a non-negative integer below 2^53. */
export function createRandomSource(seed: number, purpose = ""): RandomSource {
  const low = seed >>> 0;
  const high = Math.floor(seed / 4294967296) >>> 0;
  const key = hashText(purpose, (0x811c9dc5 ^ low ^ Math.imul(high, 0x9e3779b1)) >>> 0);
  return {
    uniform(a, b = 0, c = 0) {
      mix(a, b, c, key);
      return ((word[0]! >>> 5) * 67108864 + (word[1]! >>> 6)) / 9007199254740992;
    },
    bits(a, b = 0, c = 0) {
      mix(a, b, c, key);
      return word[2]!;
    },
    fork(part) {
      return createRandomSource(seed, `${purpose}/${part}`);
    },
  };
}
