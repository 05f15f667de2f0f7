import { exp } from "../../core/deterministic-math.ts";
import { type Activation, BLOCK_ROWS, type NetKernel } from "../net-kernel.ts";

const fround = Math.fround;
const LEAK = fround(0.1);
const FIRST_FLOATS = 16_384;

/** The specification of net kernels. */
export function createJsNetKernel(): NetKernel {
  let memory = new Float32Array(FIRST_FLOATS);
  let next = 0;
  let block = new Float32Array(0);

  function blockOf(floats: number): Float32Array {
    if (block.length < floats) block = new Float32Array(floats);
    return block.fill(0, 0, floats);
  }

  return {
    allocate(floats) {
      const at = next;
      next += (floats + 3) & ~3;
      if (next > memory.length) {
        const larger = new Float32Array(Math.max(next, 2 * memory.length));
        larger.set(memory);
        memory = larger;
      }
      memory.fill(0, at, next);
      return at;
    },
    memory: () => memory,
    get mark() {
      return next;
    },
    release(mark) {
      next = mark;
    },
    affine({ x, stride, rows, count, w, bias, y, width }) {
      for (let r = 0; r < rows; r++) {
        const to = y + r * width;
        if (bias >= 0) memory.copyWithin(to, bias, bias + width);
        for (let i = 0; i < count; i++) {
          const value = memory[x + r * stride + i]!;
          const from = w + i * width;
          for (let j = 0; j < width; j++) memory[to + j]! += fround(value * memory[from + j]!);
        }
      }
    },
    affineOne({ x, stride, rows, count, w, bias, y }) {
      for (let r = 0; r < rows; r++) {
        let sum = memory[bias]!;
        for (let i = 0; i < count; i++) {
          sum = fround(sum + fround(memory[x + r * stride + i]! * memory[w + 4 * i]!));
        }
        memory[y + 4 * r] = sum;
        memory.fill(0, y + 4 * r + 1, y + 4 * r + 4);
      }
    },
    outerSumsOne({ x, stride, rows, count, dy, sums, columnSums }) {
      for (let first = 0; first < rows; first += BLOCK_ROWS) {
        const end = Math.min(rows, first + BLOCK_ROWS);
        const part = blockOf(count + 1);
        for (let r = first; r < end; r++) {
          const slope = memory[dy + 4 * r]!;
          for (let i = 0; i < count; i++) part[i]! += fround(memory[x + r * stride + i]! * slope);
          part[count]! += slope;
        }
        for (let i = 0; i < count; i++) memory[sums + 4 * i]! += part[i]!;
        memory[columnSums]! += part[count]!;
      }
    },
    outerSums({ x, stride, rows, count, dy, width, sums, columnSums }) {
      const size = count * width;
      for (let first = 0; first < rows; first += BLOCK_ROWS) {
        const end = Math.min(rows, first + BLOCK_ROWS);
        const part = blockOf(size + width);
        for (let r = first; r < end; r++) {
          const from = dy + r * width;
          for (let i = 0; i < count; i++) {
            const value = memory[x + r * stride + i]!;
            const to = i * width;
            for (let j = 0; j < width; j++) part[to + j]! += fround(value * memory[from + j]!);
          }
          for (let j = 0; j < width; j++) part[size + j]! += memory[from + j]!;
        }
        for (let i = 0; i < size; i++) memory[sums + i]! += part[i]!;
        if (columnSums < 0) continue;
        for (let j = 0; j < width; j++) memory[columnSums + j]! += part[size + j]!;
      }
    },
    addEntries({ entries, stride, rows, table, y, width }) {
      for (let r = 0, to = y; r < rows; r++) {
        const from = table + memory[entries + r * stride]! * width;
        for (let j = 0; j < width; j++, to++) memory[to]! += memory[from + j]!;
      }
    },
    sumEntries({ entries, stride, rows, table, y, width }) {
      for (let r = 0, from = y; r < rows; r++) {
        const to = table + memory[entries + r * stride]! * width;
        for (let j = 0; j < width; j++, from++) memory[to + j]! += memory[from]!;
      }
    },
    gather(x, stride, rows, to) {
      for (let r = 0; r < rows.length; r++) {
        const from = x + rows[r]! * stride;
        memory.copyWithin(to + r * stride, from, from + stride);
      }
    },
    moments(x, stride, rows, out) {
      const count = fround(rows);
      const spread = out + stride;
      sumBlocks(memory, {
        rows,
        stride,
        out,
        block: blockOf(stride),
        term: (r, j) => memory[x + r * stride + j]!,
      });
      for (let j = 0; j < stride; j++) memory[out + j]! /= count;
      const square = (r: number, j: number) => {
        const off = fround(memory[x + r * stride + j]! - memory[out + j]!);
        return fround(off * off);
      };
      sumBlocks(memory, { rows, stride, out: spread, block: blockOf(stride), term: square });
      for (let j = 0; j < stride; j++) memory[spread + j]! /= count;
    },
    activate(activation, h, a, size) {
      const answer = answers[activation];
      for (let i = 0; i < size; i++) memory[a + i] = answer(memory[h + i]!);
    },
    activateBack(activation, { h, a, dy, rows, stride, slope }) {
      const derivative = derivatives[activation];
      for (let r = 0; r < rows; r++) {
        for (let j = 0; j < stride; j++) {
          const at = r * stride + j;
          const value = memory[a + at]!;
          let wanted = memory[dy + at]!;
          if (slope >= 0) wanted = fround(wanted + fround(memory[slope + j]! * value));
          memory[dy + at] = wanted * derivative(memory[h + at]!, value);
        }
      }
    },
    addCells({ from, to, rows, stride, slope }) {
      for (let r = 0, at = 0; r < rows; r++) {
        for (let j = 0; j < stride; j++, at++) {
          const value = memory[from + at]!;
          memory[to + at]! += slope < 0 ? value : fround(memory[slope + j]! * value);
        }
      }
    },
    dispose() {
      memory = new Float32Array(0);
    },
  };
}

interface BlockSums {
  readonly rows: number;
  readonly stride: number;
  readonly out: number;
  readonly block: Float32Array;
  readonly term: (row: number, column: number) => number;
}

function sumBlocks(memory: Float32Array, { rows, stride, out, block, term }: BlockSums): void {
  memory.fill(0, out, out + stride);
  for (let first = 0; first < rows; first += BLOCK_ROWS) {
    const end = Math.min(rows, first + BLOCK_ROWS);
    block.fill(0);
    for (let r = first; r < end; r++) for (let j = 0; j < stride; j++) block[j]! += term(r, j);
    for (let j = 0; j < stride; j++) memory[out + j]! += block[j]!;
  }
}

/** In double precision, rounded once. */
const logistic = (x: number) => 1 / (1 + exp(-x));

function tanh(x: number): number {
  const small = exp(-2 * Math.abs(x));
  const size = (1 - small) / (1 + small);
  return x < 0 ? -size : size;
}

const answers: { readonly [id in Activation]: (h: number) => number } = {
  leaky_relu: (h) => (h > 0 ? h : fround(LEAK * h)),
  relu: (h) => Math.max(h, 0),
  tanh,
  silu: (h) => h * logistic(h),
  logistic,
};

/** By the input and, where that says it, the answer. */
const derivatives: { readonly [id in Activation]: (h: number, a: number) => number } = {
  leaky_relu: (h) => (h > 0 ? 1 : LEAK),
  relu: (h) => (h > 0 ? 1 : 0),
  tanh: (_, a) => fround(1 - fround(a * a)),
  silu(h) {
    const s = logistic(h);
    return fround(s * (1 + h * (1 - s)));
  },
  logistic: (_, a) => fround(a * fround(1 - a)),
};
