import type { BinnedMatrix, NodeTask, SplitCandidate, SplitRule, TreeGrowth } from "../backend.ts";
import {
  buildHistogram,
  type GatheredPairs,
  gatherPairs,
  type Histogram,
  subtractHistogram,
} from "./histogram.ts";
import { createHistogramPools, type HistogramPool } from "./histogram-pool.ts";
import { type QuantisedPairs, quantisePairs } from "./quantise.ts";
import { createRowPartition, type RowPartition } from "./row-partition.ts";
import { scanNode } from "./scan-node.ts";

interface TreeState {
  readonly features: Int32Array | null;
  readonly pairs: QuantisedPairs;
  readonly partition: RowPartition;
  readonly pool: HistogramPool;
  readonly gathered: GatheredPairs;
}

/** The specification of all backends: plain loops over one binned matrix. */
export function createTreeGrowth(matrix: BinnedMatrix): TreeGrowth {
  const slotCount = matrix.histogramOffsets[matrix.featureCount]!;
  const poolFor = createHistogramPools(slotCount);
  let state: TreeState | null = null;

  function current(): TreeState {
    if (state === null) throw new Error("beginTree comes first");
    return state;
  }

  function fromRows(node: number, features: Int32Array | null, histogram: Histogram): void {
    const { pairs, partition, gathered } = current();
    const rows = partition.rowsOf(node);
    const all = rows.length === matrix.rowCount;
    buildHistogram(matrix, rows, all ? pairs : gatherPairs(pairs, rows, gathered), features, histogram);
  }

  function histogramFor(task: NodeTask): Histogram {
    const { pool, features } = current();
    if (task.histogram === "rows") {
      const histogram = pool.hold(task.node);
      fromRows(task.node, features, histogram);
      return histogram;
    }
    subtractHistogram(pool.get(task.histogram.parent), pool.get(task.histogram.sibling));
    pool.rename(task.histogram.parent, task.node);
    return pool.get(task.node);
  }

  return {
    beginTree(input) {
      const pairs = quantisePairs(input);
      const packed = pairs.quantisation.layout === "packed";
      const empty = () => (packed ? new Int32Array(matrix.rowCount) : new Float64Array(matrix.rowCount));
      state = {
        features: input.features,
        pairs,
        partition: createRowPartition(matrix),
        pool: poolFor(packed),
        gathered: { gradient: empty(), hessian: empty() },
      };
      const { quantisation, unit, gradientSum, hessianSum } = pairs;
      return { quantisation, unit, gradientSum, hessianSum };
    },

    findSplits(nodes: readonly NodeTask[], rule: SplitRule): SplitCandidate[] {
      const { pairs, pool } = current();
      const candidates = nodes.map((task) =>
        scanNode({
          matrix,
          histogram: histogramFor(task),
          quantisation: pairs.quantisation,
          task,
          rule,
        }),
      );
      nodes.forEach((task, i) => {
        if (task.lastUse || candidates[i]!.feature < 0) pool.release(task.node);
      });
      return candidates;
    },

    applySplits(splits) {
      const { partition } = current();
      return splits.map(({ split, left, right }) => partition.split(split, left, right));
    },

    addLeafValues(leafValues, scores, stride, output) {
      const { partition } = current();
      for (const leaf of partition.leaves()) {
        const value = leafValues[leaf]!;
        for (const row of partition.rowsOf(leaf)) {
          const at = row * stride + output;
          scores[at] = scores[at]! + value;
        }
      }
    },

    rowsOf: (node) => current().partition.rowsOf(node),

    histogramOf(node) {
      const { pairs } = current();
      const length = 2 * slotCount;
      const histogram =
        pairs.quantisation.layout === "packed" ? new Int32Array(length) : new Float64Array(length);
      fromRows(node, null, histogram);
      return Float64Array.from(histogram);
    },

    dispose() {
      state = null;
    },
  };
}
