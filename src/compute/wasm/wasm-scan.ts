import type { BinnedMatrix, NodeTask, SplitCandidate, SplitRule } from "../backend.ts";
import { candidateOf, emptyBest, nodeScanOf, scanCategorical } from "../js/scan-node.ts";
import type { BestSplit } from "../js/scan-numeric.ts";
import type { Quantisation } from "../quantisation.ts";
import type { WasmKernels } from "./kernels-contract.ts";
import type { WasmHistograms } from "./wasm-histograms.ts";
import type { WasmArena } from "./wasm-memory.ts";

export interface WasmScanner {
  scan(task: NodeTask, histogram: number, rule: SplitRule): SplitCandidate;
}

export interface ScannerSetup {
  readonly kernels: WasmKernels;
  readonly arena: WasmArena;
  readonly matrix: BinnedMatrix;
  /** Per feature [first slot, bin count, has missing], i32. */
  readonly layout: number;
  /** Room for one feature list, i32. */
  readonly list: number;
  /** Room for the best split, 40 bytes. */
  readonly best: number;
  readonly histograms: WasmHistograms;
  readonly quantisation: Quantisation;
}

/** Numeric columns are scanned by the kernel, runs of them at once; categorical ones by the js specification. */
export function createWasmScanner(setup: ScannerSetup): WasmScanner {
  const { kernels, arena, matrix, histograms } = setup;
  const scanColumns = histograms.slotBytes === 8 ? kernels.scanPacked : kernels.scanWide;
  const all = Int32Array.from({ length: matrix.featureCount }, (_, f) => f);

  function scanRun(histogram: number, from: number, to: number, best: BestSplit): void {
    if (from === to) return;
    kernels.resetBest(best.gain);
    scanColumns(histogram, setup.layout, setup.list, from, to);
    kernels.writeBest(setup.best);
    const [feature, bin, defaultLeft] = arena.ints(setup.best, 3);
    if (feature! < 0) return;
    const [gain, gradient, hessian] = arena.doubles(setup.best + 16, 3);
    best.feature = feature!;
    best.bin = bin!;
    best.defaultLeft = defaultLeft === 1;
    best.rightCategories = null;
    best.gain = gain!;
    best.leftGradient = gradient!;
    best.leftHessian = hessian!;
  }

  return {
    scan(task, histogram, rule) {
      const best = emptyBest();
      const scan = nodeScanOf(task, setup.quantisation, rule);
      kernels.setRule(rule.lambda, rule.alpha, rule.minChildWeight, rule.maxDeltaStep);
      kernels.setNode(
        scan.gradientSum,
        scan.hessianSum,
        scan.gradientScale,
        scan.hessianScale,
        scan.parentGain,
      );
      const features = task.features ?? all;
      arena.ints(setup.list, features.length).set(features);
      let start = 0;
      features.forEach((feature, i) => {
        if (matrix.cuts.categorical[feature] === 0) return;
        scanRun(histogram, start, i, best);
        start = i + 1;
        const first = matrix.histogramOffsets[feature]!;
        const own = histograms.decode(histogram, first, matrix.histogramOffsets[feature + 1]!);
        scanCategorical(matrix, { ...scan, histogram: own }, feature, 0, best);
      });
      scanRun(histogram, start, features.length, best);
      return candidateOf(matrix, task, best);
    },
  };
}
