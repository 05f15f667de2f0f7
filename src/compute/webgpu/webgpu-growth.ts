import type { AppliedSplit, BinnedMatrix, NodeTask, SplitCandidate, TreeGrowth } from "../backend.ts";
import { type Histogram, subtractHistogram } from "../js/histogram.ts";
import { createHistogramPools, type HistogramPool } from "../js/histogram-pool.ts";
import { type QuantisedPairs, quantisePairs } from "../js/quantise.ts";
import { scanNode } from "../js/scan-node.ts";
import { uploadPlanes } from "./bin-planes.ts";
import type { Gpu } from "./gpu-device.ts";
import { createGpuHistograms } from "./gpu-histograms.ts";
import type { GpuKernels } from "./gpu-kernels.ts";
import { createGpuRows } from "./gpu-rows.ts";
import { createGrowingBuffers } from "./growing-buffers.ts";

/** What the device was given to do, for the cost model. */
export interface GpuWork {
  /** Pairs added to slots by kernels. */
  additions: number;
}

export interface WebGpuGrowth extends TreeGrowth {
  readonly work: Readonly<GpuWork>;
}

interface TreeState {
  readonly features: Int32Array | null;
  readonly pairs: QuantisedPairs;
  readonly pool: HistogramPool;
  /** Sums that came with the last splits, by node. */
  readonly ready: Map<number, (out: Histogram) => void>;
}

/**
 * Tree growth with histograms and row order on a GPU. Bins stay there; gradients, splits and tables go there as integers,
 * sums and leaf numbers come back. Gains and choices are the specification's own.
 */
export function createWebGpuGrowth(matrix: BinnedMatrix, gpu: Gpu, kernels: GpuKernels): WebGpuGrowth {
  const { rowCount } = matrix;
  const slotCount = matrix.histogramOffsets[matrix.featureCount]!;
  const buffers = createGrowingBuffers(gpu);
  const planes = uploadPlanes(gpu, matrix);
  const setup = { gpu, kernels, matrix, planes, buffers };
  const rows = createGpuRows(setup);
  const histograms = createGpuHistograms(setup);
  const poolFor = createHistogramPools(slotCount);
  const work: GpuWork = { additions: 0 };
  let state: TreeState | null = null;

  function current(): TreeState {
    if (state === null) throw new Error("beginTree comes first");
    return state;
  }

  /** Sums nodes from their rows in one submission. */
  async function sumNodes(nodes: readonly number[]): Promise<((out: Histogram) => void)[]> {
    const ranges = nodes.map((node) => rows.rangeOf(node));
    const counts = ranges.map(([first, end]) => end - first);
    const tasks = buffers.filled(
      "asked",
      Uint32Array.from(ranges.flatMap(([first, end]) => [first, end - first])),
    );
    const encode = histograms.encode(rows.order, tasks, counts);
    const [sums] = await gpu.submit(encode, [histograms.sumsOf(nodes.length)]);
    work.additions += counts.reduce((sum, count) => sum + histograms.additions(count), 0);
    return nodes.map((_, i) => (out) => histograms.read(sums!, i, out));
  }

  async function sumMissing(nodes: readonly NodeTask[]): Promise<void> {
    const { ready } = current();
    const missing = nodes
      .filter(({ node, histogram }) => histogram === "rows" && !ready.has(node))
      .map(({ node }) => node);
    for (let first = 0; first < missing.length; first += histograms.mostNodes()) {
      const some = missing.slice(first, first + histograms.mostNodes());
      (await sumNodes(some)).forEach((read, i) => {
        ready.set(some[i]!, read);
      });
    }
  }

  function histogramFor(task: NodeTask): Histogram {
    const { pool, ready } = current();
    if (task.histogram === "rows") {
      const histogram = pool.hold(task.node);
      ready.get(task.node)!(histogram);
      return histogram;
    }
    subtractHistogram(pool.get(task.histogram.parent), pool.get(task.histogram.sibling));
    pool.rename(task.histogram.parent, task.node);
    return pool.get(task.node);
  }

  /** Moves rows and, where children grow on and it fits, sums the smaller ones in the same submission. */
  async function apply(splits: readonly AppliedSplit[]): Promise<[number, number][]> {
    const { ready } = current();
    ready.clear();
    const sumsToo = splits.every(({ growsOn }) => growsOn) && splits.length <= histograms.mostNodes();
    const moveRows = rows.encodeSplits(splits);
    const most = splits.map(({ split }) => {
      const [first, end] = rows.rangeOf(split.node);
      return Math.floor((end - first) / 2);
    });
    const sum = sumsToo ? histograms.encode(rows.order, rows.smaller(), most) : null;
    const wanted = [rows.leftCounts(splits.length)];
    if (sum !== null) wanted.push(histograms.sumsOf(splits.length));
    const [lefts, sums] = await gpu.submit((encoder) => {
      moveRows(encoder);
      sum?.(encoder);
    }, wanted);
    const counts = rows.settle(splits, new Uint32Array(lefts!));
    if (sums === undefined) return counts;
    splits.forEach(({ left, right }, i) => {
      const [leftCount, rightCount] = counts[i]!;
      const isLeft = leftCount <= rightCount;
      ready.set(isLeft ? left : right, (out) => histograms.read(sums, i, out));
      work.additions += histograms.additions(Math.min(leftCount, rightCount));
    });
    return counts;
  }

  return {
    work,

    beginTree(input) {
      const pairs = quantisePairs(input);
      histograms.takePairs(pairs);
      histograms.offer(input.features);
      rows.reset();
      state = {
        features: input.features,
        pairs,
        pool: poolFor(pairs.quantisation.layout === "packed"),
        ready: new Map(),
      };
      const { quantisation, unit, gradientSum, hessianSum } = pairs;
      return { quantisation, unit, gradientSum, hessianSum };
    },

    async findSplits(nodes, rule): Promise<SplitCandidate[]> {
      const { pairs, pool } = current();
      await sumMissing(nodes);
      const { quantisation } = pairs;
      const candidates = nodes.map((task) =>
        scanNode({ matrix, histogram: histogramFor(task), quantisation, task, rule }),
      );
      nodes.forEach((task, i) => {
        if (task.lastUse || candidates[i]!.feature < 0) pool.release(task.node);
      });
      return candidates;
    },

    async applySplits(splits) {
      return splits.length === 0 ? [] : apply(splits);
    },

    async addLeafValues(leafValues, scores, stride, output) {
      const encode = rows.encodeLeaves();
      const [bytes] = await gpu.submit(encode, [rows.leafIds()]);
      const leafOf = new Uint32Array(bytes!);
      for (let row = 0; row < rowCount; row++) {
        const at = row * stride + output;
        scores[at] = scores[at]! + leafValues[leafOf[row]!]!;
      }
    },

    async rowsOf(node) {
      const [first, end] = rows.rangeOf(node);
      const [bytes] = await gpu.submit(() => undefined, [{ buffer: rows.order, bytes: 4 * rowCount }]);
      return new Uint32Array(bytes!).slice(first, end);
    },

    async histogramOf(node) {
      const { pool, features } = current();
      const out = pool.packed ? new Int32Array(2 * slotCount) : new Float64Array(2 * slotCount);
      histograms.offer(null);
      const [read] = await sumNodes([node]);
      histograms.offer(features);
      read!(out);
      return Float64Array.from(out);
    },

    dispose() {
      state = null;
      for (const buffer of planes.buffers) buffer.destroy();
      buffers.dispose();
    },
  };
}
