import { describe, expect, it } from "vitest";
import { exactSummary } from "../../src/boosting/learners/tree/exact-quantiles.ts";
import {
  sketchColumn,
  sketchRequest,
  summaryBounds,
} from "../../src/boosting/learners/tree/quantile-sketch.ts";
import { loadWasmBackend } from "../../src/compute/wasm/wasm-backend.ts";

/** 24-bit values of a linear congruential generator, exact in float32. */
function values(rowCount: number): Float32Array {
  let state = 7;
  return Float32Array.from({ length: rowCount }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  });
}

/** Read off a fully grown tree of XGBoost 1.7.4: tree_method=hist, max_depth=0, lambda=0, min_child_weight=0, target = rank. */
const reference = [
  {
    rowCount: 1000,
    maxBin: 16,
    cuts: [
      954140, 1967138, 3000589, 3960931, 4996792, 5955720, 6987299, 8103340, 9301409, 10438341, 11428257,
      12420191, 13667425, 14649169, 15767215,
    ],
  },
  {
    rowCount: 5000,
    maxBin: 64,
    cuts: [
      308489, 544914, 826306, 1102416, 1391036, 1666409, 1932320, 2185421, 2448923, 2726347, 2953221, 3222027,
      3443561, 3814933, 4060515, 4312927, 4527561, 4834013, 5082193, 5282899, 5539652, 5812708, 6106728,
      6336910, 6654358, 6927055, 7225440, 7483102, 7746254, 7992692, 8248687, 8482558, 8719484, 9010203,
      9245600, 9520741, 9760934, 10035399, 10272576, 10496998, 10772549, 11002298, 11308552, 11537591,
      11827781, 12098362, 12358031, 12595456, 12842234, 13088775, 13411865, 13707004, 13959799, 14188040,
      14432359, 14649169, 14930368, 15243356, 15496176, 15720379, 15991333, 16261980, 16532219,
    ],
  },
];

describe("quantile sketch", () => {
  it.each(reference)("$rowCount rows, $maxBin bins: XGBoost 1.7.4's cuts", ({ rowCount, maxBin, cuts }) => {
    const column = values(rowCount);
    expect(Array.from(summaryBounds(sketchColumn(column, undefined, maxBin), maxBin))).toEqual(cuts);
  });

  it("the WASM kernel gives the bits of the plain code, with ties, missing values and several levels", async () => {
    const backend = await loadWasmBackend();
    for (const [rowCount, maxBin, modulus] of [
      [20_000, 16, 16777216],
      [20_000, 256, 700],
      [999, 4, 16777216],
      [5, 256, 3],
      [60_000, 8, 16777216],
    ] as const) {
      const column = values(rowCount).map((value, row) =>
        row % 11 === 5 ? Number.NaN : (value % modulus) - 300,
      );
      const [sketch] = (await backend.sketch([sketchRequest(column, maxBin)]))!;
      expect(sketch).toEqual(sketchColumn(column, undefined, maxBin));
    }
  });

  it("weights of 2 in place of rows twice give the same ranks", () => {
    const column = values(300).map((value) => value % 40);
    const doubled = Float32Array.from([...column, ...column]);
    const weighted = exactSummary(column, new Float32Array(300).fill(2), 1);
    expect(weighted).toEqual(exactSummary(doubled, undefined, 1));
  });

  it("exact quantiles part the rows evenly, the sketch nearly so", () => {
    const column = values(20_000);
    const maxBin = 50;
    for (const summary of [exactSummary(column, undefined, 1), sketchColumn(column, undefined, maxBin)]) {
      const bounds = [...summaryBounds(summary, maxBin), Number.POSITIVE_INFINITY];
      let below = 0;
      for (const bound of bounds) {
        const upTo = column.filter((value) => value < bound).length;
        expect(Math.abs(upTo - below - 400)).toBeLessThan(110);
        below = upTo;
      }
    }
  });
});
