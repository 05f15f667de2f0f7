import { describe, expect, it } from "vitest";
import { createJsNetKernel } from "../../src/compute/js/net-kernel.ts";
import { type NetKernel, padded } from "../../src/compute/net-kernel.ts";
import { compileNets } from "../../src/compute/wasm/wasm-net-kernel.ts";
import { createRandomSource } from "../../src/core/random.ts";

const random = createRandomSource(3, "one-column");
const ROWS = 301;
const createWasmKernel = await compileNets();

/** Random cells with zeros behind `columns` of each row. */
function place(kernel: NetKernel, rows: number, columns: number, purpose: number): number {
  const stride = padded(columns);
  const at = kernel.allocate(rows * stride);
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < columns; i++)
      kernel.memory()[at + r * stride + i] = random.uniform(purpose, r, i) - 0.4;
  }
  return at;
}

const read = (kernel: NetKernel, at: number, size: number) => [...kernel.memory().subarray(at, at + size)];

function products(kernel: NetKernel, count: number, rows: number) {
  const x = place(kernel, rows, count, 1);
  const w = place(kernel, count, 1, 2);
  const bias = place(kernel, 1, 1, 3);
  const dy = place(kernel, rows, 1, 4);
  const own = kernel.allocate(4 * rows);
  const general = kernel.allocate(4 * rows);
  const call = { x, stride: padded(count), rows, count };
  kernel.memory().fill(7, own, own + 4 * rows);
  kernel.affineOne({ ...call, w, bias, y: own });
  kernel.affine({ ...call, w, bias, y: general, width: 4 });
  const sums = [0, 1].map(() => place(kernel, count + 1, 1, 5));
  const [ownSums, generalSums] = sums as [number, number];
  const at = (address: number) => ({ dy, sums: address, columnSums: address + 4 * count });
  kernel.outerSumsOne({ ...call, ...at(ownSums) });
  kernel.outerSums({ ...call, ...at(generalSums), width: 4 });
  const size = 4 * (count + 1);
  return {
    own: [...read(kernel, own, 4 * rows), ...read(kernel, ownSums, size)],
    general: [...read(kernel, general, 4 * rows), ...read(kernel, generalSums, size)],
  };
}

describe.each([
  { name: "js", create: createJsNetKernel },
  { name: "wasm", create: createWasmKernel },
])("products with one column in $name", ({ create }) => {
  it.each([1, 3, 4, 16, 21, 36])("have the bits of those with more, from %i inputs", (count) => {
    for (const rows of [3, 8, ROWS]) {
      const { own, general } = products(create(), count, rows);
      expect(own).toEqual(general);
      expect(own).toEqual(products(createJsNetKernel(), count, rows).own);
    }
  });
});
