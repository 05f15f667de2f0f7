import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { leafOf } from "../../src/boosting/learners/tree/predict-tree.ts";
import type { Tree } from "../../src/boosting/learners/tree/tree.ts";
import { addTrees } from "../../src/boosting/learners/tree/tree-scores.ts";
import { nodeThreads } from "../../src/cli/node-threads.ts";
import { loadWasmBackend } from "../../src/compute/wasm/wasm-backend.ts";
import type { Column } from "../../src/core/dataset.ts";

/** Kernels that walk however little there is to do. */
const start = nodeThreads(new URL("../../src/cli/kernel-thread.mjs", import.meta.url));
const backends = await Promise.all([
  loadWasmBackend({ build: "simd", threads: { start, count: 1, always: true } }),
  loadWasmBackend({ build: "plain", threads: { start, count: 1, always: true } }),
  loadWasmBackend({ build: "simd", threads: { start, count: 3, always: true } }),
]);
afterAll(() => {
  for (const backend of backends) backend.dispose();
});

const FEATURES = 4;
const CATEGORIES = 5;
/** Where floats are easily compared wrongly. */
const EDGES = [
  0,
  -0,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  1e-45,
  -1e-45,
  3.4028234663852886e38,
];

const value = fc.oneof(
  fc.float({ noNaN: false }),
  fc.constantFrom(...EDGES),
  fc.integer({ min: -3, max: 3 }),
  fc.constant(Number.NaN),
);
const threshold = fc.oneof(
  fc.float({ noNaN: true }),
  fc.constantFrom(...EDGES),
  fc.integer({ min: -3, max: 3 }),
);

interface Split {
  readonly feature: number;
  readonly threshold: number;
  readonly defaultLeft: boolean;
  /** Which of the open leaves is split; the larger, the later. */
  readonly leaf: number;
  readonly codes: readonly number[];
}

const split: fc.Arbitrary<Split> = fc.record({
  feature: fc.nat(FEATURES - 1),
  threshold,
  defaultLeft: fc.boolean(),
  leaf: fc.double({ min: 0, max: 1, noNaN: true }),
  codes: fc.uniqueArray(fc.nat(CATEGORIES - 1), { maxLength: CATEGORIES }),
});

/** Splits one open leaf after the other; the last feature is a category where the tree may ask for it. */
function treeOf(splits: readonly Split[], asksCategories: boolean): Tree {
  const nodeCount = 2 * splits.length + 1;
  const ints = () => new Int32Array(nodeCount).fill(-1);
  const tree = {
    nodeCount,
    stride: 1,
    feature: ints(),
    threshold: new Float32Array(nodeCount),
    bin: ints(),
    left: ints(),
    right: ints(),
    parent: ints(),
    defaultLeft: new Uint8Array(nodeCount),
    value: new Float32Array(nodeCount),
    gain: new Float32Array(nodeCount),
    cover: new Float32Array(nodeCount),
    count: new Uint32Array(nodeCount),
    baseWeight: new Float32Array(nodeCount),
  };
  const codes: number[][] = Array.from({ length: nodeCount }, () => []);
  const open = [0];
  splits.forEach((one, n) => {
    const at = open.splice(Math.floor(one.leaf * (open.length - 1)), 1)[0]!;
    const feature = asksCategories ? one.feature : one.feature % (FEATURES - 1);
    tree.feature[at] = feature;
    if (feature === FEATURES - 1) codes[at] = [0, ...one.codes];
    else tree.threshold[at] = one.threshold;
    tree.defaultLeft[at] = one.defaultLeft ? 1 : 0;
    tree.left[at] = 2 * n + 1;
    tree.right[at] = 2 * n + 2;
    open.push(2 * n + 1, 2 * n + 2);
  });
  for (const leaf of open) tree.value[leaf] = (leaf % 17) - 8.3;
  const categoryOffsets = new Uint32Array(nodeCount + 1);
  codes.forEach((list, node) => {
    categoryOffsets[node + 1] = categoryOffsets[node]! + list.length;
  });
  return { ...tree, categoryOffsets, categoryCodes: Int32Array.from(codes.flat()) };
}

function columnsOf(cells: readonly (readonly number[])[]): Column[] {
  const numeric = Array.from({ length: FEATURES - 1 }, (_, feature) => ({
    kind: "numeric" as const,
    name: `x${feature}`,
    values: Float32Array.from(cells, (row) => row[feature]!),
  }));
  const codes = Int32Array.from(cells, (row) => Math.abs(row[FEATURES - 1]! | 0) % (CATEGORIES + 1)).map(
    (code) => code - 1,
  );
  const categories = Array.from({ length: CATEGORIES }, (_, code) => `c${code}`);
  return [...numeric, { kind: "categorical", name: "c", categories, codes }];
}

describe("adding trees to scores", () => {
  it.each([Float32Array, Float64Array])(
    "leads every row to its leaf, in the order of the trees: %o",
    (Scores) => {
      fc.assert(
        fc.property(
          fc.array(
            fc.tuple(
              fc.array(split, { maxLength: 40 }),
              fc.boolean(),
              fc.float({ noNaN: true, min: -2, max: 2 }),
            ),
            {
              minLength: 1,
              maxLength: 4,
            },
          ),
          fc.array(fc.array(value, { minLength: FEATURES, maxLength: FEATURES }), {
            minLength: 1,
            maxLength: 12,
          }),
          fc.constantFrom(1, 31, 32, 255, 256, 257, 700),
          (grown, cells, rowCount) => {
            const features = columnsOf(
              Array.from({ length: rowCount }, (_, row) => cells[row % cells.length]!),
            );
            const trees = grown.map(([splits, asks, weight], n) => ({
              tree: treeOf(splits, asks),
              output: n % 2,
              weight,
            }));
            const scores = new Scores(2 * rowCount).fill(0.25);
            const wanted = scores.slice();
            addTrees(trees, { features, rowCount }, { scores, stride: 2 });
            for (const { tree, output, weight } of trees) {
              for (let row = 0; row < rowCount; row++) {
                const leaf = tree.value[leafOf(tree, features, row)]!;
                const added =
                  Scores === Float32Array ? Math.fround(Math.fround(weight) * leaf) : weight * leaf;
                wanted[2 * row + output] = wanted[2 * row + output]! + added;
              }
            }
            expect(scores).toEqual(wanted);
            for (const backend of backends) {
              const walked = new Scores(2 * rowCount).fill(0.25);
              let isWalked = false;
              addTrees(trees, { features, rowCount }, { scores: walked, stride: 2 }, (request) => {
                isWalked = backend.walk(request);
                return isWalked;
              });
              expect(walked).toEqual(wanted);
              expect(isWalked).toBe(
                rowCount >= 32 && trees.every(({ tree }) => tree.categoryCodes.length === 0),
              );
            }
          },
        ),
        { numRuns: 150 },
      );
    },
  );
});
