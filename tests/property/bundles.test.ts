import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantileCuts } from "../../src/boosting/learners/tree/quantile-cuts.ts";
import { binMatrix } from "../../src/compute/js/bin-matrix.ts";
import { bundleColumns } from "../../src/compute/wasm/bundles.ts";

const ROWS = 60;

async function matrixOf(columns: readonly (readonly number[])[]) {
  const features = columns.map((column, f) => ({
    kind: "numeric" as const,
    name: `x${f}`,
    values: Float32Array.from(column),
  }));
  const { cuts } = await quantileCuts({
    features,
    weights: undefined,
    maxBin: 256,
    placement: "value",
    method: "sketch",
    seed: 1,
  });
  return binMatrix(features, ROWS, cuts);
}

const oneHot = (size: number) =>
  Array.from({ length: size }, (_, k) => Array.from({ length: ROWS }, (__, row) => +(row % size === k)));

describe("bundles of exclusive columns", () => {
  it("make one column of a category's columns of 0 and 1", async () => {
    const [bundle, ...others] = bundleColumns(await matrixOf(oneHot(12)));
    expect(others).toEqual([]);
    expect(bundle!.members.map(({ feature }) => feature)).toEqual([...Array(12).keys()]);
    expect(bundle!.slotCount).toBe(13);
  });

  it("leave out columns with missing values, without a common value, and those that are alone", async () => {
    const missing = Array.from({ length: ROWS }, (_, row) => (row === 3 ? Number.NaN : 0));
    const spread = Array.from({ length: ROWS }, (_, row) => row);
    const alone = Array.from({ length: ROWS }, (_, row) => +(row < 5));
    expect(bundleColumns(await matrixOf([missing, spread, alone]))).toEqual([]);
  });

  it("hold every bin of every member, whatever the columns are", async () => {
    const cell = fc.oneof(
      { weight: 12, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: -4, max: 4 }) },
    );
    const column = fc.array(cell, { minLength: ROWS, maxLength: ROWS });
    let bundled = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(column, { minLength: 2, maxLength: 8 }), async (columns) => {
        const matrix = await matrixOf(columns);
        for (const { members, bins, slotCount } of bundleColumns(matrix)) {
          for (const { feature, commonBin, firstSlot } of members) {
            bundled++;
            const end = firstSlot + matrix.cuts.binCounts[feature]! - 1;
            expect(end).toBeLessThanOrEqual(slotCount);
            const read = Array.from(bins, (slot) => {
              if (slot < firstSlot || slot >= end) return commonBin;
              const bin = slot - firstSlot;
              return bin >= commonBin ? bin + 1 : bin;
            });
            expect(read).toEqual([...matrix.bins.subarray(feature * ROWS, (feature + 1) * ROWS)]);
          }
        }
      }),
    );
    expect(bundled).toBeGreaterThan(0);
  });
});
