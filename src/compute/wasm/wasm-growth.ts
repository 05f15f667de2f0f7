import { LabError } from "../../core/errors.ts";
import type { BinnedMatrix, NodeTask, SplitCandidate, TreeGrowth } from "../backend.ts";
import { leftBins } from "../js/row-partition.ts";
import { chooseQuantisation, powerOfTwo, type Quantisation } from "../quantisation.ts";
import { createColumns } from "./wasm-columns.ts";
import { createWasmHistograms, type WasmHistograms } from "./wasm-histograms.ts";
import type { KernelInstance } from "./wasm-kernels.ts";
import { createArena, type WasmArena } from "./wasm-memory.ts";
import { createWasmScanner, type WasmScanner } from "./wasm-scan.ts";

/** Byte offsets of everything that lives as long as the growth. */
function layOut(arena: WasmArena, matrix: BinnedMatrix) {
  const { rowCount, featureCount } = matrix;
  const widest = matrix.cuts.binCounts.reduce((most, count) => Math.max(most, count), 0);
  const at = {
    bins: arena.allocate(matrix.bins.byteLength),
    rows: arena.allocate(4 * rowCount),
    scratch: arena.allocate(4 * rowCount),
    gradient: arena.allocate(4 * rowCount),
    hessian: arena.allocate(4 * rowCount),
    sampled: arena.allocate(rowCount),
    pairs: arena.allocate(16 * rowCount),
    gathered: arena.allocate(16 * rowCount),
    layout: arena.allocate(12 * featureCount),
    list: arena.allocate(4 * featureCount),
    goesLeft: arena.allocate(widest + 1),
    counts: arena.allocate(1024),
    best: arena.allocate(48),
    sum: arena.allocate(16),
  };
  const { bins } = matrix;
  arena
    .bytes(at.bins, bins.byteLength)
    .set(new Uint8Array(bins.buffer as ArrayBuffer, bins.byteOffset, bins.byteLength));
  const layout = arena.ints(at.layout, 3 * featureCount);
  for (let f = 0; f < featureCount; f++) {
    layout.set([matrix.histogramOffsets[f]!, matrix.cuts.binCounts[f]!, matrix.hasMissing[f]!], 3 * f);
  }
  return at;
}

interface TreeState {
  readonly packed: boolean;
  readonly features: Int32Array | null;
  readonly ranges: Map<number, readonly [number, number]>;
  readonly histograms: WasmHistograms;
  readonly scanner: WasmScanner;
}

/** Tree growth in WASM, one thread; the same bits as js/tree-growth. */
export function createWasmGrowth(matrix: BinnedMatrix, instance: KernelInstance): TreeGrowth {
  const { kernels } = instance;
  const arena = createArena(instance.memory);
  const at = layOut(arena, matrix);
  const { rowCount } = matrix;
  const wide16 = matrix.bins instanceof Uint16Array;
  const slotCount = matrix.histogramOffsets[matrix.featureCount]!;
  const addColumns = createColumns({ kernels, arena, matrix, bins: at.bins });
  const pools = new Map<boolean, WasmHistograms>();
  let state: TreeState | null = null;

  function current(): TreeState {
    if (state === null) throw new Error("beginTree comes first");
    return state;
  }

  function poolFor(packed: boolean): WasmHistograms {
    const pool = pools.get(packed) ?? createWasmHistograms(arena, slotCount, packed);
    pools.set(packed, pool);
    pool.releaseAll();
    return pool;
  }

  function exponentCounts(values: number, sampled: number): Float64Array {
    kernels.countExponents(values, sampled, rowCount, at.counts);
    const counts = Float64Array.from(arena.words(at.counts, 256));
    if (counts[255]! > 0) {
      throw new LabError("train.non-finite", "A gradient became infinite or undefined.", {
        rows: counts[255]!,
      });
    }
    return counts;
  }

  function quantise(sampled: number): {
    quantisation: Quantisation;
    gradientSum: number;
    hessianSum: number;
  } {
    const quantisation = chooseQuantisation(
      exponentCounts(at.gradient, sampled),
      exponentCounts(at.hessian, sampled),
      rowCount,
    );
    const packed = quantisation.layout === "packed";
    const run = packed ? kernels.quantisePacked : kernels.quantiseWide;
    const gradientScale = powerOfTwo(quantisation.gradientExponent);
    const hessianScale = powerOfTwo(quantisation.hessianExponent);
    run(at.gradient, at.hessian, sampled, rowCount, gradientScale, hessianScale, at.pairs, at.sum);
    if (!packed) {
      const [gradientSum, hessianSum] = arena.doubles(at.sum, 2);
      return { quantisation, gradientSum: gradientSum!, hessianSum: hessianSum! };
    }
    const [low, high] = arena.ints(at.sum, 2);
    return { quantisation, gradientSum: low!, hessianSum: high! + (low! < 0 ? 1 : 0) };
  }

  function addRows(node: number, features: Int32Array | null, histogram: number): void {
    const { ranges, packed } = current();
    const [start, end] = ranges.get(node)!;
    const count = end - start;
    const all = count === rowCount;
    const rows = at.rows + 4 * start;
    if (!all) {
      const gather = packed ? kernels.gatherPacked : kernels.gatherWide;
      gather(at.pairs, rows, count, at.gathered);
    }
    const pairs = all ? at.pairs : at.gathered;
    addColumns({ rows: all ? 0 : rows, count, pairs, histogram }, features, packed);
  }

  function histogramFor(task: NodeTask): number {
    const { histograms, features, packed } = current();
    if (task.histogram === "rows") {
      const histogram = histograms.hold(task.node);
      addRows(task.node, features, histogram);
      return histogram;
    }
    const { parent, sibling } = task.histogram;
    const subtract = packed ? kernels.subtractPacked : kernels.subtractWide;
    subtract(histograms.get(parent), histograms.get(sibling), (slotCount * histograms.slotBytes + 15) & ~15);
    histograms.rename(parent, task.node);
    return histograms.get(task.node);
  }

  function splitNode(split: SplitCandidate, left: number, right: number): [number, number] {
    const { ranges } = current();
    const [start, end] = ranges.get(split.node)!;
    const goesLeft = leftBins(matrix, split);
    arena.bytes(at.goesLeft, goesLeft.length).set(goesLeft);
    const run = wide16 ? kernels.splitRows16 : kernels.splitRows8;
    const column = at.bins + split.feature * rowCount * (wide16 ? 2 : 1);
    const leftCount = run(column, at.rows + 4 * start, end - start, at.goesLeft, at.scratch);
    ranges.delete(split.node);
    ranges.set(left, [start, start + leftCount]);
    ranges.set(right, [start + leftCount, end]);
    return [leftCount, end - start - leftCount];
  }

  return {
    beginTree({ gradient, hessian, sampled, features }) {
      arena.singles(at.gradient, rowCount).set(gradient);
      arena.singles(at.hessian, rowCount).set(hessian);
      if (sampled !== null) arena.bytes(at.sampled, rowCount).set(sampled);
      const rows = arena.words(at.rows, rowCount);
      for (let i = 0; i < rowCount; i++) rows[i] = i;
      const begun = quantise(sampled === null ? 0 : at.sampled);
      const packed = begun.quantisation.layout === "packed";
      const histograms = poolFor(packed);
      const { layout, list, best } = at;
      const scanner = createWasmScanner({
        kernels,
        arena,
        matrix,
        layout,
        list,
        best,
        histograms,
        quantisation: begun.quantisation,
      });
      state = { packed, features, ranges: new Map([[0, [0, rowCount]]]), histograms, scanner };
      return begun;
    },

    findSplits(nodes, rule) {
      const { scanner, histograms } = current();
      const candidates = nodes.map((task) => scanner.scan(task, histogramFor(task), rule));
      nodes.forEach((task, i) => {
        if (task.lastUse || candidates[i]!.feature < 0) histograms.release(task.node);
      });
      return candidates;
    },

    applySplits: (splits) => splits.map(({ split, left, right }) => splitNode(split, left, right)),

    addLeafValues(leafValues, scores, stride, output) {
      for (const [leaf, [start, end]] of current().ranges) {
        kernels.spreadValue(at.rows + 4 * start, end - start, leafValues[leaf]!, at.scratch);
      }
      const added = arena.singles(at.scratch, rowCount);
      for (let row = 0, to = output; row < rowCount; row++, to += stride)
        scores[to] = scores[to]! + added[row]!;
    },

    rowsOf(node) {
      const [start, end] = current().ranges.get(node)!;
      return arena.words(at.rows + 4 * start, end - start).slice();
    },

    histogramOf(node) {
      const { histograms } = current();
      const histogram = histograms.hold(-1);
      addRows(node, null, histogram);
      const sums = histograms.decode(histogram, 0, slotCount);
      histograms.release(-1);
      return sums;
    },

    dispose() {
      state = null;
    },
  };
}
