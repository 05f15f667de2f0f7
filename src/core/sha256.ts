/** SHA-256 (FIPS 180-4) of our own: crypto.subtle is missing on plain-http hosts. */
export interface Sha256 {
  update(bytes: Uint8Array): void;
  /** Ends the hash; 64 hex digits. */
  hex(): string;
}

const BLOCK_BYTES = 64;

/** The first 32 bits of the fractional part of x; products of square or cube roots are exact enough in a double. */
function fractionBits(x: number): number {
  return ((x - Math.floor(x)) * 4294967296) >>> 0;
}

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) {
    if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  }
  return primes;
}

/** Newton's steps from a start that is close enough; `sqrt` and division only, so equal on every machine. */
function cubeRoot(n: number): number {
  let root = Math.sqrt(Math.sqrt(n)) * 1.3;
  for (let step = 0; step < 12; step++) root -= (root - n / (root * root)) / 3;
  return root;
}

const PRIMES = firstPrimes(64);
/** FIPS 180-4, 4.2.2 and 5.3.3: roots of the first primes. */
const ROUND_CONSTANTS = Int32Array.from(PRIMES, (prime) => fractionBits(cubeRoot(prime)) | 0);
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fractionBits(Math.sqrt(prime)) | 0);

/** Message schedule of 6.2.2, step 1. */
function fillSchedule(schedule: Int32Array, bytes: Uint8Array, offset: number): void {
  for (let t = 0, at = offset; t < 16; t++, at += 4) {
    schedule[t] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }
  for (let t = 16; t < 64; t++) {
    const early = schedule[t - 15]!;
    const late = schedule[t - 2]!;
    const s0 = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3);
    const s1 = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10);
    schedule[t] = (s1 + schedule[t - 7]! + s0 + schedule[t - 16]!) | 0;
  }
}

/** 6.2.2, steps 2 to 4. */
function compress(state: Int32Array, schedule: Int32Array): void {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND_CONSTANTS[t]! + schedule[t]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = (state[0]! + a) | 0;
  state[1] = (state[1]! + b) | 0;
  state[2] = (state[2]! + c) | 0;
  state[3] = (state[3]! + d) | 0;
  state[4] = (state[4]! + e) | 0;
  state[5] = (state[5]! + f) | 0;
  state[6] = (state[6]! + g) | 0;
  state[7] = (state[7]! + h) | 0;
}

export function createSha256(): Sha256 {
  const state = START.slice();
  const schedule = new Int32Array(64);
  const rest = new Uint8Array(BLOCK_BYTES);
  let restLength = 0;
  let byteCount = 0;

  function absorb(bytes: Uint8Array): void {
    let at = 0;
    if (restLength > 0) {
      at = Math.min(BLOCK_BYTES - restLength, bytes.length);
      rest.set(bytes.subarray(0, at), restLength);
      restLength += at;
      if (restLength < BLOCK_BYTES) return;
      fillSchedule(schedule, rest, 0);
      compress(state, schedule);
      restLength = 0;
    }
    for (; at + BLOCK_BYTES <= bytes.length; at += BLOCK_BYTES) {
      fillSchedule(schedule, bytes, at);
      compress(state, schedule);
    }
    rest.set(bytes.subarray(at));
    restLength = bytes.length - at;
  }

  return {
    update(bytes) {
      byteCount += bytes.length;
      absorb(bytes);
    },
    hex() {
      const zeros = (BLOCK_BYTES * 2 - 9 - restLength) % BLOCK_BYTES;
      const padding = new Uint8Array(9 + zeros);
      padding[0] = 0x80;
      const view = new DataView(padding.buffer);
      view.setUint32(1 + zeros, Math.floor(byteCount / 536870912));
      view.setUint32(5 + zeros, (byteCount * 8) >>> 0);
      absorb(padding);
      return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
    },
  };
}

export function sha256Hex(bytes: Uint8Array): string {
  const hash = createSha256();
  hash.update(bytes);
  return hash.hex();
}
