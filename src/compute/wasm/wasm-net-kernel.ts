import { LabError } from "../../core/errors.ts";
import { activationIds, type NetKernel } from "../net-kernel.ts";
import { netKernels } from "./generated/net-kernels.ts";
import { type GrowableMemory, MOST_PAGES } from "./wasm-memory.ts";
import { compileAlone } from "./wasm-module.ts";

/** What the compiled module exports: net-assembly/kernels.ts. */
interface WasmNetKernels {
  affine(
    x: number,
    stride: number,
    rows: number,
    count: number,
    w: number,
    bias: number,
    hasBias: number,
    y: number,
    width: number,
  ): void;
  affineOne(x: number, stride: number, rows: number, count: number, w: number, bias: number, y: number): void;
  outerSumsOne(
    x: number,
    stride: number,
    rows: number,
    count: number,
    dy: number,
    sums: number,
    columnSums: number,
  ): void;
  outerSums(
    x: number,
    stride: number,
    rows: number,
    count: number,
    dy: number,
    width: number,
    sums: number,
    columnSums: number,
    hasColumns: number,
  ): void;
  entries(
    from: number,
    stride: number,
    rows: number,
    table: number,
    y: number,
    width: number,
    isSum: number,
  ): void;
  gather(x: number, stride: number, rows: number, count: number, to: number): void;
  moments(x: number, stride: number, rows: number, out: number): void;
  activate(kind: number, h: number, a: number, size: number): void;
  activateBack(
    kind: number,
    h: number,
    a: number,
    dy: number,
    rows: number,
    stride: number,
    slope: number,
    hasSlope: number,
  ): void;
  addCells(from: number, to: number, size: number): void;
  addSlopes(from: number, to: number, rows: number, stride: number, slope: number): void;
}

interface NetInstance {
  readonly kernels: WasmNetKernels;
  readonly memory: GrowableMemory;
}

const PAGE_FLOATS = 16_384;

/** Net kernels in WASM with SIMD, each opened with a memory of its own; rejects where either is missing. */
export async function compileNets(): Promise<() => NetKernel> {
  const instantiate = await compileAlone<WasmNetKernels>(netKernels);
  return () => createWasmNetKernel(instantiate());
}

function createWasmNetKernel({ kernels, memory }: NetInstance): NetKernel {
  let floats = new Float32Array(memory.buffer);
  let next = 0;

  function grow(wanted: number): void {
    const pages = Math.ceil((wanted - floats.length) / PAGE_FLOATS);
    const spare = Math.min(Math.ceil(floats.length / PAGE_FLOATS / 2), MOST_PAGES);
    try {
      memory.grow(Math.max(pages, spare));
    } catch {
      try {
        memory.grow(pages);
      } catch {
        throw tooLarge(4 * wanted);
      }
    }
    floats = new Float32Array(memory.buffer);
  }

  return {
    allocate(wanted) {
      const at = next;
      next += (wanted + 3) & ~3;
      if (next > floats.length) grow(next);
      floats.fill(0, at, next);
      return at;
    },
    memory: () => floats,
    get mark() {
      return next;
    },
    release(mark) {
      next = mark;
    },
    affine: ({ x, stride, rows, count, w, bias, y, width }) =>
      kernels.affine(4 * x, stride, rows, count, 4 * w, bias < 0 ? 0 : 4 * bias, +(bias >= 0), 4 * y, width),
    affineOne: ({ x, stride, rows, count, w, bias, y }) =>
      kernels.affineOne(4 * x, stride, rows, count, 4 * w, 4 * bias, 4 * y),
    outerSumsOne: ({ x, stride, rows, count, dy, sums, columnSums }) =>
      kernels.outerSumsOne(4 * x, stride, rows, count, 4 * dy, 4 * sums, 4 * columnSums),
    outerSums: ({ x, stride, rows, count, dy, width, sums, columnSums }) =>
      kernels.outerSums(
        4 * x,
        stride,
        rows,
        count,
        4 * dy,
        width,
        4 * sums,
        columnSums < 0 ? 0 : 4 * columnSums,
        +(columnSums >= 0),
      ),
    addEntries: ({ entries, stride, rows, table, y, width }) =>
      kernels.entries(4 * entries, stride, rows, 4 * table, 4 * y, width, 0),
    sumEntries: ({ entries, stride, rows, table, y, width }) =>
      kernels.entries(4 * entries, stride, rows, 4 * table, 4 * y, width, 1),
    gather(x, stride, rows, to) {
      // Behind what is allocated there is room for the row numbers.
      if (next + rows.length > floats.length) grow(next + rows.length);
      new Uint32Array(memory.buffer, 4 * next, rows.length).set(rows);
      kernels.gather(4 * x, stride, 4 * next, rows.length, 4 * to);
    },
    moments: (x, stride, rows, out) => kernels.moments(4 * x, stride, rows, 4 * out),
    activate: (activation, h, a, size) =>
      kernels.activate(activationIds.indexOf(activation), 4 * h, 4 * a, size),
    activateBack: (activation, { h, a, dy, rows, stride, slope }) =>
      kernels.activateBack(
        activationIds.indexOf(activation),
        4 * h,
        4 * a,
        4 * dy,
        rows,
        stride,
        slope < 0 ? 0 : 4 * slope,
        +(slope >= 0),
      ),
    addCells: ({ from, to, rows, stride, slope }) =>
      slope < 0
        ? kernels.addCells(4 * from, 4 * to, rows * stride)
        : kernels.addSlopes(4 * from, 4 * to, rows, stride, 4 * slope),
    dispose() {
      floats = new Float32Array(0);
    },
  };
}

function tooLarge(bytes: number): LabError {
  return new LabError(
    "backend.unavailable",
    `The nets need ${Math.ceil(bytes / 1048576)} MB, more than this device gives. Use fewer rows, fewer units or smaller batches.`,
    { bytes },
  );
}
