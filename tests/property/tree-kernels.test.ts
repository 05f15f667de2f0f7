import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantileCuts } from "../../src/boosting/learners/tree/quantile-cuts.ts";
import type { SplitRule } from "../../src/compute/backend.ts";
import { binMatrix } from "../../src/compute/js/bin-matrix.ts";
import { quantisePairs } from "../../src/compute/js/quantise.ts";
import { createTreeGrowth } from "../../src/compute/js/tree-growth.ts";
import { powerOfTwo } from "../../src/compute/quantisation.ts";
import { nodeGain } from "../../src/compute/split-gain.ts";
import type { Column } from "../../src/core/dataset.ts";

const rule: SplitRule = {
  lambda: 1,
  alpha: 0,
  minChildWeight: 0,
  maxDeltaStep: 0,
  maxCatToOnehot: 4,
  maxCatThreshold: 64,
};

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -6, max: 6 }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
  { weight: 1, arbitrary: fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }) },
);

const problem = fc.integer({ min: 2, max: 40 }).chain((rowCount) =>
  fc.record({
    columns: fc.array(fc.array(cell, { minLength: rowCount, maxLength: rowCount }), {
      minLength: 1,
      maxLength: 4,
    }),
    gradient: fc.array(fc.float({ noNaN: true, min: -1000, max: 1000 }), {
      minLength: rowCount,
      maxLength: rowCount,
    }),
    hessian: fc.array(fc.float({ noNaN: true, min: 0, max: 4 }), {
      minLength: rowCount,
      maxLength: rowCount,
    }),
    maxBin: fc.integer({ min: 2, max: 12 }),
  }),
);

function columnsOf(values: readonly (readonly number[])[]): Column[] {
  return values.map((column, f) => ({ kind: "numeric", name: `x${f}`, values: Float32Array.from(column) }));
}

async function open(input: { columns: number[][]; gradient: number[]; hessian: number[]; maxBin: number }) {
  const features = columnsOf(input.columns);
  const request = {
    features,
    weights: undefined,
    maxBin: input.maxBin,
    placement: "value",
    method: "sketch",
    seed: 1,
  } as const;
  const { cuts } = await quantileCuts(request);
  const matrix = binMatrix(features, input.gradient.length, cuts);
  const growth = createTreeGrowth(matrix);
  const root = await growth.beginTree({
    gradient: Float32Array.from(input.gradient),
    hessian: Float32Array.from(input.hessian),
    sampled: null,
    features: null,
  });
  return { features, cuts, matrix, growth, root };
}

function sumsOf(histogram: Float64Array, first: number, end: number): [number, number] {
  let gradient = 0;
  let hessian = 0;
  for (let slot = first; slot < end; slot++) {
    gradient += histogram[2 * slot]!;
    hessian += histogram[2 * slot + 1]!;
  }
  return [gradient, hessian];
}

const pairsOf = (gradient: Float32Array, hessian: Float32Array) => ({
  gradient,
  hessian,
  sampled: null,
  features: null,
});

describe("tree kernels", () => {
  it("bins are monotone in the value and below the bin count", async () => {
    await fc.assert(
      fc.asyncProperty(problem, async (input) => {
        const { features, matrix } = await open(input);
        features.forEach((column, f) => {
          if (column.kind !== "numeric") return;
          const bins = matrix.bins.subarray(f * matrix.rowCount, (f + 1) * matrix.rowCount);
          const order = Array.from(column.values.keys())
            .filter((row) => !Number.isNaN(column.values[row]!))
            .sort((a, b) => column.values[a]! - column.values[b]!);
          for (let i = 1; i < order.length; i++) {
            expect(bins[order[i]!]!).toBeGreaterThanOrEqual(bins[order[i - 1]!]!);
          }
          column.values.forEach((value, row) => {
            if (Number.isNaN(value)) expect(bins[row]).toBe(matrix.cuts.binCounts[f]);
            else expect(bins[row]!).toBeLessThan(matrix.cuts.binCounts[f]!);
          });
        });
      }),
    );
  });

  it("each feature's histogram sums to the node's sums", async () => {
    await fc.assert(
      fc.asyncProperty(problem, async (input) => {
        const { matrix, growth, root } = await open(input);
        const histogram = await growth.histogramOf(0);
        for (let f = 0; f < matrix.featureCount; f++) {
          const sums = sumsOf(histogram, matrix.histogramOffsets[f]!, matrix.histogramOffsets[f + 1]!);
          expect(sums).toEqual([root.gradientSum, root.hessianSum]);
        }
      }),
    );
  });

  it("a split moves every row once, and both children's sums are the ones announced", async () => {
    await fc.assert(
      fc.asyncProperty(problem, async (input) => {
        const { matrix, growth, root } = await open(input);
        const [best] = await growth.findSplits(
          [
            {
              node: 0,
              gradientSum: root.gradientSum,
              hessianSum: root.hessianSum,
              features: null,
              histogram: "rows",
              lastUse: true,
            },
          ],
          rule,
        );
        fc.pre(best!.feature >= 0);
        const [[leftCount, rightCount]] = (await growth.applySplits([
          { split: best!, left: 1, right: 2, growsOn: false },
        ])) as [[number, number]];
        const rows = [...(await growth.rowsOf(1)), ...(await growth.rowsOf(2))];
        expect(leftCount + rightCount).toBe(matrix.rowCount);
        expect([...rows].sort((a, b) => a - b)).toEqual(Array.from({ length: matrix.rowCount }, (_, i) => i));
        const end = matrix.histogramOffsets[1]!;
        expect(sumsOf(await growth.histogramOf(1), 0, end)).toEqual([best!.leftGradient, best!.leftHessian]);
        expect(sumsOf(await growth.histogramOf(2), 0, end)).toEqual([
          best!.rightGradient,
          best!.rightHessian,
        ]);
      }),
    );
  });

  it("the best split is the one that brute force over all cuts and both directions finds", async () => {
    await fc.assert(
      fc.asyncProperty(problem, async (input) => {
        const { features, cuts, matrix, growth, root } = await open(input);
        const [best] = await growth.findSplits(
          [
            {
              node: 0,
              gradientSum: root.gradientSum,
              hessianSum: root.hessianSum,
              features: null,
              histogram: "rows",
              lastUse: true,
            },
          ],
          rule,
        );
        const pairs = quantisePairs({
          gradient: Float32Array.from(input.gradient),
          hessian: Float32Array.from(input.hessian),
          sampled: null,
          features: null,
        });
        const scales = [
          powerOfTwo(-pairs.quantisation.gradientExponent),
          powerOfTwo(-pairs.quantisation.hessianExponent),
        ] as const;
        const gainOf = (rows: readonly number[]): [number, number] => {
          let g = 0;
          let h = 0;
          for (const row of rows) {
            g += pairs.gradient[row]!;
            h += pairs.hessian[row]!;
          }
          return [g * scales[0], h * scales[1]];
        };
        const all = Array.from({ length: matrix.rowCount }, (_, row) => row);
        let top = Number.NEGATIVE_INFINITY;
        features.forEach((column, f) => {
          if (column.kind !== "numeric") return;
          const own = [-Infinity, ...cuts.values.subarray(cuts.offsets[f]!, cuts.offsets[f + 1]!)];
          for (const cut of own) {
            for (const missingLeft of [false, true]) {
              const isLeft = (row: number) =>
                Number.isNaN(column.values[row]!) ? missingLeft : column.values[row]! < cut;
              const left = gainOf(all.filter(isLeft));
              const right = gainOf(all.filter((row) => !isLeft(row)));
              if (left[1] <= 0 || right[1] <= 0) continue;
              const children = Math.fround(nodeGain(...left, rule) + nodeGain(...right, rule));
              top = Math.max(top, Math.fround(children - nodeGain(...gainOf(all), rule)));
            }
          }
        });
        expect(best!.gain).toBe(top);
      }),
    );
  });

  it("a child by subtraction has the histogram of its rows", async () => {
    await fc.assert(
      fc.asyncProperty(problem, async (input) => {
        const direct = await open(input);
        const { growth, root } = direct;
        const task = { features: null, lastUse: false } as const;
        const whole = {
          node: 0,
          gradientSum: root.gradientSum,
          hessianSum: root.hessianSum,
          histogram: "rows",
        } as const;
        const [best] = await growth.findSplits([{ ...task, ...whole }], rule);
        fc.pre(best!.feature >= 0);
        await growth.applySplits([{ split: best!, left: 1, right: 2, growsOn: false }]);
        const left = { node: 1, gradientSum: best!.leftGradient, hessianSum: best!.leftHessian };
        const right = { node: 2, gradientSum: best!.rightGradient, hessianSum: best!.rightHessian };
        const [, subtracted] = await growth.findSplits(
          [
            { ...task, ...left, histogram: "rows" },
            { ...task, ...right, histogram: { parent: 0, sibling: 1 } },
          ],
          rule,
        );
        const [fromRows] = await growth.findSplits([{ ...task, ...right, histogram: "rows" }], rule);
        expect(subtracted).toEqual(fromRows);
      }),
    );
  });
});

describe("quantiser", () => {
  it("no partial sum passes the limit, zero stays zero, a positive hessian stays positive", () => {
    const wild = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(wild, { minLength: 1, maxLength: 50 }), fc.boolean(), (values, many) => {
        const repeated = many ? Array.from({ length: 66000 }, (_, i) => values[i % values.length]!) : values;
        const gradient = Float32Array.from(repeated);
        const hessian = gradient.map(Math.abs);
        const pairs = quantisePairs(pairsOf(gradient, hessian));
        const limit = pairs.quantisation.layout === "packed" ? 2147483647 : 2251799813685248;
        let total = 0;
        const wrong = pairs.hessian.findIndex((value, i) => {
          total += value;
          return !Number.isInteger(value) || value > 0 !== hessian[i]! > 0;
        });
        expect(wrong).toBe(-1);
        expect(total).toBeLessThanOrEqual(limit);
        expect(pairs.hessianSum).toBe(total);
      }),
      { numRuns: 30 },
    );
  });

  it("integer sums are the float64 sums to within half a step a row, with one row 2^30 times heavier", () => {
    const value = fc.float({ noNaN: true, min: -100, max: 100 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 300 }), fc.boolean(), (values, isHeavy) => {
        const gradient = Float32Array.from(values);
        if (isHeavy) gradient[0] = gradient[0]! * 1073741824;
        const { gradientSum, quantisation } = quantisePairs(
          pairsOf(gradient, new Float32Array(values.length).fill(1)),
        );
        const step = powerOfTwo(-quantisation.gradientExponent);
        const sum = gradient.reduce((total, each) => total + each, 0);
        expect(Math.abs(gradientSum * step - sum)).toBeLessThanOrEqual((values.length * step) / 2 + 1e-6);
      }),
    );
  });

  it("one outlier does not cost the others their bits", () => {
    const gradient = new Float32Array(100_000).fill(1);
    gradient[17] = 1e9;
    const pairs = quantisePairs(pairsOf(gradient, new Float32Array(100_000).fill(1)));
    expect(pairs.quantisation.layout).toBe("wide");
    expect(pairs.gradient[0]! * powerOfTwo(-pairs.quantisation.gradientExponent)).toBeCloseTo(1, 5);
  });

  it("sums over sampled rows leave out the others exactly", () => {
    const gradient = Float32Array.of(1, 2, 3);
    const pairs = quantisePairs({
      ...pairsOf(gradient, Float32Array.of(1, 1, 1)),
      sampled: Uint8Array.of(1, 0, 1),
    });
    expect(pairs.gradient[1]).toBe(0);
    expect(pairs.hessianSum * powerOfTwo(-pairs.quantisation.hessianExponent)).toBe(2);
  });
});
