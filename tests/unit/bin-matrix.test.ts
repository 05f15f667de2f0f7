import { describe, expect, it } from "vitest";
import { quantileCuts } from "../../src/boosting/learners/tree/quantile-cuts.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { loadWasmBackend } from "../../src/compute/wasm/wasm-backend.ts";

const wasmBackend = await loadWasmBackend();

/** 256 distinct values over and over; where `missingAt` is a row, that one has none. */
async function binned(missingAt: number | null) {
  const values = Float32Array.from({ length: 1024 }, (_, i) => (i === missingAt ? Number.NaN : i % 256));
  const features = [{ kind: "numeric", name: "x", values } as const];
  const cutRequest = {
    features,
    weights: undefined,
    maxBin: 256,
    placement: "value",
    method: "sketch",
  } as const;
  const { cuts } = await quantileCuts({ ...cutRequest, seed: 0 });
  expect(cuts.binCounts[0]).toBe(256);
  return Promise.all([jsBackend, wasmBackend].map((backend) => backend.bin(features, values.length, cuts)));
}

describe("bins of a column with 256 of them", () => {
  it("take a byte where nothing is missing", async () => {
    for (const { bins, hasMissing } of await binned(null)) {
      expect(bins).toBeInstanceOf(Uint8Array);
      expect(hasMissing[0]).toBe(0);
    }
  });

  it.each([0, 255, 256, 1023])("take two with one missing in row %i, which has number 256", async (row) => {
    for (const { bins, hasMissing } of await binned(row)) {
      expect(bins).toBeInstanceOf(Uint16Array);
      expect(hasMissing[0]).toBe(1);
      expect(Array.from(bins)).toEqual(Array.from({ length: 1024 }, (_, i) => (i === row ? 256 : i % 256)));
    }
  });
});
