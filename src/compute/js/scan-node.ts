import type { BinnedMatrix, NodeTask, SplitCandidate, SplitRule } from "../backend.ts";
import { powerOfTwo, type Quantisation } from "../quantisation.ts";
import { nodeGain } from "../split-gain.ts";
import type { Histogram } from "./histogram.ts";
import { scanOneHot, scanPartition } from "./scan-categorical.ts";
import { type BestSplit, type NodeScan, scanNumeric } from "./scan-numeric.ts";

/** float32 threshold below all finite values: everything present goes right. */
const BELOW_ALL = -3.4028234663852886e38;

export interface ScanInput {
  readonly matrix: BinnedMatrix;
  readonly histogram: Histogram;
  readonly quantisation: Quantisation;
  readonly task: NodeTask;
  readonly rule: SplitRule;
}

export function emptyBest(): BestSplit {
  return {
    feature: -1,
    gain: Number.NEGATIVE_INFINITY,
    bin: -1,
    defaultLeft: false,
    rightCategories: null,
    leftGradient: 0,
    leftHessian: 0,
  };
}

/** All that a scan knows of its node but the histogram. */
export function nodeScanOf(
  { gradientSum, hessianSum }: NodeTask,
  quantisation: Quantisation,
  rule: SplitRule,
): Omit<NodeScan, "histogram"> {
  const gradientScale = powerOfTwo(-quantisation.gradientExponent);
  const hessianScale = powerOfTwo(-quantisation.hessianExponent);
  const parentGain = nodeGain(gradientSum * gradientScale, hessianSum * hessianScale, rule);
  return { gradientSum, hessianSum, gradientScale, hessianScale, rule, parentGain };
}

/** The best split of a node over the offered features; feature -1 when none is allowed. */
export function scanNode({ matrix, histogram, quantisation, task, rule }: ScanInput): SplitCandidate {
  const scan: NodeScan = { ...nodeScanOf(task, quantisation, rule), histogram };
  const best = emptyBest();
  const count = task.features === null ? matrix.featureCount : task.features.length;
  for (let j = 0; j < count; j++) {
    const feature = task.features === null ? j : task.features[j]!;
    const first = matrix.histogramOffsets[feature]!;
    if (matrix.cuts.categorical[feature] === 1) scanCategorical(matrix, scan, feature, first, best);
    else scanNumeric(scan, slotsOf(matrix, feature, first), best);
  }
  return candidateOf(matrix, task, best);
}

function slotsOf(matrix: BinnedMatrix, feature: number, first: number) {
  const binCount = matrix.cuts.binCounts[feature]!;
  return { feature, first, binCount, hasMissing: matrix.hasMissing[feature] === 1 };
}

/** `first`: the feature's first slot in the scan's histogram. */
export function scanCategorical(
  matrix: BinnedMatrix,
  scan: NodeScan,
  feature: number,
  first: number,
  best: BestSplit,
): void {
  const slots = slotsOf(matrix, feature, first);
  if (slots.binCount < scan.rule.maxCatToOnehot) scanOneHot(scan, slots, best);
  else scanPartition(scan, slots, best);
}

export function candidateOf(matrix: BinnedMatrix, task: NodeTask, best: BestSplit): SplitCandidate {
  const numeric = best.feature >= 0 && best.rightCategories === null;
  const cut = numeric && best.bin >= 0 ? matrix.cuts.offsets[best.feature]! + best.bin : -1;
  return {
    node: task.node,
    feature: best.feature,
    gain: best.gain,
    bin: best.bin,
    threshold: cut >= 0 ? matrix.cuts.values[cut]! : numeric ? BELOW_ALL : 0,
    defaultLeft: best.defaultLeft,
    rightCategories: best.rightCategories,
    leftGradient: best.leftGradient,
    leftHessian: best.leftHessian,
    rightGradient: task.gradientSum - best.leftGradient,
    rightHessian: task.hessianSum - best.leftHessian,
  };
}
