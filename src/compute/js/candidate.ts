import type { BinnedMatrix, NodeTask, SplitCandidate, SplitRule } from "../backend.ts";
import { powerOfTwo, type Quantisation } from "../quantisation.ts";
import { nodeGain } from "../split-gain.ts";
import type { BestSplit, NodeScan } from "./scan-numeric.ts";

/** float32 threshold below all finite values: everything present goes right. */
const BELOW_ALL = -3.4028234663852886e38;

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
